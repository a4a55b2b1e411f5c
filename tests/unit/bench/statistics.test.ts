import fc from "fast-check";
import { expect, test } from "vitest";
import { median, ofRuns, percentile, round } from "#tests/bench/statistics.ts";

test("the median is the middle value, or the mean of the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 6])).toBe(5);
});

test("95 % of the values do not exceed the 95th percentile, and it is one of them", () => {
  const values = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, (measured) => {
      const p95 = percentile(measured, 95);

      expect(measured).toContain(p95);
      expect(measured.filter((value) => value <= p95).length).toBeGreaterThanOrEqual(0.95 * measured.length);
      expect(measured.filter((value) => value < p95).length).toBeLessThan(0.95 * measured.length);
    }),
  );
});

test("of nothing there is no figure", () => {
  expect(() => median([])).toThrow("Nothing was measured");
  expect(() => percentile([], 95)).toThrow("Nothing was measured");
});

test("a figure of several runs stands beside its smallest and its largest", () => {
  expect(ofRuns("seconds", [3, 1, 2.5])).toEqual({ seconds: 2.5, secondsMin: 1, secondsMax: 3 });
});

test("a figure has as many digits as it deserves", () => {
  expect([0.12345, 9.87654, 56.789, 1234.56].map(round)).toEqual([0.123, 9.877, 56.8, 1235]);
});
