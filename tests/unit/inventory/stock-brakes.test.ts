import fc from "fast-check";
import { expect, test } from "vitest";
import { decideBrake, FEWEST_TO_STOP, type BrakeLimits, type WeighedRun } from "#app/domain/inventory/stock-brakes.ts";

const weighed = (run: Partial<WeighedRun>): WeighedRun => ({
  levels: 1_000,
  toZero: 0,
  closedLocations: [],
  forgottenLocations: [],
  ...run,
});

const limits = (given: Partial<BrakeLimits> = {}): BrakeLimits => ({
  maxZeroShare: 0.2,
  levelsOfStore: 0,
  zeroedBefore: 0,
  ...given,
});

test("a run goes on up to the set share of levels that go to zero, and stops above it", () => {
  expect(decideBrake(weighed({ toZero: 200 }), limits())).toBeNull();
  expect(decideBrake(weighed({ toZero: 201 }), limits())).toMatchObject({ tooManyToZero: true, zeroShare: 0.201 });
});

test("a few things that sell out stop nothing, whatever share they are", () => {
  expect(decideBrake(weighed({ levels: 9, toZero: FEWEST_TO_STOP - 1 }), limits())).toBeNull();
  expect(decideBrake(weighed({ levels: 10, toZero: FEWEST_TO_STOP }), limits())).not.toBeNull();
});

test("what arrives is a share of the store, and of one mistake with what came just before", () => {
  const arrived = weighed({ levels: 100, toZero: 100 });

  expect(decideBrake(arrived, limits({ levelsOfStore: 1_000 }))).toBeNull();
  expect(decideBrake(arrived, limits({ levelsOfStore: 1_000, zeroedBefore: 150 }))).toMatchObject({ toZero: 250 });
  expect(decideBrake(weighed({ toZero: 0 }), limits({ zeroedBefore: 900 }))).toBeNull();
});

test("a lost location stops a run that sets nothing to zero, and is named", () => {
  const closed = [{ locationId: "gid://shopify/Location/1", name: "North" }];
  const forgotten = [{ locationId: "gid://shopify/Location/2", name: null }];

  expect(decideBrake(weighed({ closedLocations: closed }), limits())).toMatchObject({
    tooManyToZero: false,
    closedLocations: closed,
  });
  expect(decideBrake(weighed({ forgottenLocations: forgotten }), limits())).toMatchObject({
    forgottenLocations: forgotten,
  });
});

test("no run that keeps every location and stays under the share is ever stopped, and none above it ever goes on", () => {
  const anyRun = fc.record({
    levels: fc.integer({ min: 0, max: 100_000 }),
    zeroPart: fc.double({ min: 0, max: 1, noNaN: true }),
    maxZeroShare: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(anyRun, ({ levels, zeroPart, maxZeroShare }) => {
      const toZero = Math.floor(levels * zeroPart);
      const report = decideBrake(weighed({ levels, toZero }), limits({ maxZeroShare }));

      expect(report !== null).toBe(toZero >= FEWEST_TO_STOP && toZero > maxZeroShare * levels);
    }),
  );
});
