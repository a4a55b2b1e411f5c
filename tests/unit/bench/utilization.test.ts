import { expect, test } from "vitest";
import { pointsUse, utilizationOf, type ShopSample } from "#tests/bench/upload/utilization.ts";

const RATE = 100;

/** A shop that is looked at every second: full until its first call after 2 s, then never more than empty. */
function samplesOf(seconds: number, spentPerSecond: number): ShopSample[] {
  return Array.from({ length: seconds + 1 }, (_, second) => {
    const busySeconds = Math.max(0, second - 2);
    return {
      atMs: second * 1_000,
      calls: busySeconds,
      throttled: 0,
      spentPoints: 700 + (busySeconds === 0 ? 0 : 2_000 + busySeconds * spentPerSecond),
      availablePoints: busySeconds === 0 ? 2_000 : 0,
    };
  });
}

test("whoever spends what is restored, until the last row, uses all points", () => {
  const use = pointsUse(samplesOf(30, RATE), { endedAtMs: 30_000, restoreRate: RATE });

  expect(use).toEqual({ spentPoints: 2_200, usablePoints: 2_200 });
  expect(utilizationOf([use])).toBe(1);
});

test("points that were there when the window began, 5 s after the first call, count as usable", () => {
  const samples = samplesOf(30, RATE).map((sample) => ({ ...sample, availablePoints: 500 }));

  expect(pointsUse(samples, { endedAtMs: 30_000, restoreRate: RATE })?.usablePoints).toBe(2_200 + 500);
});

test("seconds in which nothing more was spent before the last row ended count against the product", () => {
  const use = pointsUse(samplesOf(30, RATE), { endedAtMs: 52_000, restoreRate: RATE });

  expect(utilizationOf([use])).toBe(0.5);
});

test("an upload that ended before its window began has no utilization", () => {
  expect(pointsUse(samplesOf(30, RATE), { endedAtMs: 7_000, restoreRate: RATE })).toBeNull();
  expect(utilizationOf([null])).toBeNull();
});

test("the stores of one upload are weighed by their usable points", () => {
  expect(utilizationOf([{ spentPoints: 100, usablePoints: 100 }, { spentPoints: 150, usablePoints: 300 }, null])).toBe(
    0.625,
  );
});
