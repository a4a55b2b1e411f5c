import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { callPaths } from "#app/domain/uploads/failures/call-failures.ts";
import { knownFailures } from "#app/domain/uploads/failures/failure-catalog.ts";
import { errorsPage } from "#tests/documentation/errors-page.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../../../docs/errors.md"), "utf8");

test("docs/errors.md is what `npm run docs:errors` writes", () => {
  expect(page).toBe(errorsPage());
});

test("the page names every failure that is known, and every path on which a call brings no answer", () => {
  const lines = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| --- "));
  const missing = [...knownFailures].filter(
    ([code, { explanation }]) =>
      !lines.some((line) => line.includes(` \`${code}\` `) && line.includes(` ${explanation} `)),
  );

  expect(missing).toEqual([]);
  expect(Object.keys(callPaths).filter((said) => !lines.some((line) => line.startsWith(`| ${said} |`)))).toEqual([]);
  expect(lines.filter((line) => line.split(" | ").length !== 7)).toEqual([]);
});
