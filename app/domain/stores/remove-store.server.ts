import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { lockPlanning } from "#app/domain/uploads/plan-rows.server.ts";
import { cancelStoreUploads } from "#app/domain/uploads/steering/cancel-store-uploads.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { sweepUploads } from "#jobs/contracts/uploads.ts";
import { getStore } from "./store-queries.server.ts";

export interface RemoveStoreInput {
  storeId: string;
}

/**
 * Takes a store out of the organization: its access is given up at once, its unfinished uploads are CANCELLED, many of
 * them by the sweep that this asks for, and its links, routes and people are kept for a return by code. What its shop has
 * stays there as it is. Removing it again changes nothing.
 * @throws {ForbiddenError} for anybody but an owner, {NotFoundError} for a store of another organization.
 */
export async function removeStore(ctx: Context, { storeId }: RemoveStoreInput): Promise<void> {
  const { shopDomain } = await getStore(ctx, storeId);
  requirePermission(ctx.actor, "administer");
  const isChanged = await inTransaction(ctx.db, async (tx) => {
    // A plan that is open now ends first, so that its rows are seen; one that begins later leaves this store out.
    await lockPlanning(tx, ctx.organizationId);
    const now = ctx.clock.now();
    const { count } = await tx.store.updateMany({
      where: { id: storeId, organizationId: ctx.organizationId, leftAt: null },
      data: {
        status: "UNINSTALLED",
        statusReason: `Taken out of the organization by ${ctx.actor.name}.`,
        leftAt: now,
        uninstalledAt: now,
      },
    });
    if (count === 0) return false;
    await tx.session.deleteMany({ where: { shop: shopDomain } });
    await tx.tokenRefreshLease.deleteMany({ where: { shopDomain } });
    await recordActivity(tx, ctx, { action: "store.removed", subjectType: "store", subjectId: storeId });
    await ctx.queue.send(tx, sweepUploads, {});
    return true;
  });
  if (!isChanged) return;
  ctx.log.info({ storeId, shopDomain }, "A store was taken out of its organization.");
  await cancelStoreUploads(ctx, storeId, { slices: 1 });
}
