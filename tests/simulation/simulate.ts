import type { SimulationDatabase } from "./database/simulation-database.ts";
import { SEEDS_FOR_A_BUG, searchBug, type FoundBug } from "./search-bug.ts";
import { readSimulateCall, SimulateUsageError, USAGE, type SimulateCall } from "./simulate-options.ts";
import { simulateSeed, type SeedResult } from "./simulate-seed.ts";

export interface Surroundings {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress, and what went wrong. */
  readonly error: (text: string) => void;
  openDatabase(): Promise<SimulationDatabase>;
}

const SAY_EVERY = 25;

/** Does what a command line asks for and answers the exit code: 0 when every seed is clean, or every planted bug found. */
export async function simulate(args: readonly string[], surroundings: Surroundings): Promise<0 | 1> {
  const { out, error } = surroundings;
  try {
    const call = readSimulateCall(args);
    if (call.isHelp) {
      out(USAGE);
      return 0;
    }
    const database = await surroundings.openDatabase();
    return await (call.planted.length > 0 ? searchBugs : playSeeds)(call, database, surroundings);
  } catch (failure) {
    error(failure instanceof SimulateUsageError ? `${failure.message} (--help tells more)` : explain(failure));
    return 1;
  }
}

async function playSeeds(
  { from, seeds, isTraced, isJson }: SimulateCall,
  database: SimulationDatabase,
  { out, error }: Surroundings,
): Promise<0 | 1> {
  const startedAt = performance.now();
  const failedSeeds: number[] = [];
  const events = new Map<string, number>();
  for (let seed = from; seed < from + seeds; seed += 1) {
    const result = await simulateSeed({ seed, database });
    if (isTraced) for (const line of result.trace) error(line);
    for (const [name, times] of result.events) events.set(name, (events.get(name) ?? 0) + times);
    const failure = failureOf(result);
    if (failure !== null) {
      failedSeeds.push(seed);
      error(failure);
    }
    const played = seed - from + 1;
    if (played % SAY_EVERY === 0) error(`${played} of ${seeds} seeds played, ${failedSeeds.length} failed.`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const clean = seeds - failedSeeds.length;
  if (!isJson) out(`${clean} of ${seeds} seeds are clean; failed: ${failedSeeds.join(", ") || "none"}.`);
  const took = { seconds: round(seconds), secondsPerSeed: round(seconds / seeds) };
  out(JSON.stringify({ seeds, from, failedSeeds, ...took, events: Object.fromEntries(events) }));
  return failedSeeds.length === 0 ? 0 : 1;
}

async function searchBugs(
  { planted, from }: SimulateCall,
  database: SimulationDatabase,
  { out, error }: Surroundings,
): Promise<0 | 1> {
  const startedAt = performance.now();
  const found: Record<string, FoundBug | null> = {};
  for (const bug of planted) {
    error(`Planted: ${bug.summary}.`);
    const result = await searchBug(bug, database, { from });
    found[bug.name] = result;
    error(
      result
        ? `Found by seed ${result.seed}, the ${result.seeds}. that was played: ${result.violation}`
        : `Not found within ${SEEDS_FOR_A_BUG} seeds.`,
    );
  }
  const results = Object.values(found);
  const seeds = results.reduce((sum, result) => sum + (result?.seeds ?? SEEDS_FOR_A_BUG), 0);
  const seconds = round((performance.now() - startedAt) / 1000);
  out(JSON.stringify({ seeds, from, failedSeeds: [], seconds, plantedBugs: found }));
  return results.every((result) => result !== null) ? 0 : 1;
}

/** What a failed seed says, and how it is played again; null of a clean one. */
export function failureOf({ seed, violations, digest }: SeedResult): string | null {
  if (violations.length === 0) return null;
  const again = `play it again: npm run simulate -- --from ${seed} --seeds 1 --trace; digest ${digest.slice(0, 12)}`;
  return [`Seed ${seed} failed (${again}):`, ...violations].join("\n  ");
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

const explain = (failure: unknown): string =>
  failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
