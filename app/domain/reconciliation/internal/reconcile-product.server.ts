import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { planLinkRepairs, type KnownVariantLink } from "../plan-link-repairs.ts";
import type { ShopProduct } from "../webhook-payloads.ts";

export interface ReconcileProductInput {
  storeId: string;
  product: ShopProduct;
}

export type ReconcileOutcome = "repaired" | "unchanged" | "stale" | "not-linked";

/** How far our clock and Shopify's may differ: news from just before a link was written does not know of it. */
const YOUNG_MS = 5_000;

/**
 * Makes the links of one product say what the shop says: its handle, and the ids of its variants and inventory items.
 * News older than what was applied last changes nothing, nor does the echo of our own write. What the merchant edited
 * is not touched here. Locks the product's link, so that news of one product are applied one after the other.
 */
export async function reconcileProduct(
  runtime: Runtime,
  { storeId, product }: ReconcileProductInput,
): Promise<ReconcileOutcome> {
  return inTransaction(runtime.db, async (tx) => {
    const [link] = await tx.$queryRaw<LockedLink[]>`
      SELECT product_id, handle, shopify_updated_at, gone_at FROM product_links
      WHERE store_id = ${storeId}::uuid AND shopify_product_id = ${product.shopifyProductId} FOR UPDATE`;
    if (!link) return "not-linked";
    const isOlder = link.shopify_updated_at !== null && link.shopify_updated_at > product.updatedAt;
    // A deleted product does not come back under its id.
    if (isOlder || link.gone_at !== null) return "stale";
    const now = runtime.clock.now();
    const isNewHandle = link.handle !== product.handle;
    await tx.productLink.update({
      where: { storeId_productId: { storeId, productId: link.product_id } },
      data: { shopifyUpdatedAt: product.updatedAt, ...(isNewHandle ? { handle: product.handle, updatedAt: now } : {}) },
    });
    const repaired = await repairVariantLinks(tx, { storeId, productId: link.product_id, product, now });
    return isNewHandle || repaired > 0 ? "repaired" : "unchanged";
  });
}

interface LockedLink {
  product_id: string;
  handle: string | null;
  shopify_updated_at: Date | null;
  gone_at: Date | null;
}

interface RepairVariantLinksInput {
  storeId: string;
  productId: string;
  product: ShopProduct;
  now: Date;
}

async function repairVariantLinks(tx: Tx, input: RepairVariantLinksInput): Promise<number> {
  const { storeId, product, now } = input;
  const plan = planLinkRepairs(await findVariantLinks(tx, input), product);
  for (const { variantId, isReplaced, ...ids } of plan.repairs) {
    await tx.variantLink.update({
      where: { storeId_variantId: { storeId, variantId } },
      data: { ...ids, goneAt: null, updatedAt: now, ...(isReplaced ? { acceptedHash: null } : {}) },
    });
  }
  await tx.variantLink.updateMany({
    where: { storeId, variantId: { in: plan.gone } },
    data: { goneAt: product.updatedAt, updatedAt: now },
  });
  return plan.repairs.length + plan.gone.length;
}

async function findVariantLinks(
  tx: Tx,
  { storeId, productId, product }: RepairVariantLinksInput,
): Promise<KnownVariantLink[]> {
  const rows = await tx.$queryRaw<VariantLinkRow[]>`
    SELECT link.variant_id, link.shopify_variant_id, link.shopify_inventory_item_id, link.gone_at, link.updated_at,
      variant.sku, variant.option_values
    FROM variant_links link JOIN variants variant ON variant.id = link.variant_id
    WHERE link.store_id = ${storeId}::uuid AND link.product_id = ${productId}::uuid
    ORDER BY variant.position, variant.id`;
  const youngSinceMs = product.updatedAt.getTime() - YOUNG_MS;
  return rows.map((row) => ({
    variantId: row.variant_id,
    shopifyVariantId: row.shopify_variant_id,
    shopifyInventoryItemId: row.shopify_inventory_item_id,
    sku: row.sku,
    optionValues: row.option_values,
    isGone: row.gone_at !== null,
    isYoung: row.updated_at.getTime() > youngSinceMs,
  }));
}

interface VariantLinkRow {
  variant_id: string;
  shopify_variant_id: string;
  shopify_inventory_item_id: string;
  gone_at: Date | null;
  updated_at: Date;
  sku: string | null;
  option_values: string[];
}
