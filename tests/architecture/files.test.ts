import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findNameFault } from "./file-names.ts";
import { listProjectFiles } from "./source-files.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const LINES_AT_MOST = 300;
const FILES_IN_A_FOLDER_AT_MOST = 20;

const sources = () =>
  listProjectFiles(ROOT).filter(
    (name) => /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/.test(name) && !name.startsWith("extensions/"),
  );

test("file and folder names are kebab-case and say what is inside", () => {
  const faults = sources().flatMap((name) => {
    const fault = findNameFault(name);
    return fault === null ? [] : [`${name}: ${fault}`];
  });

  expect(sources().length).toBeGreaterThan(50);
  expect(faults).toEqual([]);
});

test.for([
  "app/platform/utils.ts",
  "app/domain/string-helpers.ts",
  "app/common/text.ts",
  "tests/support/queue-manager.ts",
  "app/domain/catalog/product-service.server.ts",
  "app/shopify/client-v2.server.ts",
  "app/routes/api.data.ts",
  "app/domain/catalog/ApproveProducts.server.ts",
  "app/domain/catalog/approve_products.server.ts",
])("the name %s is refused", (name) => {
  expect(findNameFault(name)).not.toBeNull();
});

test.for([
  "app/routes/app.batches.$batchId.tsx",
  "app/routes/_index.tsx",
  "app/domain/catalog/approve-products.server.ts",
])("the name %s is accepted", (name) => {
  expect(findNameFault(name)).toBeNull();
});

test("the project is written in TypeScript", () => {
  const others = sources().filter((name) => !/\.tsx?$/.test(name));

  expect(others).toEqual([]);
});

test(`no source file has more than ${LINES_AT_MOST} lines`, () => {
  const long = sources().filter(
    (name) => readFileSync(path.join(ROOT, name), "utf8").split("\n").length > LINES_AT_MOST,
  );

  expect(long).toEqual([]);
});

test(`no folder holds more than ${FILES_IN_A_FOLDER_AT_MOST} source files, routes apart`, () => {
  const fileCounts = new Map<string, number>();
  for (const name of sources()) fileCounts.set(path.dirname(name), (fileCounts.get(path.dirname(name)) ?? 0) + 1);
  fileCounts.delete("app/routes");

  const crowded = [...fileCounts].filter(([, count]) => count > FILES_IN_A_FOLDER_AT_MOST);

  expect(crowded).toEqual([]);
});

test("what an action of a page is sent stays entered when its answer does not arrive", () => {
  const routes = sources().filter((name) => name.startsWith("app/routes/"));
  const withAction = routes.filter((name) =>
    /= (page|visitor)Action\(/.test(readFileSync(path.join(ROOT, name), "utf8")),
  );

  const forgetful = withAction.filter(
    (name) => !readFileSync(path.join(ROOT, name), "utf8").includes("export { keepEntered as clientAction }"),
  );

  expect(withAction.length).toBeGreaterThan(20);
  expect(forgetful).toEqual([]);
});
