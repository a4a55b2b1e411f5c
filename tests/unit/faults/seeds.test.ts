import { expect, test } from "vitest";
import { forSeeds } from "#tests/faults/shopify/seeds.ts";

test("each seed has its turn once, so many at once, and its answer at its place", async () => {
  const state = { underWay: 0, most: 0 };
  const answers = await forSeeds({ seeds: 5, atOnce: 2 }, async (seed) => {
    state.underWay += 1;
    state.most = Math.max(state.most, state.underWay);
    await Promise.resolve();
    state.underWay -= 1;
    return seed * 10;
  });

  expect(answers).toEqual([10, 20, 30, 40, 50]);
  expect(state.most).toBe(2);
});
