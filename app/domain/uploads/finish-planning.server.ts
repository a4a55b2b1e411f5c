import type { Tx } from "#app/platform/db.server.ts";
import { moveCounters, type BatchChange } from "./internal/settling/move-counters.server.ts";

/**
 * All rows of the batch are there: from now on it may end, at once when there is nothing to do. Returns what changed of
 * its status.
 */
export async function finishPlanning(tx: Tx, batchId: string): Promise<BatchChange[]> {
  await tx.$executeRaw`UPDATE shopify_upload_batches SET planned_at = now() WHERE id = ${batchId}::uuid AND planned_at IS NULL`;
  return moveCounters(tx, [], { batchIds: [batchId] });
}
