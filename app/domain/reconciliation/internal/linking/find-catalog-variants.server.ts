import type { Db } from "#app/platform/db.server.ts";
import type { CatalogVariant } from "./pair-variants.ts";

/** The variants of these products, by product. */
export async function findCatalogVariants(
  db: Db,
  organizationId: string,
  productIds: readonly string[],
): Promise<Map<string, CatalogVariant[]>> {
  const variants = await db.$queryRaw<(CatalogVariant & { productId: string })[]>`
    SELECT v.product_id AS "productId", v.id AS "variantId", v.sku, v.barcode, v.option_values AS "optionValues"
    FROM variants v
    WHERE v.organization_id = ${organizationId}::uuid AND v.product_id = ANY (${[...productIds]}::uuid[])
    ORDER BY v.position, v.id`;
  return Map.groupBy(variants, ({ productId }) => productId);
}
