import type { Context } from "#app/domain/context.ts";

/** What tells one product of the catalog from another one, for a person who has to choose. */
export interface ProductSketch {
  id: string;
  title: string;
  externalId: string;
  handle: string;
  /** The first few of them. */
  variants: VariantSketch[];
  variantCount: number;
}

/** What tells one variant of the catalog from another one. */
export interface VariantSketch {
  id: string;
  sku: string | null;
  barcode: string | null;
  optionValues: string[];
}

const VARIANTS_SHOWN = 4;

const told = { id: true, sku: true, barcode: true, optionValues: true } as const;

/** Products of the catalog by their ids, as far as they are there still. */
export async function sketchProducts(
  { db, organizationId }: Context,
  ids: readonly string[],
): Promise<Map<string, ProductSketch>> {
  if (ids.length === 0) return new Map();
  const products = await db.product.findMany({
    where: { organizationId, id: { in: [...new Set(ids)] } },
    select: {
      id: true,
      title: true,
      externalId: true,
      handle: true,
      variants: { select: told, orderBy: { position: "asc" }, take: VARIANTS_SHOWN },
      _count: { select: { variants: true } },
    },
  });
  return new Map(products.map(({ _count, ...product }) => [product.id, { ...product, variantCount: _count.variants }]));
}

/** Variants of the catalog by their ids, as far as they are there still. */
export async function sketchVariants(
  { db, organizationId }: Context,
  ids: readonly string[],
): Promise<Map<string, VariantSketch>> {
  if (ids.length === 0) return new Map();
  const variants = await db.variant.findMany({
    where: { organizationId, id: { in: [...new Set(ids)] } },
    select: told,
  });
  return new Map(variants.map((variant) => [variant.id, variant]));
}
