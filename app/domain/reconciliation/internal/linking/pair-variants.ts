import { matchByKeys, type MatchKey } from "../../match-by-keys.ts";
import { optionKey } from "../../plan-link-repairs.ts";

/** A variant of the catalog that is to be tied. */
export interface CatalogVariant {
  variantId: string;
  sku: string | null;
  barcode: string | null;
  optionValues: readonly string[];
}

/** A variant of the shop that may be it. */
export interface PairableVariant {
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  sku: string | null;
  barcode: string | null;
  optionValues: readonly string[];
}

/** Two that are the same. */
export interface VariantPair {
  variantId: string;
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
}

export interface VariantPairs {
  pairs: VariantPair[];
  /** Internal ids of variants for which several of the shop may be meant. */
  ambiguous: string[];
}

const KEYS: readonly MatchKey<CatalogVariant, PairableVariant>[] = [
  { ofOurs: ({ sku }) => sku?.trim() || null, ofTheirs: ({ sku }) => sku },
  { ofOurs: ({ barcode }) => barcode?.trim() || null, ofTheirs: ({ barcode }) => barcode },
  { ofOurs: ({ optionValues }) => optionKey(optionValues), ofTheirs: ({ optionValues }) => optionKey(optionValues) },
];

/**
 * Tells which variants of two products that are the same are the same: by sku, then barcode, then option values, each
 * where exactly one of either side has it. Products of a single variant each need nothing more to tell.
 */
export function pairVariants(ours: readonly CatalogVariant[], theirs: readonly PairableVariant[]): VariantPairs {
  const { matched, ambiguous } = matchByKeys(ours, theirs, KEYS);
  const [only, ...others] = ours;
  const [found, ...rest] = theirs;
  if (matched.length === 0 && only && found && others.length === 0 && rest.length === 0) {
    return { pairs: [toPair(only, found)], ambiguous: [] };
  }
  return {
    pairs: matched.map((match) => toPair(match.ours, match.theirs)),
    ambiguous: ambiguous.map((one) => one.ours.variantId),
  };
}

const toPair = ({ variantId }: CatalogVariant, { shopifyVariantId, shopifyInventoryItemId }: PairableVariant) => ({
  variantId,
  shopifyVariantId,
  shopifyInventoryItemId,
});
