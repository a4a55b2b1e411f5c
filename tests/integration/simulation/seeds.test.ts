import { afterAll, beforeAll, expect, test } from "vitest";
import { openSimulationDatabase, type SimulationDatabase } from "#tests/simulation/database/simulation-database.ts";
import { events } from "#tests/simulation/events/registry.ts";
import { keptSeeds } from "#tests/simulation/kept-seeds.ts";
import { failureOf } from "#tests/simulation/simulate.ts";
import { simulateSeed } from "#tests/simulation/simulate-seed.ts";

const SEEDS = 50;
/** Fewer prove nothing of it. */
const RETRIES = 5;
/** Events of this weight happen in any fifty seeds. */
const HEAVY = 6;
/** Of 36 kinds; which of the light ones are missing changes with whatever a seed plays. */
const KINDS = 25;
const SEED_TIMEOUT_MS = 70_000;

let database: SimulationDatabase;

beforeAll(async () => {
  database = await openSimulationDatabase(process.env["DATABASE_URL"] ?? "");
});

afterAll(() => database[Symbol.asyncDispose]());

const happened = new Map<string, number>();

const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);

test.each(seeds)(
  "holds what is promised whatever happens: seed %i",
  async (seed) => {
    const result = await simulateSeed({ seed, database });
    for (const [name, times] of result.events) happened.set(name, (happened.get(name) ?? 0) + times);

    expect(failureOf(result)).toBeNull();
  },
  SEED_TIMEOUT_MS,
);

test("lets each heavy kind of event happen in these seeds, failed rows be tried again, and most of the light kinds happen", () => {
  // Only in few worlds anybody counts stock.
  const ofStock = new Set(["order", "stock-arrives"]);
  const heavy = events.filter(({ name, weight }) => weight >= HEAVY && !ofStock.has(name));

  expect(heavy.map(({ name }) => name).filter((name) => !happened.has(name))).toEqual([]);
  expect(happened.get("retry") ?? 0).toBeGreaterThanOrEqual(RETRIES);
  expect(happened.size).toBeGreaterThanOrEqual(KINDS);
});

test.each(keptSeeds)(
  "does not break again as seed $seed once showed: $found",
  async ({ seed }) => {
    const result = await simulateSeed({ seed, database });

    expect(failureOf(result)).toBeNull();
  },
  SEED_TIMEOUT_MS,
);
