import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import { isRunEnded } from "./run-states.ts";
import { getStockRun } from "./queries/run-queries.server.ts";

/**
 * Stops a stock sync: nothing more of it is sent from this moment on, what is under way lands, the rest is CANCELLED. One
 * of which nothing was sent ends at once. Cancelling twice is the same as once.
 * @throws {NotFoundError} when it is not the actor's to see, {ForbiddenError} for a viewer.
 * @throws {ConflictError} when it has ended.
 */
export async function cancelStockSync(ctx: Context, { runId }: { runId: string }): Promise<void> {
  const run = await getStockRun(ctx, runId);
  requirePermission(ctx.actor, "upload", run.storeId);
  if (isRunEnded(run.status))
    throw new ConflictError("inventory-run.already-ended", "This run has ended already; there is nothing to cancel.");
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.inventoryRun.updateMany({
      where: { id: runId, organizationId: ctx.organizationId, completedAt: null, cancelRequestedAt: null },
      data: { cancelRequestedAt: now },
    });
    if (count === 0) return;
    await recordActivity(tx, ctx, {
      action: "inventory-run.cancel-requested",
      subjectType: "inventory-run",
      subjectId: runId,
    });
    const ended = await tx.inventoryRun.updateMany({
      where: { id: runId, status: { in: ["PENDING", "WAITING_FOR_PERSON"] }, rowsPending: 0 },
      data: { status: "CANCELLED", completedAt: now },
    });
    if (ended.count > 0) await tx.stockArrival.deleteMany({ where: { runId } });
    await ctx.queue.send(tx, syncStoreStock, { storeId: run.storeId });
  });
  ctx.log.info({ runId, actor: ctx.actor.type }, "A stock sync was asked to cancel.");
}
