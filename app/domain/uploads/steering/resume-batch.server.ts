import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { getRunningBatch } from "../internal/get-running-batch.server.ts";
import { wakeBatchStores } from "../internal/wake-batch-stores.server.ts";

/**
 * Ends a pause and wakes the stores that have something of the batch to do. A batch that its canary stopped goes on
 * with all that is left of it. Resuming a batch that is not paused changes nothing.
 * @throws {NotFoundError} when the organization has no such batch, {ForbiddenError} for who may not.
 * @throws {ConflictError} when it has ended or is being cancelled.
 */
export async function resumeBatch(ctx: Context, { batchId }: { batchId: string }): Promise<void> {
  const batch = await getRunningBatch(ctx, batchId);
  const isChanged = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.shopifyUploadBatch.updateMany({
      where: { id: batchId, organizationId: ctx.organizationId, pausedAt: { not: null } },
      data: { pausedAt: null, pauseReason: null },
    });
    if (count === 0) return false;
    await tx.shopifyUploadBatch.updateMany({
      where: { id: batchId, organizationId: ctx.organizationId, canaryState: "STOPPED" },
      data: { canaryState: "PASSED" },
    });
    await recordActivity(tx, ctx, {
      action: "batch.resumed",
      subjectType: "batch",
      subjectId: batchId,
      ...(batch.pauseReason === null ? {} : { details: { pauseReason: batch.pauseReason } }),
    });
    await wakeBatchStores(tx, ctx, batchId);
    return true;
  });
  if (isChanged) ctx.log.info({ batchId, actor: ctx.actor.type }, "A batch was resumed.");
}
