import type { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import type { ConfirmedAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import type { SettledAdoptions } from "#app/http/reconciliation/settle-adoptions.server.ts";
import { formatCount, formatCountOf } from "../../formats.ts";
import type { StatusWords } from "../../status-words.ts";

export type AdoptionState = (typeof ADOPTION_STATES)[number];
export type AdoptionMatch = (typeof ADOPTION_MATCHES)[number];

export const adoptionStateWords: Record<AdoptionState, StatusWords> = {
  PROPOSED: { label: "Proposed", tone: "info" },
  AMBIGUOUS: { label: "Ambiguous", tone: "attention" },
  CONFIRMED: { label: "Linked", tone: "success" },
  REJECTED: { label: "Left to the merchant" },
  REFUSED: { label: "Too late", tone: "warning" },
};

export const adoptionMatchWords: Record<AdoptionMatch, string> = {
  CUSTOM_ID: "Catalog id",
  SKU: "SKU",
  BARCODE: "Barcode",
  HANDLE: "Handle",
};

const REASONS: Readonly<Record<string, string>> = {
  "several-products": "Several products of the catalog share this key.",
  "several-shop-products": "Several products of the shop share this key.",
  "variants-unclear": "The products match, but not all of their variants can be told apart.",
  "no-variant-matches": "The products match, but none of their variants does.",
  "linked-otherwise": "One of the two was linked otherwise before this was confirmed.",
};

/** Why a person has to tell; what a later release calls otherwise is shown as it is. */
export const explainReason = (reason: string): string => REASONS[reason] ?? reason;

/** "4,800 proposed, 100 ambiguous, 100 without a match". */
export function previewWords({
  proposed,
  ambiguous,
  unmatched,
}: {
  proposed: number;
  ambiguous: number;
  /** Null when no run has counted them. */
  unmatched: number | null;
}): string {
  const parts = [`${formatCount(proposed)} proposed`, `${formatCount(ambiguous)} ambiguous`];
  if (unmatched !== null) parts.push(`${formatCount(unmatched)} without a match`);
  return parts.join(", ");
}

/** What came of confirming, with what was left out and why. */
export function confirmedWords({ confirmed, refused, underWay }: Omit<ConfirmedAdoptions, "isMore">): string {
  const parts = [`${formatCountOf(confirmed, "product")} linked.`];
  if (refused > 0) parts.push(`${formatCount(refused)} linked otherwise meanwhile.`);
  if (underWay > 0) parts.push(`${formatCount(underWay)} being uploaded right now: confirm them later.`);
  return parts.join(" ");
}

/** What came of what was asked of the adoption page; null while a confirmation goes on. */
export function settledWords(settled: SettledAdoptions): string | null {
  switch (settled.done) {
    case "looking":
      return "The search for matches has started.";
    case "confirmed":
      return settled.isMore ? null : confirmedWords(settled);
    case "rejected":
      return `${formatCountOf(settled.rejected, "product")} left to the merchant.`;
    case "resolved":
      return "The product is linked.";
  }
}
