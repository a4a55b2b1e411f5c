import { expect, test } from "vitest";
import { openSimulationDatabase } from "#tests/simulation/database/simulation-database.ts";
import { simulateSeed } from "#tests/simulation/simulate-seed.ts";

test("plays the same seed the same, statement by statement, whatever was played before it", async () => {
  await using database = await openSimulationDatabase(process.env["DATABASE_URL"] ?? "");

  const first = await simulateSeed({ seed: 3, database });
  const between = await simulateSeed({ seed: 11, database });
  const again = await simulateSeed({ seed: 3, database });

  expect(again.trace).toEqual(first.trace);
  expect(again.digest).toBe(first.digest);
  expect(between.digest).not.toBe(first.digest);
}, 180_000);
