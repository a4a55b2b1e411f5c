import { z } from "zod";
import type { ShopContent, ShopVariantContent } from "./webhook-payloads.ts";

/** What the shop took of ours last, as the links hold it; a field that is absent was never accepted there. */
const acceptedProduct = z
  .object({
    handle: z.string(),
    title: z.string(),
    descriptionHtml: z.string(),
    vendor: z.string(),
    productTypeName: z.string(),
    tags: z.array(z.string()),
    status: z.string(),
  })
  .partial()
  .catch({});

const acceptedVariant = z
  .object({
    sku: z.string().nullable(),
    barcode: z.string().nullable(),
    price: z.string(),
    compareAtPrice: z.string().nullable(),
    isTaxable: z.boolean(),
    inventoryPolicy: z.string(),
  })
  .partial()
  .catch({});

/** Fields of a product whose content is another one than the shop took of us last. What was never sent is no edit. */
export function findProductEdits(accepted: unknown, shown: ShopContent): string[] {
  const { tags, ...plain } = acceptedProduct.parse(accepted ?? {});
  const { tags: shownTags, ...shownPlain } = shown;
  return [...different(plain, shownPlain), ...(tags && shownTags && !isSameSet(tags, shownTags) ? ["tags"] : [])];
}

/** The same of a variant. */
export function findVariantEdits(accepted: unknown, shown: ShopVariantContent): string[] {
  const { price, compareAtPrice, ...plain } = acceptedVariant.parse(accepted ?? {});
  const { price: shownPrice, compareAtPrice: shownCompare, ...shownPlain } = shown;
  const isOtherPrice =
    (price !== undefined && shownPrice !== undefined && !isSameAmount(price, shownPrice)) ||
    (compareAtPrice !== undefined && shownCompare !== undefined && !isSameAmount(compareAtPrice, shownCompare));
  return [...(isOtherPrice ? ["price"] : []), ...different(plain, shownPlain)];
}

type Plain = Readonly<Record<string, string | boolean | null | undefined>>;

const different = (accepted: Plain, shown: Plain): string[] =>
  Object.entries(accepted)
    .filter(([field, value]) => value !== undefined && shown[field] !== undefined)
    .filter(([field, value]) => (value || null) !== (shown[field] || null))
    .map(([field]) => field);

/** Shopify writes 10 as 10.00. */
const isSameAmount = (one: string | null, other: string | null): boolean =>
  one === null || other === null ? one === other : Number(one) === Number(other);

/** Shopify keeps tags in an order of its own. */
const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
