import type { ClaimedRow } from "../claims/claimed-group.ts";
import { variantTitle } from "./product-input.ts";

/** A variant as the shop shows it. */
export interface ShopVariant {
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  sku: string | null;
  title: string;
}

export interface VariantMatch {
  row: ClaimedRow;
  found: ShopVariant;
}

export interface MatchResult {
  matched: VariantMatch[];
  /** Rows that no variant of the shop stands for, or more than one: never guessed. */
  unmatched: ClaimedRow[];
}

/**
 * Tells which variant of the shop is which row. One that is linked belongs to its owner, whatever it is called now. Of
 * the others the title, made of the option values, is unique within a Shopify product and decides; where no title fits
 * (a renamed option value), a sku that only one row and one variant carry does.
 */
export function matchVariants(
  rows: readonly ClaimedRow[],
  shopVariants: readonly ShopVariant[],
  owners: ReadonlyMap<string, string> = new Map(),
): MatchResult {
  const unowned = shopVariants.filter((variant) => !owners.has(variant.shopifyVariantId));
  const free = new Map(unowned.map((variant) => [variant.shopifyVariantId, variant]));
  const byTitle = new Map(unowned.map((variant) => [variant.title, variant]));
  const byOwner = new Map(shopVariants.map((variant) => [owners.get(variant.shopifyVariantId), variant]));
  const matched: VariantMatch[] = [];
  const remaining: ClaimedRow[] = [];
  for (const row of rows) {
    const own = byOwner.get(row.variantId);
    if (own) {
      matched.push({ row, found: own });
      continue;
    }
    const found = byTitle.get(variantTitle(row.variant));
    if (found && free.delete(found.shopifyVariantId)) matched.push({ row, found });
    else remaining.push(row);
  }
  const bySku = onlyOnes([...free.values()], (variant) => variant.sku);
  const rowBySku = onlyOnes(remaining, (row) => row.variant.sku);
  const unmatched = remaining.filter((row) => {
    const sku = row.variant.sku;
    const found = sku === null || rowBySku.get(sku) !== row ? undefined : bySku.get(sku);
    if (found) matched.push({ row, found });
    return !found;
  });
  return { matched, unmatched };
}

/** Those that share their key with nobody. */
function onlyOnes<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T> {
  const found = new Map<string, T>();
  const shared = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null || key === "" || shared.has(key)) continue;
    if (found.delete(key)) shared.add(key);
    else found.set(key, item);
  }
  return found;
}
