import type { Runtime } from "#app/domain/context.ts";
import { pruneSlices, type PrunedSlice } from "#app/platform/prune-slices.ts";

export interface StockRetention {
  /** Days after its end for which a run keeps its rows, and after which movements and released levels are forgotten. */
  rowsKeptDays: number;
  /** Days after its end for which a run without rows stays in the list. */
  runsKeptDays: number;
}

export interface PrunedStock {
  rows: number;
  runs: number;
  movements: number;
  releasedLevels: number;
}

/** Runs of which one statement makes an end, each with its calls. */
const RUNS = 200;

/**
 * Deletes what stock syncs leave behind: rows of runs that ended long ago, then the runs themselves, levels that were
 * released long ago, and changes of the shop's that every count of today has counted already. What has not ended stays, and
 * so does a change that a target still needs, however old. The signal ends it between two slices; the next one goes on.
 */
export async function pruneStockRuns(
  runtime: Runtime,
  { rowsKeptDays, runsKeptDays }: StockRetention,
  signal?: AbortSignal,
): Promise<PrunedStock> {
  const pruned = {
    rows: await pruneRows(runtime, rowsKeptDays, signal),
    movements: await pruneMovements(runtime, rowsKeptDays, signal),
    releasedLevels: await pruneReleased(runtime, rowsKeptDays, signal),
    runs: await pruneRuns(runtime, runsKeptDays, signal),
  };
  if (Object.values(pruned).some((count) => count > 0))
    runtime.log.info({ ...pruned, rowsKeptDays, runsKeptDays }, "Stock syncs that ended long ago were deleted.");
  return pruned;
}

const pruneRows = ({ db, clock }: Runtime, keptDays: number, signal: AbortSignal | undefined): Promise<number> =>
  pruneSlices(async ({ after, size }) => {
    const before = daysAgo(clock.now(), keptDays);
    const [slice] = await db.$queryRaw<PrunedSlice[]>`
      WITH slice AS MATERIALIZED (
        SELECT id, run_id FROM inventory_run_rows WHERE id > ${after} ORDER BY id LIMIT ${size}),
      dated AS MATERIALIZED (
        SELECT slice.id, run.created_at, run.completed_at FROM slice JOIN inventory_runs run ON run.id = slice.run_id),
      removed AS (
        DELETE FROM inventory_run_rows old USING dated WHERE old.id = dated.id AND dated.completed_at < ${before}
        RETURNING old.id)
      SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed, max(id) AS last,
        coalesce(bool_and(created_at >= ${before}), FALSE) AS "isRecent"
      FROM dated`;
    return slice;
  }, signal);

const pruneMovements = ({ db, clock }: Runtime, keptDays: number, signal: AbortSignal | undefined): Promise<number> =>
  pruneSlices(async ({ after, size }) => {
    const before = daysAgo(clock.now(), keptDays);
    const [slice] = await db.$queryRaw<PrunedSlice[]>`
      WITH slice AS MATERIALIZED (
        SELECT id, variant_id, occurred_at FROM inventory_movements WHERE id > ${after} ORDER BY id LIMIT ${size}),
      removed AS (
        DELETE FROM inventory_movements old USING slice
        WHERE old.id = slice.id AND slice.occurred_at < ${before} AND NOT EXISTS (
          SELECT 1 FROM stock_levels count WHERE count.variant_id = slice.variant_id AND count.as_of < slice.occurred_at)
        RETURNING old.id)
      SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed, max(id) AS last,
        coalesce(bool_and(occurred_at >= ${before}), FALSE) AS "isRecent"
      FROM slice`;
    return slice;
  }, signal);

const pruneReleased = ({ db, clock }: Runtime, keptDays: number, signal: AbortSignal | undefined): Promise<number> =>
  pruneSlices(async ({ after, size }) => {
    const before = daysAgo(clock.now(), keptDays);
    const [slice] = await db.$queryRaw<PrunedSlice[]>`
      WITH slice AS MATERIALIZED (
        SELECT id, quarantined_at FROM quarantined_levels WHERE id > ${after} ORDER BY id LIMIT ${size}),
      removed AS (
        DELETE FROM quarantined_levels old USING slice WHERE old.id = slice.id AND old.released_at < ${before}
        RETURNING old.id)
      SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed, max(id) AS last,
        coalesce(bool_and(quarantined_at >= ${before}), FALSE) AS "isRecent"
      FROM slice`;
    return slice;
  }, signal);

async function pruneRuns({ db, clock }: Runtime, keptDays: number, signal: AbortSignal | undefined): Promise<number> {
  const before = daysAgo(clock.now(), keptDays);
  for (let total = 0; ;) {
    if (signal?.aborted) return total;
    const removed = await db.$executeRaw`
      DELETE FROM inventory_runs WHERE id IN (
        SELECT run.id FROM inventory_runs run
        WHERE run.completed_at < ${before}
          AND NOT EXISTS (SELECT 1 FROM inventory_run_rows mine WHERE mine.run_id = run.id)
        ORDER BY run.id LIMIT ${RUNS})`;
    total += removed;
    if (removed < RUNS) return total;
  }
}

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
