import path from "node:path";
import { expect, test } from "vitest";
import { findImportViolations } from "./find-import-violations.ts";
import { importRules } from "./import-rules.ts";
import { plantTree } from "./planted-tree.ts";

const VERB = "app/domain/catalog/approve-products.server.ts";
const value = "export const one = 1;";
const uses = (specifier: string) => `import { one } from "${specifier}"; export const two = one;`;
const usesType = (specifier: string) => `import type { One } from "${specifier}"; export type Two = One;`;

/** For each rule, small products that break it, one for every clause. */
const planted: Record<string, Record<string, string>[]> = {
  "no-cycles": [
    {
      "app/domain/catalog/first.ts": uses("./second.ts"),
      "app/domain/catalog/second.ts": `import type { two } from "./first.ts"; export const one: typeof two = 1;`,
    },
  ],
  "imports-resolve": [{ "app/domain/catalog/first.ts": uses("#app/domain/absent.ts") }],
  "routes-do-not-query": [
    { "app/routes/app.tsx": uses("#app/platform/db.server.ts"), "app/platform/db.server.ts": value },
    { "app/routes/app.tsx": uses("@prisma/client") },
    { "app/routes/app.tsx": uses("#app/shopify/client.server.ts"), "app/shopify/client.server.ts": value },
  ],
  "domain-knows-no-transport": [
    ...["@remix-run/node", "react", "@shopify/shopify-api", "pg-boss", "express"].map((name) => ({
      [VERB]: uses(name),
    })),
    ...["app/http/a.ts", "app/components/a.ts", "app/routes/a.ts", "app/shopify.server.ts", "jobs/handlers/a.ts"].map(
      (file) => ({ [VERB]: usesType(`#${file}`), [file]: "export type One = 1;" }),
    ),
  ],
  "pure-files-stay-pure": [
    { "app/domain/uploads/plan.ts": uses("./read.server.ts"), "app/domain/uploads/read.server.ts": value },
    { "app/domain/uploads/plan.ts": uses("#app/platform/db.server.ts"), "app/platform/db.server.ts": value },
    { "app/domain/uploads/plan.ts": uses("node:fs") },
    { "app/domain/uploads/plan.ts": uses("@prisma/client") },
  ],
  "components-stay-in-the-browser": [
    { "app/components/list.tsx": uses("#app/domain/a.server.ts"), "app/domain/a.server.ts": value },
    { "app/components/list.tsx": uses("#app/http/form.ts"), "app/http/form.ts": value },
  ],
  "http-knows-no-page": [{ "app/http/form.ts": uses("#app/components/a.tsx"), "app/components/a.tsx": value }],
  "platform-is-the-floor": [
    { "app/platform/clock.ts": uses("#app/domain/a.ts"), "app/domain/a.ts": value },
    { "app/platform/clock.ts": uses("#app/shopify/a.ts"), "app/shopify/a.ts": value },
    { "app/platform/clock.ts": uses("#app/shopify.server.ts"), "app/shopify.server.ts": value },
    { "app/platform/clock.ts": uses("#jobs/runtime/a.ts"), "jobs/runtime/a.ts": value },
  ],
  "shopify-adapter-has-no-opinions": [{ "app/shopify/a.ts": uses("#app/domain/a.ts"), "app/domain/a.ts": value }],
  "app-sees-only-contracts": [
    { [VERB]: value, "app/http/a.ts": uses("#jobs/handlers/a.ts"), "jobs/handlers/a.ts": value },
    { "app/server.ts": uses("#jobs/schedules.ts"), "jobs/schedules.ts": value },
  ],
  "contracts-stand-alone": [
    { "jobs/contracts/a.ts": uses("#app/platform/clock.ts"), "app/platform/clock.ts": value },
    { "jobs/contracts/a.ts": uses("pg-boss") },
    { "jobs/contracts/a.ts": uses("node:crypto") },
  ],
  "jobs-never-import-ui": [
    { "jobs/runtime/a.ts": uses("#app/components/a.tsx"), "app/components/a.tsx": value },
    { "jobs/worker.ts": uses("react") },
  ],
  "handlers-do-not-share": [{ "jobs/handlers/a.ts": uses("./b.ts"), "jobs/handlers/b.ts": value }],
  "handlers-do-not-know-the-worker": [
    { "jobs/handlers/a.ts": uses("#jobs/runtime/b.ts"), "jobs/runtime/b.ts": value },
    { "jobs/handlers/a.ts": uses("pg-boss") },
  ],
  "internal-means-internal": [
    { [VERB]: uses("#app/domain/uploads/internal/b.ts"), "app/domain/uploads/internal/b.ts": value },
  ],
  "internal-is-not-for-others": [
    { "app/routes/a.ts": uses("#app/domain/uploads/internal/b.ts"), "app/domain/uploads/internal/b.ts": value },
    { "jobs/handlers/a.ts": uses("#app/domain/uploads/internal/b.ts"), "app/domain/uploads/internal/b.ts": value },
  ],
  "remix-stays-at-the-edge": [
    { "app/shopify/a.ts": uses("@remix-run/node") },
    { "jobs/worker.ts": uses("@remix-run/node") },
  ],
  "product-never-imports-tests": [
    { "app/http/a.ts": uses("#tests/support/a.ts"), "tests/support/a.ts": value },
    { "prisma/seed.ts": usesType("#tests/support/a.ts"), "tests/support/a.ts": "export type One = 1;" },
  ],
};

const describeTree = (files: Record<string, string>) =>
  Object.entries(files)
    .slice(0, 1)
    .map(([name, text]) => `${name} with ${/from ("[^"]+")/.exec(text)?.[1] ?? text}`)
    .join();

const cases = Object.entries(planted).flatMap(([rule, trees]) =>
  trees.map((files) => ({ rule, files, planted: describeTree(files) })),
);

test("every import rule is proven by a planted violation", () => {
  expect(Object.keys(planted).sort()).toEqual(importRules.map((rule) => rule.name).sort());
});

test.for(cases)("$rule is found out: $planted", async ({ rule, files }) => {
  const root = plantTree(files);

  const { violations } = await findImportViolations(root);

  expect(violations.map((violation) => violation.rule)).toContain(rule);
});

test("imports along the arrows of the architecture break no rule", async () => {
  const root = plantTree({
    "app/routes/app.tsx": `import { verb } from "#app/domain/catalog/approve-products.server.ts"; import { List } from "#app/components/list.tsx"; import { json } from "#app/http/answer.ts"; import type { Db } from "#app/platform/db.server.ts"; export type Loader = Db; export const route = [verb, List, json];`,
    "app/components/list.tsx": `import type { Row } from "#app/domain/catalog/product-queries.server.ts"; import { label } from "#app/domain/catalog/labels.ts"; import { Card } from "@shopify/polaris"; export const List = (row: Row) => [row, label, Card];`,
    "app/http/answer.ts": `import { redirect } from "@remix-run/node"; import { AppError } from "#app/platform/errors.ts"; export const json = [redirect, AppError];`,
    "app/domain/catalog/product-queries.server.ts": `import { open } from "#app/platform/db.server.ts"; export type Row = ReturnType<typeof open>; export const rows = open;`,
    "app/domain/catalog/labels.ts": `import { AppError } from "#app/platform/errors.ts"; import { createHash } from "node:crypto"; export const label = [AppError, createHash];`,
    "app/domain/catalog/internal/slices.ts": value,
    [VERB]: `import { one } from "./internal/slices.ts"; import { send } from "#app/shopify/client.server.ts"; import { job } from "#jobs/contracts/upload.ts"; import { Prisma } from "@prisma/client"; export const verb = [one, send, job, Prisma];`,
    "app/shopify/client.server.ts": `import { AppError } from "#app/platform/errors.ts"; import "@shopify/shopify-api"; export const send = AppError;`,
    "app/platform/db.server.ts": `import { PrismaClient } from "@prisma/client"; export type Db = PrismaClient; export const open = () => new PrismaClient();`,
    "app/platform/errors.ts": "export class AppError extends Error {}",
    "jobs/contracts/upload.ts": `import { z } from "zod"; export const job = z.object({});`,
    "jobs/handlers/upload.ts": `import type { Outcome } from "#jobs/runtime/outcome.ts"; import { verb } from "#app/domain/catalog/approve-products.server.ts"; export const handle = (): Outcome => verb;`,
    "jobs/handlers/registry.ts": `import { handle } from "./upload.ts"; export const handlers = [handle];`,
    "jobs/runtime/outcome.ts": "export type Outcome = unknown;",
    "jobs/worker.ts": `import { PgBoss } from "pg-boss"; import { handlers } from "#jobs/handlers/registry.ts"; export const worker = [PgBoss, handlers];`,
  });

  const findings = await findImportViolations(root);

  expect(findings).toEqual({ violations: [], filesSeen: 15 });
});

test("the product breaks no import rule", async () => {
  const findings = await findImportViolations(path.resolve(import.meta.dirname, "../.."));

  expect(findings.violations).toEqual([]);
  expect(findings.filesSeen).toBeGreaterThan(0);
});
