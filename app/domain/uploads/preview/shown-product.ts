import type { AdminAnswer } from "#app/shopify/client.server.ts";
import type { READ_SHOWN_PRODUCTS } from "#app/shopify/operations/preview.ts";
import type { ProductSnapshot, VariantSnapshot } from "../internal/snapshot.ts";

type Node = NonNullable<AdminAnswer<typeof READ_SHOWN_PRODUCTS>["data"]["nodes"][number]>;
type ProductNode = Extract<Node, { title: string }>;
type VariantNode = ProductNode["variants"]["nodes"][number];

/** A product as the shop shows it, in the catalog's words. Variants by their Shopify id. */
export interface ShownProduct {
  fields: Partial<ProductSnapshot>;
  variants: ReadonlyMap<string, Partial<VariantSnapshot>>;
  /** False: the shop has more variants than were read. */
  hasAllVariants: boolean;
}

export const isProductNode = (node: Node | null): node is ProductNode => node !== null && "title" in node;

export const toShownProduct = (node: ProductNode): ShownProduct => ({
  fields: {
    title: node.title,
    descriptionHtml: String(node.descriptionHtml),
    handle: node.handle,
    vendor: node.vendor,
    productTypeName: node.productType,
    tags: node.tags,
    status: node.status,
    seoTitle: node.seo.title ?? null,
    seoDescription: node.seo.description ?? null,
  },
  variants: new Map(node.variants.nodes.map((variant) => [variant.id, toShownVariant(variant)])),
  hasAllVariants: !node.variants.pageInfo.hasNextPage,
});

const GRAMS = { GRAMS: 1, KILOGRAMS: 1_000, OUNCES: 28.349523125, POUNDS: 453.59237 } as const;

function toShownVariant({ inventoryItem: item, ...variant }: VariantNode): Partial<VariantSnapshot> {
  const weight = item.measurement.weight;
  return {
    sku: variant.sku ?? null,
    barcode: variant.barcode ?? null,
    price: String(variant.price),
    compareAtPrice: variant.compareAtPrice === null ? null : String(variant.compareAtPrice),
    isTaxable: variant.taxable,
    inventoryPolicy: variant.inventoryPolicy,
    isTracked: item.tracked,
    requiresShipping: item.requiresShipping,
    hsCode: item.harmonizedSystemCode ?? null,
    countryOfOrigin: item.countryCodeOfOrigin ?? null,
    cost: item.unitCost ? String(item.unitCost.amount) : null,
    weightGrams: weight ? weight.value * GRAMS[weight.unit] : null,
  };
}
