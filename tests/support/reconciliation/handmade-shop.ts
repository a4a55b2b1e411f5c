import { randomUUID } from "node:crypto";
import type { UploadWorld } from "../worlds/upload-world.ts";
import { onlyStore } from "../worlds/upload-world.ts";

/** A product without options and with one variant, as the catalog has it. */
export interface PlainProduct {
  sku: string;
  barcode?: string | null;
  handle?: string;
}

/** So many products of one variant each, in two statements. Returns their ids in order. */
export async function addPlainProducts(world: UploadWorld, products: readonly PlainProduct[]): Promise<string[]> {
  const { organizationId, db } = world.ctx;
  const made = products.map((product) => ({ ...product, id: randomUUID() }));
  await db.product.createMany({
    data: made.map(({ id, sku, handle }) => ({
      id,
      organizationId,
      externalId: id,
      categoryId: world.rootCategoryId,
      handle: handle ?? `ours-${id}`,
      title: `Product ${sku}`,
    })),
  });
  await db.variant.createMany({
    data: made.map(({ id, sku, barcode }) => ({
      organizationId,
      productId: id,
      externalId: sku,
      sku,
      barcode: barcode ?? null,
      position: 1,
      price: "19.9",
      currencyCode: "USD",
    })),
  });
  return made.map(({ id }) => id);
}

export interface HandmadeProduct {
  title: string;
  sku?: string;
  barcode?: string;
  handle?: string;
}

/** The merchant makes products of one variant each by hand in the world's only shop. Returns their gids in order. */
export function makeByHand(world: UploadWorld, products: readonly HandmadeProduct[]): string[] {
  const { shop } = onlyStore(world);
  const gids = products.map(({ title, handle }) =>
    shop.merchant.createProduct({ title, ...(handle === undefined ? {} : { handle }) }),
  );
  const made = new Map(shop.products().map((product) => [product.gid, product]));
  products.forEach(({ sku, barcode }, index) => {
    const [variant] = made.get(gids[index] ?? "")?.variants ?? [];
    shop.merchant.editVariant(variant?.gid ?? "", {
      ...(sku === undefined ? {} : { inventoryItem: { sku } }),
      ...(barcode === undefined ? {} : { barcode }),
    });
  });
  return gids;
}
