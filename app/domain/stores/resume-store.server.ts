import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { getStore } from "./store-queries.server.ts";

export interface ResumeStoreInput {
  storeId: string;
}

/**
 * Ends a pause and wakes what waits for the store, uploads and stock. Resuming a store that is not paused changes nothing.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for a viewer.
 * @throws {ConflictError} while nobody has looked for what a shop still has whose links were deleted.
 */
export async function resumeStore(ctx: Context, { storeId }: ResumeStoreInput): Promise<void> {
  const { shopDomain } = await getStore(ctx, storeId);
  requirePermission(ctx.actor, "upload", storeId);
  if (await wouldMakeAllAgain(ctx, { storeId, shopDomain })) {
    throw new ConflictError(
      "store.adopt-first",
      "The links to this shop were deleted as Shopify asks. Look for products to adopt first, so that none is made a second time.",
    );
  }
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

/** Everything of the shop was deleted once, no product is linked again, and nobody has had the shop looked through since. */
async function wouldMakeAllAgain(
  { db }: Context,
  { storeId, shopDomain }: { storeId: string; shopDomain: string },
): Promise<boolean> {
  const where = { shopDomain, kind: "SHOP_REDACTION", completedAt: { not: null } } as const;
  if (!(await db.privacyRequest.findFirst({ where, select: { id: true } }))) return false;
  if (await db.productLink.findFirst({ where: { storeId }, select: { productId: true } })) return false;
  const looked = { storeId, kind: "ADOPT", status: "COMPLETED" } as const;
  return (await db.reconciliationRun.findFirst({ where: looked, select: { id: true } })) === null;
}
