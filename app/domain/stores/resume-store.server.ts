import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { getStore } from "./store-queries.server.ts";

export interface ResumeStoreInput {
  storeId: string;
}

/**
 * Ends a pause and wakes what waits for the store, uploads and stock. Resuming a store that is not paused changes nothing.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for a viewer.
 */
export async function resumeStore(ctx: Context, { storeId }: ResumeStoreInput): Promise<void> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "upload", storeId);
  const isChanged = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.store.updateMany({
      where: { id: storeId, organizationId: ctx.organizationId, pausedAt: { not: null } },
      data: { pausedAt: null },
    });
    if (count === 0) return false;
    await tx.store.updateMany({
      where: { id: storeId, organizationId: ctx.organizationId, status: "CONNECTED" },
      data: { statusReason: null },
    });
    await recordActivity(tx, ctx, { action: "store.resumed", subjectType: "store", subjectId: storeId });
    await ctx.queue.send(tx, drainStore, { storeId });
    await ctx.queue.send(tx, syncStoreStock, { storeId });
    return true;
  });
  if (isChanged) ctx.log.info({ storeId, actor: ctx.actor.type }, "A store was resumed.");
}
