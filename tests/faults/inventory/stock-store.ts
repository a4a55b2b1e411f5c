import type { StockMode } from "@prisma/client";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { isRunEnded } from "#app/domain/inventory/run-states.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { availableAt, countStock, linkNewProducts, type LinkedVariant } from "#tests/support/inventory/stock-world.ts";
import type { StageStore, UploadStage } from "../upload-stage.ts";

const UNITS = 1_000;
const ENDS_WITHIN_SECONDS = 120;

/** A store whose shop has its products, and whose orders are counted by one side. */
export interface StockStore extends StageStore {
  readonly mode: StockMode;
  readonly variants: readonly LinkedVariant[];
  readonly warehouseId: string;
  readonly locationId: string;
}

/**
 * The next store, with so many products of three variants. The shop has what was counted first, and then all was counted
 * anew: what was sold before the shop was read for the first time, nobody can know.
 */
export async function openStockStore(stage: UploadStage, mode: StockMode, products: number): Promise<StockStore> {
  const store = await stage.openStore();
  const { ctx, storeId } = store;
  await ctx.db.route.updateMany({ where: { storeId }, data: { stockMode: mode } });
  const variants = await linkNewProducts(store, products);
  const { primaryLocationId } = await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } });
  const { id: warehouseId } = await ctx.db.warehouse.create({
    data: { organizationId: ctx.organizationId, code: "stock", name: "Stock" },
  });
  const stocked = { ...store, mode, variants, warehouseId, locationId: primaryLocationId ?? "" };
  await countAll(stocked, UNITS / 2);
  await untilRunEnded(stocked, await askForSync(stocked));
  await countAll(stocked, UNITS);
  return stocked;
}

const countAll = ({ ctx, warehouseId, variants }: StockStore, units: number): Promise<void> =>
  countStock({ ctx, warehouseId }, new Map(variants.map(({ variantId }) => [variantId, units])), new Date());

/** Asks for a sync and answers its id. */
export async function askForSync({ ctx, storeId }: StockStore, isShopRead = false): Promise<string> {
  const { runId } = await requestStockSync(ctx, { storeId, isShopRead });
  return runId;
}

export async function untilRunEnded({ ctx }: StockStore, runId: string): Promise<void> {
  await waitUntil(
    async () => isRunEnded((await ctx.db.inventoryRun.findUniqueOrThrow({ where: { id: runId } })).status),
    { what: "the stock sync has ended", lookEveryMs: 50, deadlineSeconds: ENDS_WITHIN_SECONDS },
  );
}

/** Waits until everything that was asked for or arrived is done, and then until a run has read and compared everything. */
export async function settleStock(store: StockStore): Promise<void> {
  const { ctx, storeId } = store;
  await waitUntil(
    async () =>
      (await ctx.db.stockArrival.count({ where: { storeId } })) === 0 &&
      (await ctx.db.inventoryRun.count({ where: { storeId, completedAt: null } })) === 0,
    { what: "all stock that arrived has been set", lookEveryMs: 100, deadlineSeconds: ENDS_WITHIN_SECONDS },
  );
  await untilRunEnded(store, await askForSync(store, true));
}

/** Variants of which the shop has something else than the mode says, in words. */
export async function wrongLevels(store: StockStore, sold: ReadonlyMap<string, number>): Promise<string[]> {
  const { ctx, shop, warehouseId, locationId, mode } = store;
  const counts = await ctx.db.stockLevel.findMany({ where: { warehouseId } });
  const counted = new Map(counts.map(({ variantId, onHand }) => [variantId, onHand]));
  const found = availableAt(shop, locationId);
  return store.variants.flatMap(({ variantId, inventoryItemId }) => {
    const orders = mode === "SHOPIFY_COUNTS_ORDERS" ? (sold.get(variantId) ?? 0) : 0;
    const wanted = (counted.get(variantId) ?? 0) - orders;
    const has = found.get(inventoryItemId);
    return has === wanted ? [] : [`${mode}: the shop has ${has} of a variant and shall have ${wanted}`];
  });
}
