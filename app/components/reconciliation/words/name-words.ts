import type { VariantSketch } from "#app/domain/catalog/product-sketch-queries.server.ts";
import type { Texts } from "../../texts/texts.ts";

/** "S / Moss · SKU SHIRT-S": a variant by its options and its sku; null when it has neither. */
export function sketchWords(
  t: Texts,
  { sku, optionValues }: { sku?: string | null | undefined; optionValues?: readonly string[] | undefined },
): string | null {
  const options = (optionValues ?? []).filter((value) => value !== "Default Title").join(" / ");
  const parts = [...(options === "" ? [] : [options]), ...(sku ? [t("SKU {{sku}}", { sku })] : [])];
  return parts.length === 0 ? null : parts.join(" · ");
}

/** The first variants of a product in one line, and how many more there are. */
export function variantsWords(t: Texts, variants: readonly VariantSketch[], variantCount: number): string {
  const named = variants.flatMap((variant) => sketchWords(t, variant) ?? []);
  const more = variantCount - variants.length;
  if (named.length === 0) return t("{{count, number}} variant", { count: variantCount });
  const variantNames = named.join("; ");
  return more > 0 ? t("{{variantNames}}; and {{more, number}} more", { variantNames, more }) : variantNames;
}

/** `gid://shopify/ProductVariant/1` -> "1". */
export const numberOf = (shopifyId: string): string => shopifyId.slice(shopifyId.lastIndexOf("/") + 1);
