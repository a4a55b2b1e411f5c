import { expect, test } from "vitest";
import { expectConsole, settleConsole } from "#tests/support/expected-console.ts";

test("a console line that no test expects fails the test", () => {
  console.warn("something odd");

  expect(settleConsole).toThrow("Unexpected on the console:\nconsole.warn: something odd");
});

test("a console line that a test expects passes", () => {
  expectConsole("error", /^could not reach/);

  console.error("could not reach the shop");

  expect(settleConsole).not.toThrow();
});

test("an expected console line that never comes fails the test", () => {
  expectConsole("error", /^could not reach/);

  expect(settleConsole).toThrow("never written");
});
