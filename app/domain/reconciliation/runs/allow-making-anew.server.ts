import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";

/**
 * Says of products that were deleted in the shop that their next approval may make them anew; it holds until they are
 * deleted again. Returns how many of them are deleted still.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for a viewer.
 */
export async function allowMakingAnew(
  ctx: Context,
  { storeId, productIds }: { storeId: string; productIds: readonly string[] },
): Promise<number> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "upload", storeId);
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.productLink.updateMany({
      where: {
        storeId,
        organizationId: ctx.organizationId,
        productId: { in: [...productIds] },
        goneAt: { not: null },
      },
      data: { mayBeMadeAnew: true },
    });
    const details = { products: count };
    await recordActivity(tx, ctx, {
      action: "store.making-anew-allowed",
      subjectType: "store",
      subjectId: storeId,
      details,
    });
    return count;
  });
}
