import { Prisma } from "@prisma/client";
import { inTransaction } from "#app/platform/db.server.ts";
import { RunLostError, scopeOf, type Runner, type TakenRun } from "./runner.ts";
import { endOfSlice, stockTargets } from "./stock-targets-sql.server.ts";

/** Levels that Shopify takes in one call. */
export const LEVELS_PER_CALL = 250;

const SLICE_VARIANTS = 2_500;

/**
 * Makes rows of the next slice of levels that differ, and full calls of the rows. Those that fill no call wait for others
 * of later slices; those of which the shop's quantity is not known are read first. Of a dry run it is the report. Returns
 * the run as far as it is planned.
 * @throws {RunLostError}
 */
export async function planSlice(
  { runtime, organizationId, storeId, claimToken }: Runner,
  run: TakenRun,
): Promise<Pick<TakenRun, "stageThrough" | "plannedAt">> {
  const scope = scopeOf({ storeId }, run);
  const isReport = run.kind === "DRY_RUN";
  return inTransaction(runtime.db, async (tx) => {
    const [end] = await tx.$queryRaw<{ variant_id: string }[]>(endOfSlice(scope, run.stageThrough, SLICE_VARIANTS));
    const through = end?.variant_id ?? null;
    const plannedAt = through === null ? runtime.clock.now() : null;
    const range = { after: run.stageThrough, through };
    const moved = await tx.$executeRaw`
      WITH due AS MATERIALIZED (
        SELECT level.*, known_quantity IS NULL AS needs_read, row_number() OVER (PARTITION BY known_quantity IS NULL) - 1 AS place
        FROM (${stockTargets(scope, range)}) AS level
        WHERE (known_quantity IS DISTINCT FROM target OR is_disconnected) ${isReport ? Prisma.empty : Prisma.sql`AND NOT is_quarantined`}),
      calls AS MATERIALIZED (
        SELECT chunk, gen_random_uuid() AS id
        FROM generate_series(0, (SELECT count(*) FILTER (WHERE NOT needs_read) FROM due) / ${LEVELS_PER_CALL}::bigint - 1) AS chunk
        WHERE NOT ${isReport}::boolean),
      made AS (
        INSERT INTO inventory_calls (id, organization_id, run_id, store_id, row_count)
        SELECT id, ${organizationId}::uuid, ${run.id}::uuid, ${storeId}::uuid, ${LEVELS_PER_CALL}::int FROM calls),
      planned AS (
        INSERT INTO inventory_run_rows (organization_id, run_id, store_id, call_id, variant_id, location_id,
          inventory_item_id, status, target, change_from, needs_read)
        SELECT ${organizationId}::uuid, ${run.id}::uuid, ${storeId}::uuid, calls.id, due.variant_id, due.location_id,
          due.inventory_item_id, ${isReport ? "REPORTED" : "PENDING"}::inventory_row_status, due.target,
          coalesce(due.known_quantity, 0), due.needs_read
        FROM due LEFT JOIN calls ON NOT due.needs_read AND calls.chunk = due.place / ${LEVELS_PER_CALL}::bigint
        ORDER BY due.variant_id, due.location_id)
      UPDATE inventory_runs SET stage_through = ${through}::uuid, planned_at = ${plannedAt}, last_progress_at = ${runtime.clock.now()},
        rows_total = rows_total + (SELECT count(*) FROM due),
        rows_pending = rows_pending + CASE WHEN ${isReport}::boolean THEN 0 ELSE (SELECT count(*) FROM due) END,
        rows_reported = rows_reported + CASE WHEN ${isReport}::boolean THEN (SELECT count(*) FROM due) ELSE 0 END
      WHERE id = ${run.id}::uuid AND claim_token = ${claimToken}::uuid AND status = 'PROCESSING'`;
    if (moved === 0) throw new RunLostError("The run is another runner's.");
    return { stageThrough: through, plannedAt };
  });
}

/**
 * Makes calls of the rows that wait for one: full ones, and of the rest once no more rows can come. Rows whose levels kept
 * changing go with few others, the fewer the longer it lasts: what sells all the time must not hold up what does not.
 */
export async function gatherCalls(
  { runtime, organizationId, storeId, claimToken }: Runner,
  runId: string,
  { isRestIncluded }: { isRestIncluded: boolean },
): Promise<number> {
  return runtime.db.$executeRaw`
    WITH waiting AS MATERIALIZED (
      SELECT id, size, (row_number() OVER (PARTITION BY size ORDER BY id) - 1) / size AS chunk
      FROM (
        SELECT id, CASE WHEN stale_tries <= 2 THEN ${LEVELS_PER_CALL}::int WHEN stale_tries <= 4 THEN 40 ELSE 5 END AS size
        FROM inventory_run_rows
        WHERE run_id = ${runId}::uuid AND status = 'PENDING' AND call_id IS NULL AND NOT needs_read
        ORDER BY id LIMIT ${10 * LEVELS_PER_CALL}) AS first
      WHERE EXISTS (SELECT 1 FROM inventory_runs WHERE id = ${runId}::uuid AND claim_token = ${claimToken}::uuid AND status = 'PROCESSING')),
    calls AS MATERIALIZED (
      SELECT size, chunk, count(*)::int AS rows, gen_random_uuid() AS id FROM waiting GROUP BY size, chunk
      HAVING ${isRestIncluded}::boolean OR count(*) = size),
    made AS (
      INSERT INTO inventory_calls (id, organization_id, run_id, store_id, row_count)
      SELECT id, ${organizationId}::uuid, ${runId}::uuid, ${storeId}::uuid, rows FROM calls)
    UPDATE inventory_run_rows mine SET call_id = calls.id
    FROM waiting JOIN calls USING (size, chunk) WHERE mine.id = waiting.id`;
}
