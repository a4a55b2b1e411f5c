import { expect, test } from "vitest";
import { writeDocsPage } from "#app/http/api/openapi/docs-page.ts";
import { buildApiDocument } from "#app/http/api/openapi/document.ts";

const document = buildApiDocument();
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test("every operation has a name of its own, says what it does, and what it refuses with", () => {
  const names = operations.map(({ operationId }) => operationId);

  expect(new Set(names).size).toBe(names.length);
  for (const { summary, description, responses } of operations) {
    expect(summary).not.toBe("");
    expect(description).toMatch(/scope (?:view|upload|configure)/);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "403", "405", "429", "503"]));
  }
});

test("every reference of the document leads to a schema, and every schema says what it is", () => {
  const text = JSON.stringify(document);
  const named = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref?.replace("#/components/schemas/", ""));

  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => name === undefined || !(name in document.components.schemas))).toEqual([]);
  for (const schema of Object.values(document.components.schemas)) expect(schema).not.toEqual({});
});

test("bodies and parameters are described by what reads them", () => {
  const approval = document.paths["/api/v1/approvals"]?.["post"]?.requestBody?.content["application/json"]?.schema;
  const list = document.paths["/api/v1/batches"]?.["get"]?.parameters;

  expect(approval).toMatchObject({ additionalProperties: false, properties: { productIds: { maxItems: 10_000 } } });
  expect(list).toContainEqual(
    expect.objectContaining({
      name: "limit",
      in: "query",
      required: false,
      schema: expect.objectContaining({ maximum: 250 }),
    }),
  );
});

test("the page to read has every operation, no script, and nothing of its own making", () => {
  const page = writeDocsPage({
    ...document,
    info: { ...document.info, description: 'Say <b onclick="x">`a`</b>' },
  });

  for (const { operationId } of operations) expect(page).toContain(`id="${operationId}"`);
  expect(page).not.toMatch(/<script|https?:\/\/(?!app\.example)/);
  expect(page).toContain("&lt;b onclick=&quot;x&quot;&gt;<code>a</code>");
});
