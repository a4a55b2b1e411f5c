import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { canaryPauseReason, decideCanary } from "../../steering/decide-canary.ts";
import { wakeBatchStores } from "../wake-batch-stores.server.ts";

/** A canary that has just been decided. */
export interface CanaryEnd {
  batchId: string;
  state: "PASSED" | "STOPPED";
  succeeded: number;
  failed: number;
}

interface CanaryRow {
  id: string;
  organizationId: string;
  name: string;
  products: number;
  maxFailedShare: number;
  open: number;
  succeeded: number;
  failed: number;
  untouched: number | null;
}

/**
 * Decides the canaries of these batches, as far as they can be: the rest of the batch is woken, or the batch paused with
 * the reason. Call it after the batches' counters have moved, in the same transaction: their rows are locked then, so of
 * two stores that end their last canary product at once the later one sees both.
 */
export async function settleCanaries(
  tx: Tx,
  runtime: Pick<Runtime, "queue">,
  batchIds: readonly string[],
): Promise<CanaryEnd[]> {
  if (batchIds.length === 0) return [];
  const running = await tx.$queryRaw<CanaryRow[]>`
    SELECT batch.id, batch.organization_id AS "organizationId", batch.name, batch.canary_products AS products,
      batch.canary_max_failed_share AS "maxFailedShare", canary.open, canary.succeeded, canary.failed,
      CASE WHEN batch.planned_at IS NOT NULL THEN batch.products_pending - canary.pending END AS untouched
    FROM shopify_upload_batches batch
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status IN ('PENDING', 'PROCESSING'))::int AS open,
        count(*) FILTER (WHERE status = 'PENDING')::int AS pending,
        count(*) FILTER (WHERE status = 'SUCCESS')::int AS succeeded,
        count(*) FILTER (WHERE status = 'FAILED')::int AS failed
      FROM upload_groups WHERE batch_id = batch.id AND is_canary
    ) AS canary
    WHERE batch.id = ANY (${[...batchIds]}::uuid[]) AND batch.canary_state = 'RUNNING'
    ORDER BY batch.id`;
  const ends: CanaryEnd[] = [];
  for (const row of running) {
    const decision = decideCanary(row);
    if (decision.state === "RUNNING") continue;
    const { id: batchId, succeeded, failed } = row;
    const isPaused = decision.state === "STOPPED" && row.untouched !== 0;
    const reason = decision.state === "STOPPED" ? canaryPauseReason(decision, row.maxFailedShare) : null;
    const { count } = await tx.shopifyUploadBatch.updateMany({
      where: { id: batchId, canaryState: "RUNNING" },
      data: { canaryState: decision.state, ...(isPaused ? { pausedAt: new Date(), pauseReason: reason } : {}) },
    });
    if (count === 0) continue;
    await tx.activity.create({
      data: {
        organizationId: row.organizationId,
        actorType: "SYSTEM",
        actorName: "Catalog Relay",
        action: `batch.canary-${decision.state.toLowerCase()}`,
        subjectType: "batch",
        subjectId: batchId,
        details: { name: row.name, succeeded, failed },
      },
    });
    if (decision.state === "PASSED") await wakeBatchStores(tx, runtime, batchId);
    ends.push({ batchId, state: decision.state, succeeded, failed });
  }
  return ends;
}
