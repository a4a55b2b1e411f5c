import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  automaticRetryOf,
  explainError,
  explainWarning,
  knownFailures,
} from "#app/domain/uploads/failures/failure-catalog.ts";
import { preflightFailures, uploadFailures } from "#app/domain/uploads/failures/own-failures.ts";
import { listProjectFiles } from "#tests/architecture/source-files.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const CATALOG = "app/domain/uploads/failures/";

const sources = listProjectFiles(ROOT).filter(
  (name) => name.startsWith("app/domain/uploads/") && name.endsWith(".ts") && !name.startsWith(CATALOG),
);

const codesIn = (name: string): string[] =>
  [...readFileSync(path.join(ROOT, name), "utf8").matchAll(/"((?:upload|preflight|shopify)\.[a-z][a-z-]+)"/g)].map(
    ([, code = ""]) => code,
  );

test("every failure and warning that the app names itself is known, with what to do", () => {
  const named = new Set(sources.flatMap(codesIn));

  expect([...named].filter((code) => explainWarning(code) === null)).toEqual([]);
  expect([...named]).toEqual(expect.arrayContaining(["upload.internal-error", "shopify.no-answer"]));
});

test("no failure is explained that nothing can cause any more", () => {
  const named = new Set(sources.flatMap(codesIn));

  const unused = Object.keys(uploadFailures).filter((code) => code !== "upload.retries-used-up" && !named.has(code));

  expect(unused).toEqual([]);
});

const ofUploads: Record<keyof typeof uploadFailures, [string, string, string, RegExp]> = {
  "upload.unreadable-content": ["VALIDATION", "no", "none", /cannot be uploaded/],
  "upload.internal-error": ["UNKNOWN", "once", "retry", /app itself failed/],
  "upload.variant-not-found": ["UNKNOWN", "no", "retry", /told apart/],
  "upload.product-deleted-in-shop": ["VALIDATION", "no", "none", /deleted in the shop/],
  "upload.product-vanished": ["UNKNOWN", "no", "retry", /disappeared/],
  "upload.interrupted": ["SHOPIFY_ERROR", "no", "retry", /half an hour/],
  "upload.deadline-passed": ["API_LIMIT", "no", "retry", /deadline/],
  "upload.retries-used-up": ["SHOPIFY_ERROR", "no", "retry", /used up/],
};

for (const [code, [category, retried, remedy, explanation]] of Object.entries(ofUploads)) {
  test(`${code} is ${category}, tried again by itself: ${retried}`, () => {
    const known = knownFailures.get(code);

    expect(known).toMatchObject({ category, retried, remedy });
    expect(known?.explanation).toMatch(explanation);
    expect(known?.whatToDo).toMatch(/\w{3}/);
  });
}

test("what preflight finds is a matter of content or of a taken place, and never tried again by itself", () => {
  const found = Object.entries(preflightFailures);

  const wrong = found.filter(
    ([code, { category, explanation, whatToDo }]) =>
      !(category === "VALIDATION" || category === "DUPLICATE") ||
      automaticRetryOf({ code, category }) !== "no" ||
      explainError(code, category).explanation !== explanation ||
      whatToDo.length < 10,
  );

  expect(found.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});
