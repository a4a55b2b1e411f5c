import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { noteStockDue } from "../note-stock-due.server.ts";

/**
 * Takes a level out of quarantine; it is set with the next run, which begins soon. Releasing it again changes nothing.
 * @throws {NotFoundError} when it is not the actor's to see, {ForbiddenError} for a viewer.
 */
export async function releaseQuarantinedLevel(ctx: Context, { id }: { id: bigint }): Promise<void> {
  const onlyStoreId = visibleStoreId(ctx.actor);
  const level = await ctx.db.quarantinedLevel.findFirst({
    where: { id, organizationId: ctx.organizationId, ...(onlyStoreId === null ? {} : { storeId: onlyStoreId }) },
  });
  if (!level) throw new NotFoundError("quarantined level");
  const { storeId, variantId, organizationId } = level;
  requirePermission(ctx.actor, "upload", storeId);
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.quarantinedLevel.updateMany({
      where: { id, organizationId, releasedAt: null },
      data: { releasedAt: ctx.clock.now(), releasedBy: ctx.actor.name },
    });
    if (count === 0) return;
    await recordActivity(tx, ctx, {
      action: "store.stock-level-released",
      subjectType: "store",
      subjectId: storeId,
      details: { variantId, locationId: level.locationId },
    });
    await noteStockDue(tx, ctx, { organizationId, variantIds: [variantId], storeId });
  });
}
