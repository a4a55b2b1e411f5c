import { matchByKeys, type MatchKey } from "./match-by-keys.ts";
import type { ShopProduct, ShopVariant } from "./webhook-payloads.ts";

/** The tie of an internal variant as the app knows it. */
export interface KnownVariantLink {
  variantId: string;
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  sku: string | null;
  optionValues: readonly string[];
  isGone: boolean;
  /** Made or repaired so lately that the news may not know of it yet. */
  isYoung: boolean;
}

export interface VariantLinkRepair {
  variantId: string;
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  /** The Shopify variant is another one than before, so what it was last sent is not known. */
  isReplaced: boolean;
}

/** A link whose variant is gone, where several may have taken its place: for a person to tell. */
export interface AmbiguousVariantLink {
  variantId: string;
  candidates: Pick<ShopVariant, "shopifyVariantId" | "shopifyInventoryItemId" | "sku" | "optionValues">[];
}

export interface LinkRepairPlan {
  repairs: VariantLinkRepair[];
  /** Ids of internal variants whose Shopify variant no longer exists. */
  gone: string[];
  ambiguous: AmbiguousVariantLink[];
}

/** Shopify: a product without options has one variant of this option value. */
const NO_OPTION = "Default Title";

/** Equal for equal option values in their order, and for none and Shopify's word for none. */
export const optionKey = (values: readonly string[]): string =>
  JSON.stringify(values.length === 1 && values[0] === NO_OPTION ? [] : values);

/** Told by the sku, and where that says nothing by the option values. */
const KEYS: readonly MatchKey<KnownVariantLink, ShopVariant>[] = [
  { ofOurs: (link) => link.sku, ofTheirs: (variant) => variant.sku },
  { ofOurs: (link) => optionKey(link.optionValues), ofTheirs: (variant) => optionKey(variant.optionValues) },
];

/**
 * Decides how the links of one product follow what the shop says: matched by id, then by sku, then by option values, the
 * latter two only where exactly one of each side is left with it. A link without a match is gone when the news names all
 * variants; where more than one variant may have taken its place, they are named and none is chosen. A young link is
 * only ever matched by id. Variants that are nobody's link are the merchant's, and left alone.
 */
export function planLinkRepairs(links: readonly KnownVariantLink[], product: ShopProduct): LinkRepairPlan {
  const plan: LinkRepairPlan = { repairs: [], gone: [], ambiguous: [] };
  const unclaimed = new Map(product.variants.map((variant) => [variant.shopifyVariantId, variant]));
  const lost: KnownVariantLink[] = [];
  for (const link of links) {
    const variant = unclaimed.get(link.shopifyVariantId);
    unclaimed.delete(link.shopifyVariantId);
    if (variant) repairById(plan, link, variant);
    else if (product.allVariantIds?.has(link.shopifyVariantId)) reviveUntold(plan, link);
    else if (!link.isYoung && product.allVariantIds) lost.push(link);
  }
  // Among the first hundred of more variants, "exactly one" proves nothing.
  const isToldInFull = product.allVariantIds?.size === product.variants.length;
  const left = isToldInFull ? replaceLost(plan, lost, [...unclaimed.values()]) : lost;
  plan.gone.push(...left.filter((link) => !link.isGone).map((link) => link.variantId));
  return plan;
}

function repairById(plan: LinkRepairPlan, link: KnownVariantLink, variant: ShopVariant): void {
  const shopifyInventoryItemId = variant.shopifyInventoryItemId ?? link.shopifyInventoryItemId;
  if (!link.isGone && shopifyInventoryItemId === link.shopifyInventoryItemId) return;
  const { variantId, shopifyVariantId } = link;
  plan.repairs.push({ variantId, shopifyVariantId, shopifyInventoryItemId, isReplaced: false });
}

function reviveUntold(plan: LinkRepairPlan, link: KnownVariantLink): void {
  if (!link.isGone) return;
  const { variantId, shopifyVariantId, shopifyInventoryItemId } = link;
  plan.repairs.push({ variantId, shopifyVariantId, shopifyInventoryItemId, isReplaced: false });
}

/** Ties lost links to what is unambiguously in their place, and returns those that are left. */
function replaceLost(
  plan: LinkRepairPlan,
  lost: readonly KnownVariantLink[],
  unclaimed: readonly ShopVariant[],
): KnownVariantLink[] {
  const { matched, left, ambiguous } = matchByKeys(lost, unclaimed, KEYS);
  for (const { ours, theirs } of matched) {
    const { shopifyVariantId, shopifyInventoryItemId } = theirs;
    if (shopifyInventoryItemId === null) left.push(ours);
    else plan.repairs.push({ variantId: ours.variantId, shopifyVariantId, shopifyInventoryItemId, isReplaced: true });
  }
  for (const { ours, theirs } of ambiguous) {
    plan.ambiguous.push({
      variantId: ours.variantId,
      candidates: theirs.map(({ shopifyVariantId, shopifyInventoryItemId, sku, optionValues }) => ({
        shopifyVariantId,
        shopifyInventoryItemId,
        sku,
        optionValues,
      })),
    });
  }
  return left;
}
