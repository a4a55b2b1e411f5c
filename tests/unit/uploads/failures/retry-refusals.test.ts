import { expect, test } from "vitest";
import { noRefusals, refusalWords } from "#app/domain/uploads/failures/retry-refusals.ts";

test("a retry that refuses rows says how many and why, and nothing of what it did not refuse", () => {
  expect(refusalWords(noRefusals())).toBe("");
  expect(refusalWords({ overLimit: 2, newerContent: 0, storeLeft: 1 })).toBe(
    "2 rows, after 5 retries: correct the products and approve them again; 1 row, each because its store has left",
  );
});
