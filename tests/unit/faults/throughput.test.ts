import { expect, test } from "vitest";
import { multipleOfCalm, rateOf } from "#tests/faults/workers/throughput.ts";

const at = (seconds: number) => new Date(seconds * 1_000);

test("a rate counts from the first call to the last row", () => {
  expect(rateOf(300, { firstAt: at(10), lastAt: at(25) })).toBe(20);
});

test("an upload that was not begun, or has not ended, has no rate and keeps no bound", () => {
  const rate = rateOf(300, { firstAt: at(10), lastAt: null });

  expect(rate).toBeNaN();
  expect(rateOf(300, { firstAt: null, lastAt: at(10) })).toBeNaN();
  expect(multipleOfCalm(20, rate)).toBe(Number.POSITIVE_INFINITY);
  expect(multipleOfCalm(rate, 20)).toBe(Number.POSITIVE_INFINITY);
});

test("three fifths of the calm throughput take five thirds of its seconds", () => {
  expect(multipleOfCalm(20, 12)).toBeCloseTo(5 / 3);
});
