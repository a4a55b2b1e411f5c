import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateDuration, type StoreOutlook } from "#app/domain/uploads/estimate-duration.ts";

const now = new Date("2026-11-25T12:00:00Z");

const store = (changes: Partial<StoreOutlook> = {}): StoreOutlook => ({
  storeId: "one",
  storeName: "One",
  points: 22_000,
  pointsAhead: 0,
  pointsBeside: 0,
  obstacle: null,
  createsParkedUntil: null,
  budget: { availablePoints: 2_000, restorePerSecond: 100 },
  ...changes,
});

const estimate = (stores: StoreOutlook[], batch = { isPlanned: true, isPaused: false }) =>
  estimateDuration({ ...batch, stores, now });

test("the time left is what the bucket does not hold yet, at the rate at which it fills", () => {
  expect(estimate([store()])).toMatchObject({
    points: 22_000,
    seconds: 200,
    endsAt: new Date("2026-11-25T12:03:20Z"),
    obstacle: null,
  });
});

test("what the bucket holds already takes no time", () => {
  expect(estimate([store({ points: 1_999 })])).toMatchObject({ seconds: 0, endsAt: now });
});

test("batches that go first, and turns of others, come on top", () => {
  expect(estimate([store({ pointsAhead: 10_000, pointsBeside: 5_000 })]).seconds).toBe(350);
});

test("the slowest store decides when the batch ends", () => {
  const fast = store({ storeId: "two", budget: { availablePoints: 0, restorePerSecond: 1_000 } });

  const { seconds, points, stores } = estimate([store(), fast]);

  expect([seconds, points]).toEqual([200, 44_000]);
  expect(stores.map((each) => each.seconds)).toEqual([200, 22]);
});

test("a store that does not go on by itself has no end, and neither has its batch", () => {
  const parked = store({ storeId: "two", obstacle: "daily-limit" });

  const { seconds, endsAt, obstacle, stores } = estimate([store(), parked]);

  expect({ seconds, endsAt, obstacle }).toEqual({ seconds: null, endsAt: null, obstacle: "daily-limit" });
  expect(stores.map((each) => each.seconds)).toEqual([200, null]);
});

test("nothing is foreseen of a shop that has never answered, of a paused batch, and of one that is being planned", () => {
  expect(estimate([store({ budget: null })]).obstacle).toBe("budget-unknown");
  expect(estimate([store()], { isPlanned: true, isPaused: true })).toMatchObject({
    obstacle: "batch-paused",
    points: 22_000,
  });
  expect(estimate([store()], { isPlanned: false, isPaused: false }).obstacle).toBe("planning");
});

test("more points never take less time", () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.nat(1e6),
      fc.nat(5_000),
      fc.integer({ min: 1, max: 2_000 }),
      (some, more, held, rate) => {
        const budget = { availablePoints: held, restorePerSecond: rate };
        const less = estimate([store({ points: some, budget })]).seconds ?? 0;
        expect(estimate([store({ points: some + more, budget })]).seconds).toBeGreaterThanOrEqual(less);
      },
    ),
  );
});
