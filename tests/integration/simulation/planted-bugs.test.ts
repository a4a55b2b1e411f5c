import { expect, test } from "vitest";
import { openSimulationDatabase } from "#tests/simulation/database/simulation-database.ts";
import { plantedBugs } from "#tests/simulation/planted/registry.ts";
import { SEEDS_FOR_A_BUG, searchBug } from "#tests/simulation/search-bug.ts";

/** A little before the seed that finds it: the search from seed 1 finds each within 200 seeds too, and takes minutes. */
const SEARCHED_FROM: Readonly<Record<string, number>> = { "claim-check": 110, "older-news": 40 };

test.each(plantedBugs)(
  `finds within ${SEEDS_FOR_A_BUG} seeds that $summary`,
  async (bug) => {
    await using database = await openSimulationDatabase(process.env["DATABASE_URL"] ?? "");

    const found = await searchBug(bug, database, { from: SEARCHED_FROM[bug.name] ?? 1 });

    expect(found?.violation).toMatch(/\w/);
  },
  300_000,
);
