import { planLinkRepairs, type KnownVariantLink, type VariantLinkRepair } from "../../plan-link-repairs.ts";
import { findingOfAmbiguous } from "../ambiguous-variants.ts";
import type { ShopProduct } from "../../webhook-payloads.ts";
import type { Finding } from "../record-findings.server.ts";

/** A product's tie as the app knows it, beside what the snapshot shows. */
export interface ComparedLink {
  productId: string;
  shopifyProductId: string;
  handle: string | null;
  isGone: boolean;
  lacksIdentity: boolean;
  variants: readonly KnownVariantLink[];
  /** Null for a product that is not in the shop. */
  shop: (ShopProduct & { identity: string | null }) | null;
}

export interface LinkDecision {
  /** How the product's link changes; null when it stays as it is. */
  product: { isGone: boolean; handle: string | null; lacksIdentity: boolean } | null;
  repairs: VariantLinkRepair[];
  /** Internal ids of variants whose Shopify variant is gone; the variants of a product that is gone are not among them. */
  goneVariants: string[];
  findings: Finding[];
}

const NOTHING: LinkDecision = { product: null, repairs: [], goneVariants: [], findings: [] };

/** Decides what becomes of one link and its variants' links, and what is told of it. */
export function decideLink(link: ComparedLink): LinkDecision {
  const { productId, shopifyProductId, shop } = link;
  const about = { productId, shopifyProductId };
  if (!shop) {
    if (link.isGone) return NOTHING;
    const findings = [finding("PRODUCT_GONE", productId, about, {})];
    return { ...NOTHING, product: { ...link, isGone: true }, findings };
  }
  const plan = planLinkRepairs(link.variants, shop);
  const lacksIdentity = shop.identity === null;
  const isChanged = link.isGone || link.handle !== shop.handle || link.lacksIdentity !== lacksIdentity;
  const findings: Finding[] = [];
  if (link.isGone) findings.push(finding("PRODUCT_BACK", productId, about, {}));
  if (link.handle !== null && link.handle !== shop.handle) {
    findings.push(finding("HANDLE_CHANGED", productId, about, { before: link.handle, after: shop.handle }));
  }
  if (lacksIdentity && !link.lacksIdentity) findings.push(finding("IDENTITY_MISSING", productId, about, {}));
  const knownById = new Map(link.variants.map((variant) => [variant.variantId, variant]));
  for (const repair of plan.repairs) {
    const known = knownById.get(repair.variantId);
    // The variants of a product that came back came back with it.
    if (known && !(link.isGone && !repair.isReplaced)) findings.push(findingOfRepair(known, repair, about));
  }
  for (const variantId of plan.gone) {
    const before = knownById.get(variantId)?.shopifyVariantId ?? null;
    findings.push(finding("VARIANT_GONE", variantId, { ...about, variantId }, { before }));
  }
  findings.push(...plan.ambiguous.map((one) => findingOfAmbiguous(one, about)));
  return {
    product: isChanged ? { isGone: false, handle: shop.handle, lacksIdentity } : null,
    repairs: plan.repairs,
    goneVariants: plan.gone,
    findings,
  };
}

type About = Pick<Finding, "productId" | "shopifyProductId" | "variantId">;

const finding = (kind: Finding["kind"], subject: string, about: About, details: Record<string, unknown>): Finding => ({
  kind,
  subject,
  isOpen: false,
  ...about,
  details,
});

function findingOfRepair(known: KnownVariantLink, repair: VariantLinkRepair, about: About): Finding {
  const { variantId } = known;
  const of = { ...about, variantId };
  if (repair.isReplaced) {
    const details = { before: known.shopifyVariantId, after: repair.shopifyVariantId };
    return finding("VARIANT_RELINKED", variantId, of, details);
  }
  if (known.isGone) return finding("VARIANT_BACK", variantId, of, { after: repair.shopifyVariantId });
  const details = { before: known.shopifyInventoryItemId, after: repair.shopifyInventoryItemId };
  return finding("INVENTORY_ITEM_CHANGED", variantId, of, details);
}
