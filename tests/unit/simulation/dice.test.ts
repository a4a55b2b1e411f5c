import { expect, test } from "vitest";
import { Dice } from "#tests/simulation/chance/dice.ts";

test("throws the same for the same seed, and something else for another", () => {
  const throwOf = (seed: number) => {
    const dice = new Dice(seed);
    return [dice.next(), dice.between(1, 6), dice.uuid(), dice.pick(["a", "b", "c"])];
  };

  expect(throwOf(1)).toEqual(throwOf(1));
  expect(throwOf(2)).not.toEqual(throwOf(1));
});

test("makes ids of the form that PostgreSQL and the product take", () => {
  expect(new Dice(5).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("chooses the heavier more often", () => {
  const dice = new Dice(7);
  const items = [
    { name: "light", weight: 1 },
    { name: "heavy", weight: 9 },
  ];

  const heavy = Array.from({ length: 1_000 }, () => dice.weighted(items)).filter(({ name }) => name === "heavy").length;

  expect(heavy).toBeGreaterThan(850);
  expect(heavy).toBeLessThan(950);
});
