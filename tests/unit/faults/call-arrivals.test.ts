import fc from "fast-check";
import { expect, test } from "vitest";
import { mostWithin } from "#tests/faults/shopify/call-arrivals.ts";

test("questions that keep their distance are one in each stretch, and two that do not are two", () => {
  expect(mostWithin([0, 10_050, 20_100], 10_000)).toBe(1);
  expect(mostWithin([0, 9_900, 20_100], 10_000)).toBe(2);
  expect(mostWithin([], 10_000)).toBe(0);
});

test("a stretch is the busiest wherever it begins, and never holds more than there is", () => {
  const moments = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 30 });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 1_000 }), (unordered, stretchMs) => {
      const atMs = unordered.toSorted((one, other) => one - other);
      const most = mostWithin(atMs, stretchMs);
      expect(most).toBeLessThanOrEqual(atMs.length);
      for (let from = 0; from <= 1_000; from += 1)
        expect(atMs.filter((at) => at >= from && at < from + stretchMs).length).toBeLessThanOrEqual(most);
    }),
    { numRuns: 30 },
  );
});
