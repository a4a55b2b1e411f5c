import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context, Runtime } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError, NotFoundError } from "#app/platform/errors.ts";
import { sweepUploads } from "#jobs/contracts/uploads.ts";
import { endRows } from "../internal/settling/end-rows.server.ts";
import { logBatchChanges } from "../log-batch-changes.server.ts";
import { moveCounters } from "../internal/settling/move-counters.server.ts";
import { isBatchTerminal } from "../transitions.ts";

const SLICE_GROUPS = 1_000;

/**
 * Stops a batch: nothing more of it is sent from this moment on, what is under way lands, the rest is CANCELLED.
 * Cancelling twice is the same as once.
 * @throws {NotFoundError} when the organization has no such batch.
 * @throws {ConflictError} when it has ended.
 */
export async function cancelBatch(ctx: Context, { batchId }: { batchId: string }): Promise<void> {
  requirePermission(ctx.actor, "upload");
  const batch = await ctx.db.shopifyUploadBatch.findFirst({
    where: { id: batchId, organizationId: ctx.organizationId },
  });
  if (!batch) throw new NotFoundError("batch");
  if (isBatchTerminal(batch.status)) {
    throw new ConflictError("batch.already-ended", "This batch has ended already; there is nothing left to cancel.");
  }
  const isRequested = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.shopifyUploadBatch.updateMany({
      where: { id: batchId, cancelRequestedAt: null },
      data: { cancelRequestedAt: ctx.clock.now() },
    });
    if (count === 0) return false;
    await recordActivity(tx, ctx, { action: "batch.cancel-requested", subjectType: "batch", subjectId: batchId });
    await ctx.queue.send(tx, sweepUploads, {});
    return true;
  });
  if (isRequested) ctx.log.info({ batchId, actor: ctx.actor.type }, "A batch was asked to cancel.");
  await cancelWaitingGroups(ctx, batchId, 1);
}

/** Ends the waiting rows of a cancelled batch, a slice per transaction, at most `slices` of them. */
export async function cancelWaitingGroups(runtime: Runtime, batchId: string, slices = Infinity): Promise<void> {
  // On from where the last slice ended, or each would walk over all that has ended before it.
  let after = 0n;
  for (let round = 0; round < slices; round += 1) {
    const slice = await inTransaction(runtime.db, async (tx) => {
      const groups = await tx.uploadGroup.findMany({
        where: { batchId, status: "PENDING", id: { gt: after } },
        select: { id: true },
        orderBy: { id: "asc" },
        take: SLICE_GROUPS,
      });
      const ended = await endRows(tx, { groupIds: groups.map((group) => group.id), to: "CANCELLED" });
      const left = groups.length < SLICE_GROUPS ? await moveCounters(tx, [], { batchIds: [batchId] }) : [];
      return { count: groups.length, last: groups.at(-1)?.id ?? after, changes: [...ended, ...left] };
    });
    after = slice.last;
    logBatchChanges(runtime.log, slice.changes);
    if (slice.count < SLICE_GROUPS) return;
  }
}
