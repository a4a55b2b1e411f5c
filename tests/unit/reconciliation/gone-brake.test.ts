import { expect, test } from "vitest";
import { decideGoneBrake, FEWEST_TO_STOP, type WeighedGone } from "#app/domain/reconciliation/gone-brake/gone-brake.ts";

const weighed = (change: Partial<WeighedGone>): WeighedGone => ({
  gone: { products: 0, variants: 0 },
  live: { products: 100, variants: 300 },
  maxGoneShare: 0.2,
  ...change,
});

test("more than the set share of products or of variants asks a person, the share itself does not", () => {
  expect(decideGoneBrake(weighed({ gone: { products: 20, variants: 60 } }))).toBeNull();
  expect(decideGoneBrake(weighed({ gone: { products: 21, variants: 0 } }))).toEqual({ goneShare: 0.21 });
  expect(decideGoneBrake(weighed({ gone: { products: 0, variants: 90 } }))).toEqual({ goneShare: 0.3 });
});

test("a few never ask, however small the shop is", () => {
  const live = { products: FEWEST_TO_STOP, variants: FEWEST_TO_STOP };

  const few = decideGoneBrake(weighed({ live, gone: { products: FEWEST_TO_STOP - 1, variants: 0 } }));
  const all = decideGoneBrake(weighed({ live, gone: { products: FEWEST_TO_STOP, variants: 0 } }));

  expect(few).toBeNull();
  expect(all).toEqual({ goneShare: 1 });
});

test("a store that never asks is never asked", () => {
  expect(decideGoneBrake(weighed({ gone: { products: 100, variants: 300 }, maxGoneShare: 1 }))).toBeNull();
});
