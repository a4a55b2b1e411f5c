import type { Database } from "#app/platform/db.server.ts";
import type { SimulatedProduct } from "#tests/simulator/simulator.ts";

/**
 * Where links and shop differ, in words; empty when every link says what the shop says: products that are there, under
 * their handles, with their variants and inventory items, and as gone what is not there. A variant that is gone and of
 * which the shop has exactly one like it, that is nobody's, has not been found again.
 */
export async function compareLinksWithShop(
  db: Database,
  storeId: string,
  products: readonly SimulatedProduct[],
): Promise<string[]> {
  const shown = new Map(products.map((product) => [product.gid, product]));
  const links = await db.productLink.findMany({ where: { storeId } });
  const variantLinks = await db.variantLink.findMany({ where: { storeId } });
  const variants = await db.variant.findMany({ where: { id: { in: variantLinks.map(({ variantId }) => variantId) } } });
  const skuOf = new Map(variants.map(({ id, sku }) => [id, sku]));
  const ofProduct = Map.groupBy(variantLinks, ({ productId }) => productId);
  return [
    ...links.flatMap((link) => {
      const product = shown.get(link.shopifyProductId);
      const ours = ofProduct.get(link.productId) ?? [];
      if (!product) return compareAbsent(link, ours);
      if (link.goneAt !== null) return [`${product.gid} is there and its link says that it is gone`];
      return [
        ...(link.handle === product.handle
          ? []
          : [`${product.gid}: handle ${link.handle} instead of ${product.handle}`]),
        ...compareVariants(product, ours, skuOf),
      ];
    }),
    ...compareIdentities(products, new Map(links.map((link) => [link.productId, link.shopifyProductId]))),
  ];
}

interface VariantTie {
  variantId: string;
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  goneAt: Date | null;
}

function compareAbsent(link: { shopifyProductId: string; goneAt: Date | null }, ours: readonly VariantTie[]): string[] {
  if (link.goneAt === null) return [`${link.shopifyProductId} is linked and not there`];
  return ours
    .filter((one) => one.goneAt === null)
    .map((one) => `${one.shopifyVariantId} is linked, and its product is gone`);
}

function compareVariants(
  product: SimulatedProduct,
  ours: readonly VariantTie[],
  skuOf: ReadonlyMap<string, string | null>,
): string[] {
  const shown = new Map(product.variants.map((variant) => [variant.gid, variant]));
  const linked = new Set(ours.filter(({ goneAt }) => goneAt === null).map((one) => one.shopifyVariantId));
  const free = product.variants.filter(({ gid }) => !linked.has(gid));
  const gone = ours.filter(({ goneAt }) => goneAt !== null);
  return ours.flatMap((link) => {
    const variant = shown.get(link.shopifyVariantId);
    if (link.goneAt === null) {
      if (!variant) return [`${link.shopifyVariantId} is linked and not there`];
      const isSame = variant.inventoryItemGid === link.shopifyInventoryItemId;
      return isSame ? [] : [`${variant.gid} is linked with another inventory item`];
    }
    if (variant) return [`${variant.gid} is there and its link says that it is gone`];
    const sku = skuOf.get(link.variantId) ?? null;
    const isOnlyOne = gone.filter((other) => skuOf.get(other.variantId) === sku).length === 1;
    const like = free.filter((other) => sku !== null && other.sku === sku);
    return isOnlyOne && like.length === 1 ? [`${like[0]?.gid} is the variant ${sku}, and is not linked`] : [];
  });
}

function compareIdentities(products: readonly SimulatedProduct[], linkOf: ReadonlyMap<string, string>): string[] {
  return products.flatMap((product) => {
    const identity = product.metafields.find(({ key, type }) => key === "product_id" && type === "id")?.value;
    return identity === undefined || linkOf.get(identity) === product.gid
      ? []
      : [`${product.gid} is product ${identity}, and its link says ${linkOf.get(identity)}`];
  });
}
