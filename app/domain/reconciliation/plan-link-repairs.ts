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

export interface LinkRepairPlan {
  repairs: VariantLinkRepair[];
  /** Ids of internal variants whose Shopify variant no longer exists. */
  gone: string[];
}

/** Shopify: a product without options has one variant of this option value. */
const NO_OPTION = "Default Title";

const optionKey = (values: readonly string[]): string =>
  JSON.stringify(values.length === 1 && values[0] === NO_OPTION ? [] : values);

/**
 * Decides how the links of one product follow what the shop says: matched by id, then by sku, then by option values, the
 * latter two only where exactly one of each side is left with it. A link without a match is gone when the news names all
 * variants. A young link is only ever matched by id. Variants that are nobody's link are the merchant's, and left alone.
 */
export function planLinkRepairs(links: readonly KnownVariantLink[], product: ShopProduct): LinkRepairPlan {
  const plan: LinkRepairPlan = { repairs: [], gone: [] };
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
  const left = isToldInFull ? matchAll(plan, lost, unclaimed) : lost;
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

/** What one key has told apart may leave another key with one of each side: as long as anything is found, it goes on. */
function matchAll(
  plan: LinkRepairPlan,
  lost: readonly KnownVariantLink[],
  unclaimed: Map<string, ShopVariant>,
): readonly KnownVariantLink[] {
  const afterSku = match(plan, lost, unclaimed, (one) => one.sku);
  const left = match(plan, afterSku, unclaimed, (one) => optionKey(one.optionValues));
  return left.length < lost.length ? matchAll(plan, left, unclaimed) : left;
}

interface Matchable {
  sku: string | null;
  optionValues: readonly string[];
}

/** Ties what is unambiguous, takes it out of `unclaimed`, and returns the links that are left. */
function match(
  plan: LinkRepairPlan,
  lost: readonly KnownVariantLink[],
  unclaimed: Map<string, ShopVariant>,
  keyOf: (one: Matchable) => string | null,
): KnownVariantLink[] {
  const variantsByKey = Map.groupBy(unclaimed.values(), keyOf);
  const linksByKey = Map.groupBy(lost, keyOf);
  return lost.filter((link) => {
    const key = keyOf(link);
    const [variant, ...others] = variantsByKey.get(key) ?? [];
    const isUnambiguous = key !== null && others.length === 0 && linksByKey.get(key)?.length === 1;
    if (!isUnambiguous || !variant?.shopifyInventoryItemId) return true;
    const { shopifyVariantId, shopifyInventoryItemId } = variant;
    unclaimed.delete(shopifyVariantId);
    plan.repairs.push({ variantId: link.variantId, shopifyVariantId, shopifyInventoryItemId, isReplaced: true });
    return false;
  });
}
