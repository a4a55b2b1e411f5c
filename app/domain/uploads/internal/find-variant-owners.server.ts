import type { Db } from "#app/platform/db.server.ts";

/**
 * Which internal variant each of these Shopify variants is linked to, by its Shopify id. A link that ended counts too: a
 * Shopify variant belongs to one internal variant, whatever became of it.
 */
export async function findVariantOwners(
  db: Db,
  storeId: string,
  shopVariants: readonly { shopifyVariantId: string }[],
): Promise<Map<string, string>> {
  if (shopVariants.length === 0) return new Map();
  const links = await db.variantLink.findMany({
    where: { storeId, shopifyVariantId: { in: shopVariants.map(({ shopifyVariantId }) => shopifyVariantId) } },
    select: { shopifyVariantId: true, variantId: true },
  });
  return new Map(links.map((link) => [link.shopifyVariantId, link.variantId]));
}
