import type { Prisma } from "@prisma/client";
import type { Db, Tx } from "#app/platform/db.server.ts";
import { canonicalDecimal } from "../imports/repairs.ts";
import type { StoredProduct } from "./plan-product-write.ts";

const decimal = (value: Prisma.Decimal): string => canonicalDecimal(value.toFixed());
const decimalOrNull = (value: Prisma.Decimal | null): string | null => (value === null ? null : decimal(value));

const productColumns = {
  id: true,
  externalId: true,
  categoryId: true,
  handle: true,
  title: true,
  descriptionHtml: true,
  vendor: true,
  productTypeName: true,
  type: true,
  tags: true,
  status: true,
  seoTitle: true,
  seoDescription: true,
  options: true,
  images: true,
  metafields: true,
} satisfies Prisma.ProductSelect;

const variantColumns = {
  id: true,
  externalId: true,
  productId: true,
  position: true,
  sku: true,
  barcode: true,
  optionValues: true,
  price: true,
  compareAtPrice: true,
  cost: true,
  currencyCode: true,
  weightGrams: true,
  imageUrl: true,
  requiresShipping: true,
  isTaxable: true,
  isTracked: true,
  inventoryPolicy: true,
  hsCode: true,
  countryOfOrigin: true,
} satisfies Prisma.VariantSelect;

/** The products of these external ids as they are now, locked in the order of their ids until the transaction ends. */
export async function lockStoredProducts(
  tx: Tx,
  organizationId: string,
  externalIds: readonly string[],
): Promise<Map<string, StoredProduct>> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM products WHERE organization_id = ${organizationId}::uuid AND external_id = ANY (${[...externalIds]}::text[])
    ORDER BY id FOR UPDATE`;
  const found = await loadStoredProducts(
    tx,
    organizationId,
    locked.map(({ id }) => id),
  );
  return new Map([...found.values()].map(({ externalId, ...product }) => [externalId, product]));
}

/** The products of these ids as they are now, by id; with only those of their variants that are named, where some are. */
export async function loadStoredProducts(
  db: Db,
  organizationId: string,
  ids: readonly string[],
  variantIds?: readonly string[],
): Promise<Map<string, StoredProduct & { externalId: string }>> {
  const where = { organizationId, id: { in: [...ids] } };
  const products = await db.product.findMany({ where, select: productColumns });
  const variants = await db.variant.findMany({
    where: {
      organizationId,
      productId: { in: [...ids] },
      ...(variantIds === undefined ? {} : { id: { in: [...variantIds] } }),
    },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: variantColumns,
  });
  const byId = new Map<string, StoredProduct & { externalId: string }>();
  for (const { id, externalId, categoryId, ...content } of products)
    byId.set(id, { id, externalId, categoryId, content, variants: [] });
  for (const { id, externalId, productId, ...columns } of variants) {
    const content = {
      ...columns,
      price: decimal(columns.price),
      compareAtPrice: decimalOrNull(columns.compareAtPrice),
      cost: decimalOrNull(columns.cost),
      weightGrams: decimalOrNull(columns.weightGrams),
    };
    byId.get(productId)?.variants.push({ id, externalId, content });
  }
  return byId;
}
