import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { reconcileStore } from "#jobs/contracts/reconciliation.ts";

export interface FinishedBulkQuery {
  storeId: string;
  /** As a gid. */
  bulkOperationId: string;
}

/**
 * Wakes the run that waits for this bulk operation: Shopify has told that it ended. How it ended, the run asks itself, so
 * a webhook that is lost, late or doubled changes nothing. False when no run waits for it.
 */
export async function noteFinishedBulkQuery(
  runtime: Runtime,
  { storeId, bulkOperationId }: FinishedBulkQuery,
): Promise<boolean> {
  return inTransaction(runtime.db, async (tx) => {
    const waiting = await tx.reconciliationRun.count({
      where: { storeId, bulkOperationId, step: "QUERY", status: { in: ["PENDING", "RUNNING"] } },
    });
    if (waiting > 0) await runtime.queue.send(tx, reconcileStore, { storeId });
    return waiting > 0;
  });
}
