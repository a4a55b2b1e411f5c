import type { AmbiguousVariantLink } from "../plan-link-repairs.ts";
import type { Finding } from "./record-findings.server.ts";

/** What a person has to tell: which of several variants of the shop an internal one is. */
export const findingOfAmbiguous = (
  { variantId, candidates }: AmbiguousVariantLink,
  { productId, shopifyProductId }: Pick<Finding, "productId" | "shopifyProductId">,
): Finding => ({
  kind: "AMBIGUOUS_VARIANTS",
  isOpen: true,
  subject: variantId,
  productId: productId ?? null,
  shopifyProductId: shopifyProductId ?? null,
  variantId,
  details: { candidates },
});
