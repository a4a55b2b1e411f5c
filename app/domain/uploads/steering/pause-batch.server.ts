import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { getRunningBatch } from "../internal/get-running-batch.server.ts";

/**
 * Holds a batch at all stores until somebody resumes it; what is under way lands. Pausing again changes nothing.
 * @throws {NotFoundError} when the organization has no such batch, {ForbiddenError} for who may not.
 * @throws {ConflictError} when it has ended or is being cancelled.
 */
export async function pauseBatch(ctx: Context, { batchId }: { batchId: string }): Promise<void> {
  await getRunningBatch(ctx, batchId);
  const isChanged = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.shopifyUploadBatch.updateMany({
      where: { id: batchId, organizationId: ctx.organizationId, pausedAt: null },
      data: { pausedAt: ctx.clock.now(), pauseReason: null },
    });
    if (count === 0) return false;
    await recordActivity(tx, ctx, { action: "batch.paused", subjectType: "batch", subjectId: batchId });
    return true;
  });
  if (isChanged) ctx.log.info({ batchId, actor: ctx.actor.type }, "A batch was paused.");
}
