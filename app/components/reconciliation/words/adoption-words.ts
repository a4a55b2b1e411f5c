import type { BoundedCount } from "#app/domain/bounded-count.ts";
import type { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import type { ConfirmedAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import type { SettledAdoptions } from "#app/http/reconciliation/settle-adoptions.server.ts";
import type { StatusWords } from "../../status-words.ts";
import type { Text, Texts } from "../../texts/texts.ts";
import { countWords } from "./delivery-words.ts";

export type AdoptionState = (typeof ADOPTION_STATES)[number];
export type AdoptionMatch = (typeof ADOPTION_MATCHES)[number];

export const adoptionStateWords: Record<AdoptionState, StatusWords> = {
  PROPOSED: { label: "Proposed", tone: "info" },
  AMBIGUOUS: { label: "Ambiguous", tone: "attention" },
  CONFIRMED: { label: "Linked", tone: "success" },
  REJECTED: { label: "Left to the merchant" },
  REFUSED: { label: "Too late", tone: "warning" },
};

export const adoptionMatchWords: Record<AdoptionMatch, Text> = {
  CUSTOM_ID: "Catalog id",
  SKU: "SKU",
  BARCODE: "Barcode",
  HANDLE: "Handle",
};

const REASONS: Readonly<Record<string, Text>> = {
  "several-products": "Several products of the catalog share this key.",
  "several-shop-products": "Several products of the shop share this key.",
  "variants-unclear": "The products match, but not all of their variants can be told apart.",
  "no-variant-matches": "The products match, but none of their variants does.",
  "linked-otherwise": "One of the two was linked otherwise before this was confirmed.",
};

/** Why a person has to tell; what a later release calls otherwise is shown as it is. */
export function explainReason(t: Texts, reason: string): string {
  const text = REASONS[reason];
  return text === undefined ? reason : t(text);
}

const PRODUCT_STATUSES: Readonly<Record<string, Text>> = {
  ACTIVE: "active",
  ARCHIVED: "archived",
  DRAFT: "draft",
  UNLISTED: "unlisted",
};

/** Shopify's status of a product; one that the app does not know goes by Shopify's name. */
export function productStatusWords(t: Texts, status: string): string {
  const text = PRODUCT_STATUSES[status];
  return text === undefined ? status.toLowerCase() : t(text);
}

/** "4,800 proposed, 100 ambiguous, 100 without a match". */
export function previewWords(
  t: Texts,
  {
    unmatched,
    ...found
  }: {
    proposed: BoundedCount;
    ambiguous: BoundedCount;
    /** Null when no run has counted them. */
    unmatched: number | null;
  },
): string {
  const shown = { proposed: countWords(t, found.proposed), ambiguous: countWords(t, found.ambiguous) };
  if (unmatched === null) return t("{{proposed}} proposed, {{ambiguous}} ambiguous", shown);
  return t("{{proposed}} proposed, {{ambiguous}} ambiguous, {{unmatched, number}} without a match", {
    ...shown,
    unmatched,
  });
}

/** What came of confirming, with what was left out and why. */
export function confirmedWords(t: Texts, { confirmed, refused, underWay }: Omit<ConfirmedAdoptions, "isMore">): string {
  const parts = [t("{{count, number}} product linked.", { count: confirmed })];
  if (refused > 0) parts.push(t("{{refused, number}} linked otherwise meanwhile.", { refused }));
  if (underWay > 0) parts.push(t("{{underWay, number}} being uploaded right now: confirm them later.", { underWay }));
  return parts.join(" ");
}

/** What came of what was asked of the adoption page; null while a confirmation goes on. */
export function settledWords(t: Texts, settled: SettledAdoptions): string | null {
  switch (settled.done) {
    case "looking":
      return t("The search for matches has started.");
    case "confirmed":
      return settled.isMore ? null : confirmedWords(t, settled);
    case "rejected":
      return t("{{count, number}} product left to the merchant.", { count: settled.rejected });
    case "resolved":
      return t("The product is linked.");
  }
}
