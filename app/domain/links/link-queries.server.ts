import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** The tie between a product of the catalog and its product in one shop. */
export interface ProductLinkView {
  storeId: string;
  productId: string;
  shopifyProductId: string;
  handle: string | null;
  /** The app made the product in the shop; else it was adopted. */
  isCreatedByApp: boolean;
  /** When it was deleted in the shop; null while it is there. */
  goneAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The tie between a variant of the catalog and its variant in one shop. */
export interface VariantLinkView {
  storeId: string;
  productId: string;
  variantId: string;
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  /** The last one that the shop took of ours. */
  sku: string | null;
  goneAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export type ProductLinkKey = { productId: string } | { shopifyProductId: string };

export type VariantLinkKey =
  | { variantId: string }
  | { shopifyVariantId: string }
  | { shopifyInventoryItemId: string }
  | { productId: string; storeId: string };

/** The links of a product, by our id or by that of the shop: one for each store at most. */
export function findProductLinks(
  ctx: Context,
  { key, storeId }: { key: ProductLinkKey; storeId?: string | undefined },
): Promise<ProductLinkView[]> {
  const meant =
    "productId" in key
      ? Prisma.sql`link.product_id = ${key.productId}::uuid`
      : Prisma.sql`link.shopify_product_id = ${key.shopifyProductId}`;
  return ctx.db.$queryRaw<ProductLinkView[]>`
    SELECT link.store_id AS "storeId", link.product_id AS "productId", link.shopify_product_id AS "shopifyProductId",
      link.handle, link.is_created_by_app AS "isCreatedByApp", link.gone_at AS "goneAt",
      link.created_at AS "createdAt", link.updated_at AS "updatedAt"
    FROM stores store JOIN product_links link ON link.store_id = store.id
    WHERE ${visible(ctx, storeId)} AND ${meant}
    ORDER BY store.name, store.id`;
}

/** The links of a variant, one for each store at most, or those of all variants of a product in one store. */
export function findVariantLinks(
  ctx: Context,
  { key, storeId }: { key: VariantLinkKey; storeId?: string | undefined },
): Promise<VariantLinkView[]> {
  return ctx.db.$queryRaw<VariantLinkView[]>`
    SELECT link.store_id AS "storeId", link.product_id AS "productId", link.variant_id AS "variantId",
      link.shopify_variant_id AS "shopifyVariantId", link.shopify_inventory_item_id AS "shopifyInventoryItemId",
      link.sku, link.gone_at AS "goneAt", link.created_at AS "createdAt", link.updated_at AS "updatedAt"
    FROM stores store JOIN variant_links link ON link.store_id = store.id
    WHERE ${visible(ctx, storeId)} AND ${variantCondition(key)}
    ORDER BY store.name, store.id, link.variant_id`;
}

function variantCondition(key: VariantLinkKey): Prisma.Sql {
  if ("variantId" in key) return Prisma.sql`link.variant_id = ${key.variantId}::uuid`;
  if ("shopifyVariantId" in key) return Prisma.sql`link.shopify_variant_id = ${key.shopifyVariantId}`;
  if ("shopifyInventoryItemId" in key)
    return Prisma.sql`link.shopify_inventory_item_id = ${key.shopifyInventoryItemId}`;
  return Prisma.sql`link.product_id = ${key.productId}::uuid AND link.store_id = ${key.storeId}::uuid`;
}

function visible(ctx: Context, storeId: string | undefined): Prisma.Sql {
  const only = [visibleStoreId(ctx.actor), storeId].filter((id) => id !== null && id !== undefined);
  const conditions = only.map((id) => Prisma.sql`AND store.id = ${id}::uuid`);
  return Prisma.sql`store.organization_id = ${ctx.organizationId}::uuid ${Prisma.join([Prisma.empty, ...conditions], " ")}`;
}
