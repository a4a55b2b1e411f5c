import type { SimulationDatabase } from "./database/simulation-database.ts";
import type { PlantedBug } from "./planted/planted-bug.ts";
import { simulateSeed } from "./simulate-seed.ts";

/** Within so many seeds a planted bug has to be found. */
export const SEEDS_FOR_A_BUG = 200;

export interface FoundBug {
  readonly seed: number;
  /** How many seeds it took. */
  readonly seeds: number;
  readonly violation: string;
}

/**
 * Plays seeds with the bug until one fails. Null when none does.
 * @throws {Error} when the bug changes nothing of the product any more: then it has to be planted in another way.
 */
export async function searchBug(
  bug: PlantedBug,
  database: SimulationDatabase,
  { from = 1 }: { from?: number } = {},
): Promise<FoundBug | null> {
  let isPlanted = false;
  for (let seeds = 1; seeds <= SEEDS_FOR_A_BUG; seeds += 1) {
    const seed = from + seeds - 1;
    const result = await simulateSeed({ seed, database, bug });
    isPlanted ||= result.isPlanted;
    const [violation] = result.violations;
    if (violation !== undefined) return { seed, seeds, violation };
  }
  if (!isPlanted) throw new Error(`The bug "${bug.name}" touches nothing of the product.`);
  return null;
}
