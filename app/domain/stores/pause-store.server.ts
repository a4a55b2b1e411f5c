import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { getStore } from "./store-queries.server.ts";

export interface PauseStoreInput {
  storeId: string;
  /** In words for a person; shown beside the store. */
  reason?: string;
}

/**
 * Holds all uploads to a store until somebody resumes it; what is under way ends first. Pausing again changes nothing.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for a viewer.
 */
export async function pauseStore(ctx: Context, { storeId, reason }: PauseStoreInput): Promise<void> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "upload", storeId);
  const isChanged = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.store.updateMany({
      where: { id: storeId, organizationId: ctx.organizationId, pausedAt: null },
      data: { pausedAt: ctx.clock.now() },
    });
    if (count === 0) return false;
    // Not over the reason of a store that is not CONNECTED: that one says what a person has to do.
    await tx.store.updateMany({
      where: { id: storeId, organizationId: ctx.organizationId, status: "CONNECTED" },
      data: { statusReason: reason ?? `Paused by ${ctx.actor.name}.` },
    });
    await recordActivity(tx, ctx, { action: "store.paused", subjectType: "store", subjectId: storeId });
    return true;
  });
  if (isChanged) ctx.log.info({ storeId, actor: ctx.actor.type }, "A store was paused.");
}
