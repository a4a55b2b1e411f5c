import type { ProductSnapshot, VariantSnapshot } from "../snapshot.ts";
import { variantTitle } from "./product-input.ts";

/** What a look-up shows of a product. Amounts are decimal text. */
export interface FoundProduct {
  title: string;
  descriptionHtml: string;
  tags: readonly string[];
  variants: { nodes: readonly ShownVariant[] };
}

export interface ShownVariant {
  title: string;
  sku?: string | null;
  price: unknown;
  compareAtPrice?: unknown;
  barcode?: string | null;
}

/** A variant that was sent, with the content that it was sent with. */
export interface SentVariant {
  variantId: string;
  hash: string;
  content: VariantSnapshot;
}

/** What can be compared of a product in the shop, trait by trait, in the order of `traitsOfContent`. */
export const traitsOfShop = (found: FoundProduct): string[] => [
  ...productTraits(found),
  ...found.variants.nodes.map(variantTrait),
];

/** What the shop would show of content that was sent. A variant that was not sent has an empty trait. */
export function traitsOfContent(
  { content, variants }: { content: ProductSnapshot; variants: readonly SentVariant[] },
  found: FoundProduct,
): string[] {
  const byTitle = new Map(variants.map((sent) => [variantTitle(sent.content), sent.content]));
  const ofVariants = found.variants.nodes.map(({ title }) => {
    const sent = byTitle.get(title);
    return sent ? variantTrait(sent) : "";
  });
  return [...productTraits(content), ...ofVariants];
}

/** Shopify keeps tags in an order of its own. */
const productTraits = ({ title, descriptionHtml, tags }: Omit<FoundProduct, "variants">): string[] => [
  title,
  descriptionHtml,
  [...tags].sort().join("\n"),
];

const variantTrait = ({ price, compareAtPrice, sku, barcode }: Omit<ShownVariant, "title">): string =>
  [amount(price), amount(compareAtPrice), sku ?? "", barcode ?? ""].join("\n");

/** Shopify writes 10 as 10.00. */
const amount = (value: unknown): string => (typeof value === "string" ? String(Number(value)) : "");
