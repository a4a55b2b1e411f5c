import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction, isUniqueViolation } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import { getStockRun } from "./queries/run-queries.server.ts";
import { MOST_RETRIES } from "./run-states.ts";

export interface RetryStockRowsInput {
  runId: string;
  /** Only these rows; all that failed or are in quarantine when absent. */
  rowIds?: readonly bigint[];
}

/**
 * Tries failed rows of a run again, and those in quarantine, which are released: each from what the shop has by now, to
 * what the stock is by now. A run that had ended goes back to PENDING. Returns how many rows that are.
 * @throws {NotFoundError} when it is not the actor's to see, {ForbiddenError} for a viewer.
 * @throws {ConflictError} when there is nothing to retry, or the run cannot go on now.
 */
export async function retryStockRows(
  ctx: Context,
  { runId, rowIds }: RetryStockRowsInput,
): Promise<{ retried: number }> {
  const { storeId, status } = await getStockRun(ctx, runId);
  requirePermission(ctx.actor, "upload", storeId);
  if (status === "CANCELLED" || status === "WAITING_FOR_PERSON")
    throw new ConflictError(
      "inventory-run.not-retryable",
      "Ask for a new run: this one was cancelled, or was stopped.",
    );
  const only = rowIds ? Prisma.sql`AND mine.id = ANY (${[...rowIds]}::bigint[])` : Prisma.empty;
  const retried = await inTransaction(ctx.db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM inventory_runs WHERE id = ${runId}::uuid FOR UPDATE`;
    const [revived] = await tx.$queryRaw<{ rows: number; failed: number }[]>`
      WITH chosen AS MATERIALIZED (
        SELECT mine.id, mine.status FROM inventory_run_rows mine
        WHERE mine.run_id = ${runId}::uuid AND mine.organization_id = ${ctx.organizationId}::uuid
          AND mine.status IN ('FAILED', 'QUARANTINED') AND mine.retry_count < ${MOST_RETRIES} ${only}),
      revived AS (
        UPDATE inventory_run_rows mine SET status = 'PENDING', call_id = NULL, needs_read = true, stale_tries = 0,
          retry_count = mine.retry_count + 1, reason_code = NULL, reason = NULL, processed_at = NULL
        FROM chosen WHERE mine.id = chosen.id RETURNING mine.variant_id, mine.location_id),
      released AS (
        UPDATE quarantined_levels held SET released_at = ${ctx.clock.now()}, released_by = ${ctx.actor.name}
        FROM revived WHERE held.store_id = ${storeId}::uuid AND held.variant_id = revived.variant_id
          AND held.location_id = revived.location_id AND held.released_at IS NULL)
      SELECT count(*)::int AS rows, count(*) FILTER (WHERE status = 'FAILED')::int AS failed FROM chosen`;
    const { rows = 0, failed = 0 } = revived ?? {};
    if (rows === 0) return 0;
    await tx.$executeRaw`
      UPDATE inventory_runs SET rows_pending = rows_pending + ${rows}::int, rows_failed = rows_failed - ${failed}::int,
        rows_quarantined = rows_quarantined - ${rows - failed}::int, completed_at = NULL, error_summary = NULL,
        status = CASE WHEN status = 'PROCESSING' THEN status ELSE 'PENDING' END
      WHERE id = ${runId}::uuid`;
    await recordActivity(tx, ctx, {
      action: "inventory-run.rows-retried",
      subjectType: "inventory-run",
      subjectId: runId,
      details: { rows },
    });
    await ctx.queue.send(tx, syncStoreStock, { storeId });
    return rows;
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new ConflictError(
      "inventory-run.another-running",
      "Stock that arrived is being set; try again when it is done.",
    );
  });
  if (retried === 0)
    throw new ConflictError(
      "inventory-run.nothing-to-retry",
      "No row of this selection has failed and may be tried again.",
    );
  ctx.log.info({ runId, retried }, "Rows of a stock sync are tried again.");
  return { retried };
}
