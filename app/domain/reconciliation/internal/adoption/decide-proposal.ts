import { pairVariants, type CatalogVariant, type PairableVariant, type VariantPair } from "../linking/pair-variants.ts";

export type AdoptionMatch = "CUSTOM_ID" | "SKU" | "BARCODE" | "HANDLE";

/** A product of the shop with the products of the catalog that share their strongest key with it, and it with them. */
export interface MatchedProduct {
  matchedBy: AdoptionMatch;
  /** Whether one of them shares that key with another product of the shop, too. */
  isContested: boolean;
  candidates: readonly { productId: string; variants: readonly CatalogVariant[] }[];
  variants: readonly PairableVariant[];
}

/** Why a person has to tell, as a code. */
export type AmbiguityReason = "several-products" | "several-shop-products" | "variants-unclear" | "no-variant-matches";

export interface AdoptionCandidate {
  productId: string;
  pairs: VariantPair[];
  variantsInCatalog: number;
}

export type ProposalDecision =
  | { state: "PROPOSED"; candidate: AdoptionCandidate }
  | { state: "AMBIGUOUS"; reason: AmbiguityReason; candidates: AdoptionCandidate[] };

/** Proposes what exactly one product of either side can mean, and whose variants are told apart; all else is for a person. */
export function decideProposal({ candidates, variants, isContested }: MatchedProduct): ProposalDecision {
  const paired = candidates.map(({ productId, variants: ours }) => {
    const { pairs, ambiguous } = pairVariants(ours, variants);
    return { candidate: { productId, pairs, variantsInCatalog: ours.length }, isUnclear: ambiguous.length > 0 };
  });
  const [only, ...others] = paired;
  const ambiguous = (reason: AmbiguityReason): ProposalDecision => ({
    state: "AMBIGUOUS",
    reason,
    candidates: paired.map(({ candidate }) => candidate),
  });
  if (!only || others.length > 0) return ambiguous("several-products");
  if (isContested) return ambiguous("several-shop-products");
  if (only.isUnclear) return ambiguous("variants-unclear");
  if (only.candidate.pairs.length === 0) return ambiguous("no-variant-matches");
  return { state: "PROPOSED", candidate: only.candidate };
}
