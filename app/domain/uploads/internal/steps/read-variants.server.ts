import { readProductPoints } from "#app/shopify/operation-cost.ts";
import { READ_ALL_VARIANTS } from "#app/shopify/operations/read-products.ts";
import type { ShopVariant } from "./match-variants.ts";
import { VARIANTS_AT_ROOT, VARIANTS_PER_CALL } from "../../upload-limits.ts";
import type { StoreSession } from "../store/store-session.server.ts";

interface VariantNode {
  id: string;
  sku?: string | null;
  title: string;
  inventoryItem: { id: string };
}

export const toShopVariant = (node: VariantNode): ShopVariant => ({
  shopifyVariantId: node.id,
  shopifyInventoryItemId: node.inventoryItem.id,
  sku: node.sku ?? null,
  title: node.title,
});

/** All variants of a Shopify product, of which about so many are expected; null when the product is gone. */
export async function readAllVariants(
  session: StoreSession,
  productId: string,
  expected: number,
): Promise<ShopVariant[] | null> {
  const variants: ShopVariant[] = [];
  const variantCount = expected > VARIANTS_PER_CALL ? VARIANTS_AT_ROOT : VARIANTS_PER_CALL;
  let after: string | null = null;
  for (;;) {
    const variables: { id: string; variantCount: number; after: string | null } = {
      id: productId,
      variantCount,
      after,
    };
    const { data } = await session.read({
      operation: READ_ALL_VARIANTS,
      variables,
      points: readProductPoints(variantCount),
    });
    if (!data.product) return null;
    variants.push(...data.product.variants.nodes.map(toShopVariant));
    if (!data.product.variants.pageInfo.hasNextPage) return variants;
    after = data.product.variants.pageInfo.endCursor ?? null;
  }
}
