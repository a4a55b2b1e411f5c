import { inTransaction } from "#app/platform/db.server.ts";
import type { Runner } from "./runner.ts";

const NOTHING_TAKEN = "Shopify took none of the quantities.";

/** Ends a run of which every row has ended: FAILED only when it got nothing done of what it tried. */
export async function endRun({ runtime, claimToken }: Runner, runId: string): Promise<boolean> {
  const endedAt = runtime.clock.now();
  return inTransaction(runtime.db, async (tx) => {
    const ended = await tx.$queryRaw<{ status: string; rows: number; failed: number }[]>`
      UPDATE inventory_runs SET completed_at = ${endedAt}, last_progress_at = ${endedAt}, claim_token = NULL,
        status = CASE WHEN rows_failed + rows_quarantined > 0 AND rows_succeeded = 0 THEN 'FAILED' ELSE 'COMPLETED' END::inventory_run_status,
        error_summary = CASE WHEN rows_failed + rows_quarantined > 0 AND rows_succeeded = 0 THEN ${NOTHING_TAKEN} END
      WHERE id = ${runId}::uuid AND claim_token = ${claimToken}::uuid AND status = 'PROCESSING'
        AND planned_at IS NOT NULL AND rows_pending = 0
      RETURNING status::text, rows_total AS rows, rows_failed + rows_quarantined AS failed`;
    const [run] = ended;
    if (!run) return false;
    await tx.stockArrival.deleteMany({ where: { runId } });
    runtime.log.info({ runId, status: run.status, rows: run.rows, failed: run.failed }, "A stock sync ended.");
    return true;
  });
}

/** Ends a cancelled run once nothing of it is under way any more. Returns false while something is. */
export async function endCancelled({ runtime, claimToken }: Runner, runId: string): Promise<boolean> {
  const endedAt = runtime.clock.now();
  return inTransaction(runtime.db, async (tx) => {
    await tx.inventoryCall.updateMany({
      where: { runId, outcome: "PLANNED" },
      data: { outcome: "CANCELLED", endedAt },
    });
    const cancelled = await tx.$executeRaw`
      UPDATE inventory_run_rows mine SET status = 'CANCELLED', processed_at = ${endedAt}
      WHERE mine.run_id = ${runId}::uuid AND mine.status = 'PENDING' AND NOT EXISTS (
        SELECT 1 FROM inventory_calls call WHERE call.id = mine.call_id AND call.outcome = 'INTENT')`;
    await tx.inventoryRun.updateMany({
      where: { id: runId },
      data: { rowsPending: { decrement: cancelled }, rowsCancelled: { increment: cancelled } },
    });
    const { count } = await tx.inventoryRun.updateMany({
      where: { id: runId, claimToken, status: "PROCESSING", rowsPending: 0 },
      data: { status: "CANCELLED", completedAt: endedAt, lastProgressAt: endedAt, claimToken: null },
    });
    if (count > 0) await tx.stockArrival.deleteMany({ where: { runId } });
    return count > 0;
  });
}

/** Ends a run of which Shopify will take nothing. */
export async function failRun(
  { runtime, claimToken }: Runner,
  runId: string,
  { code, message }: { code: string; message: string },
): Promise<void> {
  const endedAt = runtime.clock.now();
  await inTransaction(runtime.db, async (tx) => {
    await tx.inventoryCall.updateMany({
      where: { runId, outcome: { in: ["PLANNED", "INTENT"] } },
      data: { outcome: "CANCELLED", errorCode: code, errorMessage: message, endedAt },
    });
    const failed = await tx.$executeRaw`
      UPDATE inventory_run_rows SET status = 'FAILED', reason_code = ${code}, reason = ${message}, processed_at = ${endedAt}
      WHERE run_id = ${runId}::uuid AND status = 'PENDING'`;
    await tx.inventoryRun.updateMany({
      where: { id: runId },
      data: { rowsPending: { decrement: failed }, rowsFailed: { increment: failed } },
    });
    await tx.inventoryRun.updateMany({
      where: { id: runId, claimToken, status: "PROCESSING" },
      data: { status: "FAILED", errorSummary: message, completedAt: endedAt, claimToken: null },
    });
    await tx.stockArrival.deleteMany({ where: { runId } });
  });
  runtime.log.error({ runId, code }, "A stock sync failed as a whole.");
}
