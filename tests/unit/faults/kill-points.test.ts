import fc from "fast-check";
import { expect, test } from "vitest";
import { pickKillPoint } from "#tests/faults/kill-points.ts";

const PRODUCTS = 500;

test("a point lies in the middle of the upload, whatever the seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 9 }), (seed, attempt) => {
      const { afterCreates, delayMs } = pickKillPoint(seed, attempt, PRODUCTS);
      expect(afterCreates).toBeGreaterThanOrEqual(0.3 * PRODUCTS);
      expect(afterCreates).toBeLessThanOrEqual(0.85 * PRODUCTS);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThanOrEqual(250);
    }),
  );
});

test("a seed is always the same point, and another try another one", () => {
  expect(pickKillPoint(7, 1, PRODUCTS)).toEqual(pickKillPoint(7, 1, PRODUCTS));
  expect(pickKillPoint(7, 2, PRODUCTS)).not.toEqual(pickKillPoint(7, 1, PRODUCTS));
});

test("twenty seeds meet early and late moments, and both ways in which a store is taken up", () => {
  const points = Array.from({ length: 20 }, (_, index) => pickKillPoint(index + 1, 1, PRODUCTS));

  expect(Math.min(...points.map((point) => point.afterCreates))).toBeLessThan(0.4 * PRODUCTS);
  expect(Math.max(...points.map((point) => point.afterCreates))).toBeGreaterThan(0.75 * PRODUCTS);
  expect(points.filter((point) => point.isWakeUpWaiting)).toHaveLength(10);
});
