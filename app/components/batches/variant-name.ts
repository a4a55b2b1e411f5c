import type { Texts } from "../texts/texts.ts";

/** What Shopify calls the variant of a product that has no options. */
const NO_OPTIONS = "Default Title";

/** The options of a variant; its SKU, where it has no options. */
export const variantName = (t: Texts, { variantTitle, sku }: { variantTitle: string; sku: string | null }): string =>
  variantTitle === NO_OPTIONS ? (sku ?? t("Single variant")) : variantTitle;
