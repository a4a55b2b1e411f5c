import fc from "fast-check";
import { expect, test } from "vitest";
import { dividePoints, lanes, LaneTurns, type ByLane, type Lane } from "#app/shopify/points-lanes.ts";

/** Points that each lane gets of so many calls of equal cost while all of these want to spend. */
function spend(turns: LaneTurns, waiting: readonly Lane[], calls: number): Record<Lane, number> {
  const spent: Record<Lane, number> = { stock: 0, price: 0, products: 0, reads: 0 };
  for (let call = 0; call < calls; call += 1) {
    const lane = turns.next(new Set(waiting));
    if (!lane) break;
    turns.spend(lane, 10);
    spent[lane] += 10;
  }
  return spent;
}

test("the most urgent lane goes first, and every lane with work gets its tenth", () => {
  const spent = spend(new LaneTurns(), lanes, 10_000);

  for (const lane of lanes) expect(spent[lane]).toBeGreaterThanOrEqual(0.095 * 100_000);
  expect(spent.stock).toBeGreaterThan(0.65 * 100_000);
});

test("a lane alone gets everything, and one that comes later is served at once", () => {
  const turns = new LaneTurns();
  spend(turns, ["products"], 1_000);

  expect(turns.next(new Set<Lane>(["products", "reads"]))).toBe("reads");
  expect(turns.next(new Set())).toBeNull();
});

const wants = fc.array(
  fc.record(
    { stock: fc.nat(500), price: fc.nat(500), products: fc.nat(500), reads: fc.nat(500) },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 6 },
);

test("shares of a bucket sum to one, whoever wants what", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), wants, (rate, wanted) => {
      const shares = dividePoints(rate, wanted);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const share of shares) expect(share).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("who wants little gets it, whatever the others want", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 2_000 }), wants, fc.constantFrom(...lanes), (rate, others, lane) => {
      const modest: ByLane = { [lane]: (0.1 * rate) / (others.length + 1) };

      const [mine = 0] = dividePoints(rate, [modest, ...others]);

      expect(mine * rate).toBeGreaterThanOrEqual((modest[lane] ?? 0) - 1e-9);
    }),
  );
});

test("two that want the same get the same, and a more urgent lane more than one that is not", () => {
  const [first, second, urgent] = dividePoints(100, [{ products: 500 }, { products: 500 }, { stock: 500 }]);

  expect(first).toBeCloseTo(second ?? 0);
  expect(urgent).toBeCloseTo(0.9);
});
