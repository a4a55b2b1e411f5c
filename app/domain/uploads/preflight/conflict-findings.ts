import { errorAt, quoted, warningAt, type CheckedVariant, type Finding } from "./finding.ts";

export interface TakenHandle {
  handle: string;
  /** Whose it is, in words. */
  by: string;
}

/** The handle is another product's: Shopify would refuse the create. */
export const handleTaken = ({ handle, by }: TakenHandle): Finding =>
  errorAt("preflight.handle-taken", { field: "handle", message: `The handle ${quoted(handle)} is taken by ${by}.` });

/** The shop has a product that may be this one: making it now could make it a second time. */
export const adoptionOpen = (titleInShop: string): Finding =>
  errorAt("preflight.adoption-open", {
    field: "product",
    message: `The shop's product ${quoted(titleInShop)} may be this one already.`,
  });

/** Shopify lets variants share a sku; the route says whether that is a reason not to send it. */
export function skuTaken({ variantId, variant }: CheckedVariant, by: string, rule: "WARN" | "REFUSE"): Finding {
  const found = {
    field: "sku",
    message: `The sku ${quoted(variant.sku ?? "")} is also that of ${by}.`,
    variantId,
  };
  return rule === "REFUSE" ? errorAt("preflight.sku-taken", found) : warningAt("preflight.sku-taken", found);
}

/** Variants whose sku an earlier one of the list has; of equal skus the first keeps it. */
export function repeatedSkus(variants: readonly CheckedVariant[]): CheckedVariant[] {
  const seen = new Set<string>();
  return variants.filter(({ variant: { sku } }) => {
    if (sku === null || sku === "") return false;
    if (seen.has(sku)) return true;
    seen.add(sku);
    return false;
  });
}
