import { expect, test } from "vitest";
import { countOverlaps } from "#tests/faults/shifts.ts";

const shift = (claimToken: string, firstCallAtMs: number, lastCallAtMs: number) => ({
  claimToken,
  firstCallAtMs,
  lastCallAtMs,
});

test("shifts that follow each other do not overlap", () => {
  expect(countOverlaps([shift("a", 0, 10), shift("b", 11, 20), shift("c", 21, 21)])).toBe(0);
});

test("every pair that made calls at the same time counts", () => {
  expect(countOverlaps([shift("a", 0, 100), shift("b", 50, 60), shift("c", 55, 200)])).toBe(3);
  expect(countOverlaps([shift("a", 0, 10), shift("b", 10, 20)])).toBe(1);
});
