import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";

export interface StockSyncRequest {
  storeId: string;
  /** Only products of this category and below. */
  categoryId?: string;
  productId?: string;
  /** Reports what differs and sets nothing. */
  isDryRun?: boolean;
  /** Reads what the shop has of every level first, also where that is known; a dry run always does. */
  isShopRead?: boolean;
}

/**
 * Asks for a sync of the store's stock: of all of it, of a category or of one product. It begins within a second, after
 * what is under way at the store. Returns the run's id.
 * @throws {NotFoundError} for a store, category or product that is not the actor's to see, {ForbiddenError} for a viewer.
 * @throws {ConflictError} for a store that has left.
 */
export async function requestStockSync(ctx: Context, request: StockSyncRequest): Promise<{ runId: string }> {
  const { storeId, categoryId, productId, isDryRun = false } = request;
  const store = await getStore(ctx, storeId);
  requirePermission(ctx.actor, "upload", storeId);
  if (store.status === "UNINSTALLED") throw new ConflictError("store.uninstalled", "This store has left.");
  if (categoryId !== undefined && productId !== undefined)
    throw new InvalidInputError("inventory.one-scope", "Name a category or a product, not both.");
  await requireScope(ctx, { categoryId, productId });
  const isShopRead = isDryRun || (request.isShopRead ?? false);
  const runId = await inTransaction(ctx.db, async (tx) => {
    const { id } = await tx.inventoryRun.create({
      data: {
        organizationId: ctx.organizationId,
        storeId,
        kind: isDryRun ? "DRY_RUN" : "ON_DEMAND",
        stage: isShopRead ? "READING" : "WEIGHING",
        isShopRead,
        categoryId: categoryId ?? null,
        productId: productId ?? null,
        actorType: ctx.actor.type,
        actorId: ctx.actor.id,
        actorName: ctx.actor.name,
      },
      select: { id: true },
    });
    await recordActivity(tx, ctx, {
      action: "inventory-run.requested",
      subjectType: "inventory-run",
      subjectId: id,
      details: { storeId, isDryRun },
    });
    await ctx.queue.send(tx, syncStoreStock, { storeId });
    return id;
  });
  ctx.log.info({ runId, storeId, actor: ctx.actor.type }, "A stock sync was requested.");
  return { runId };
}

async function requireScope(
  { db, organizationId }: Context,
  { categoryId, productId }: { categoryId: string | undefined; productId: string | undefined },
): Promise<void> {
  if (categoryId !== undefined && (await db.category.count({ where: { id: categoryId, organizationId } })) === 0)
    throw new NotFoundError("category");
  if (productId !== undefined && (await db.product.count({ where: { id: productId, organizationId } })) === 0)
    throw new NotFoundError("product");
}
