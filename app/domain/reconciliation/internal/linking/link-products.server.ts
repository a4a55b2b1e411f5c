import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import type { VariantPair } from "./pair-variants.ts";

/** A product of the catalog that is a product of the shop from now on. */
export interface NewLink {
  productId: string;
  shopifyProductId: string;
  handle: string;
  pairs: readonly VariantPair[];
  lacksIdentity: boolean;
}

export interface LinkProductsInput {
  organizationId: string;
  storeId: string;
  links: readonly NewLink[];
  /** When the shop was read that shows them; absent for now. */
  asOf?: Date;
}

/**
 * Ties products of the catalog to products that the shop has. Nothing counts as accepted there, so the next upload sends
 * what is always ours and leaves the rest as the shop has it; where it is published is the merchant's. A product that is
 * linked otherwise, or whose Shopify product is somebody else's, is left out. Returns the ids of those that are linked.
 */
export async function linkProducts(
  tx: Tx,
  { organizationId, storeId, links, asOf }: LinkProductsInput,
): Promise<Set<string>> {
  if (links.length === 0) return new Set();
  const dated = asOf ? Prisma.sql`${asOf}::timestamptz` : Prisma.sql`now()`;
  const wanted = links.map(({ productId, shopifyProductId, handle, lacksIdentity }) => ({
    id: productId,
    gid: shopifyProductId,
    handle,
    lacks_identity: lacksIdentity,
  }));
  const linked = await tx.$queryRaw<{ product_id: string }[]>`
    INSERT INTO product_links AS link (store_id, product_id, organization_id, shopify_product_id, handle, lacks_identity, updated_at)
    SELECT ${storeId}::uuid, p.id, p.organization_id, wanted.gid, wanted.handle, wanted.lacks_identity, ${dated}
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted(id uuid, gid text, handle text, lacks_identity boolean)
    JOIN products p ON p.id = wanted.id AND p.organization_id = ${organizationId}::uuid
    WHERE NOT EXISTS (
      SELECT 1 FROM product_links other
      WHERE other.store_id = ${storeId}::uuid AND other.shopify_product_id = wanted.gid AND other.product_id <> wanted.id)
    ORDER BY p.id
    ON CONFLICT (store_id, product_id) DO UPDATE SET
      shopify_product_id = excluded.shopify_product_id, handle = excluded.handle, lacks_identity = excluded.lacks_identity,
      accepted_hash = NULL, accepted = NULL, is_created_by_app = FALSE, published_to = '{}', may_be_made_anew = FALSE,
      shopify_updated_at = NULL, gone_at = NULL, departed_at = NULL, departed_as = NULL, updated_at = excluded.updated_at
    WHERE link.gone_at IS NOT NULL
    RETURNING link.product_id`;
  const ids = new Set(linked.map((row) => row.product_id));
  await linkVariants(
    tx,
    storeId,
    links.filter(({ productId }) => ids.has(productId)),
    dated,
  );
  return ids;
}

/** Links that the products had before lead to variants that went with their earlier products. */
async function linkVariants(tx: Tx, storeId: string, links: readonly NewLink[], dated: Prisma.Sql): Promise<void> {
  const pairs = links.flatMap(({ productId, pairs: found }) =>
    found.map(({ variantId, shopifyVariantId, shopifyInventoryItemId }) => ({
      product_id: productId,
      id: variantId,
      variant: shopifyVariantId,
      item: shopifyInventoryItemId,
    })),
  );
  await tx.$executeRaw`
    UPDATE variant_links SET gone_at = ${dated}, accepted_hash = NULL, updated_at = ${dated}
    WHERE store_id = ${storeId}::uuid AND product_id = ANY (${links.map(({ productId }) => productId)}::uuid[])
      AND gone_at IS NULL AND variant_id <> ALL (${pairs.map(({ id }) => id)}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO variant_links AS link
      (store_id, variant_id, product_id, organization_id, shopify_variant_id, shopify_inventory_item_id, updated_at)
    SELECT ${storeId}::uuid, v.id, v.product_id, v.organization_id, pair.variant, pair.item, ${dated}
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS pair(product_id uuid, id uuid, variant text, item text)
    JOIN variants v ON v.id = pair.id AND v.product_id = pair.product_id
    WHERE NOT EXISTS (
      SELECT 1 FROM variant_links other
      WHERE other.store_id = ${storeId}::uuid AND other.shopify_variant_id = pair.variant AND other.variant_id <> pair.id)
    ORDER BY v.id
    ON CONFLICT (store_id, variant_id) DO UPDATE SET
      product_id = excluded.product_id, shopify_variant_id = excluded.shopify_variant_id,
      shopify_inventory_item_id = excluded.shopify_inventory_item_id, accepted_hash = NULL, accepted = NULL, sku = NULL,
      gone_at = NULL, updated_at = excluded.updated_at`;
}
