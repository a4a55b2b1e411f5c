import { expect, test } from "vitest";
import { openSimulationDatabase } from "#tests/simulation/database/simulation-database.ts";
import { plantedBugs } from "#tests/simulation/planted/registry.ts";
import { SEEDS_FOR_A_BUG, searchBug } from "#tests/simulation/search-bug.ts";

test.each(plantedBugs)(
  `finds within ${SEEDS_FOR_A_BUG} seeds that $summary`,
  async (bug) => {
    await using database = await openSimulationDatabase(process.env["DATABASE_URL"] ?? "");

    const found = await searchBug(bug, database);

    expect(found?.violation).toMatch(/\w/);
  },
  300_000,
);
