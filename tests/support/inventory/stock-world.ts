import { runStockSync } from "#app/domain/inventory/run-stock-sync.server.ts";
import type { SimulatedShop } from "#tests/simulator/simulator.ts";
import {
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
  type UploadWorldOptions,
} from "../worlds/upload-world.ts";

/** A variant that the shop has, tied to ours. */
export interface LinkedVariant {
  variantId: string;
  productId: string;
  shopifyVariantId: string;
  inventoryItemId: string;
}

export interface StockWorld extends UploadWorld {
  storeId: string;
  shop: SimulatedShop;
  warehouseId: string;
  /** The shop's locations; the first one takes the stock unless a test maps it. */
  locationIds: string[];
  variants: LinkedVariant[];
  /** Sets what our own warehouse has, as counted now. */
  count(stock: ReadonlyMap<string, number> | number, asOf?: Date): Promise<void>;
  /** Does what is asked of the store until nothing is left. */
  sync(): Promise<string>;
  /** What the shop has of each variant at one of its locations, in the order of `variants`. */
  available(locationId?: string): number[];
}

export interface StockWorldOptions extends UploadWorldOptions {
  products?: number;
}

/** An organization with a store whose shop has its products, three variants each, with nothing in stock. */
export async function openStockWorld({ products = 2, ...options }: StockWorldOptions = {}): Promise<StockWorld> {
  const world = await openUploadWorld(options);
  const { storeId, shop } = onlyStore(world);
  const { ctx } = world;
  const { organizationId } = ctx;
  const locationIds = shop.locations().map(({ gid }) => gid);
  const variants = await linkNewProducts({ ...world, storeId, shop }, products);
  await ctx.db.store.update({ where: { id: storeId }, data: { primaryLocationId: locationIds[0] ?? null } });
  const { id: warehouseId } = await ctx.db.warehouse.create({ data: { organizationId, code: "main", name: "Main" } });
  return {
    ...world,
    storeId,
    shop,
    warehouseId,
    locationIds,
    variants,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
    count: (stock, asOf = ctx.clock.now()) => {
      const levels = typeof stock === "number" ? new Map(variants.map(({ variantId }) => [variantId, stock])) : stock;
      return countStock({ ctx, warehouseId }, levels, asOf);
    },
    sync: () => runStockSync(ctx, { storeId }, new AbortController().signal),
    available: (locationId = locationIds[0]) => {
      const known = availableAt(shop, locationId ?? "");
      return variants.map(({ inventoryItemId }) => known.get(inventoryItemId) ?? 0);
    },
  };
}

/** Makes products on both sides, three variants each, and ties them. */
export async function linkNewProducts(
  world: Pick<UploadWorld, "ctx" | "rootCategoryId"> & { storeId: string; shop: SimulatedShop },
  count: number,
): Promise<LinkedVariant[]> {
  const { ctx, storeId, shop } = world;
  const { organizationId } = ctx;
  const productIds = await addProducts(world, count);
  const linked: LinkedVariant[] = [];
  for (const productId of productIds) {
    const variants = await ctx.db.variant.findMany({ where: { productId }, orderBy: { position: "asc" } });
    for (const variant of variants) {
      const gid = shop.merchant.createProduct({ title: variant.sku ?? "Product" });
      const made = shop.findProduct(gid)?.variants[0];
      if (!made) throw new Error("The shop made no variant.");
      shop.merchant.editVariant(made.gid, { inventoryItem: { tracked: true } });
      linked.push({
        variantId: variant.id,
        productId,
        shopifyVariantId: made.gid,
        inventoryItemId: made.inventoryItemGid,
      });
    }
  }
  await ctx.db.variantLink.createMany({
    data: linked.map(({ variantId, productId, shopifyVariantId, inventoryItemId }) => ({
      storeId,
      organizationId,
      variantId,
      productId,
      shopifyVariantId,
      shopifyInventoryItemId: inventoryItemId,
    })),
  });
  return linked;
}

/** Writes what a warehouse has of each variant. */
export async function countStock(
  { ctx, warehouseId }: Pick<StockWorld, "ctx" | "warehouseId">,
  levels: ReadonlyMap<string, number>,
  asOf: Date,
): Promise<void> {
  const rows = [...levels].map(([id, onHand]) => ({ id, onHand }));
  await ctx.db.$executeRaw`
    INSERT INTO stock_levels (variant_id, warehouse_id, organization_id, on_hand, as_of)
    SELECT id, ${warehouseId}::uuid, ${ctx.organizationId}::uuid, "onHand", ${asOf}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given(id uuid, "onHand" int)
    ON CONFLICT (variant_id, warehouse_id) DO UPDATE SET on_hand = excluded.on_hand, as_of = excluded.as_of`;
}

/** What a call to Shopify sends. */
export const bodyOf = (init: RequestInit | undefined): string => (typeof init?.body === "string" ? init.body : "");

/** What is available of each inventory item at a location of a shop. */
export function availableAt(shop: SimulatedShop, locationId: string): Map<string, number> {
  const known = new Map<string, number>();
  for (const { variants } of shop.products())
    for (const { inventoryItemGid, stock } of variants)
      known.set(inventoryItemGid, stock.find(({ locationGid }) => locationGid === locationId)?.available ?? 0);
  return known;
}
