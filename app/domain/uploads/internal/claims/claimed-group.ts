import type { RowWarning } from "../../queries/row-warning.ts";
import type { AcceptedContent, AcceptedVariant, ProductSnapshot, VariantSnapshot } from "../snapshot.ts";

/** One variant of a claimed group, with what is known of it in the shop. */
export interface ClaimedRow {
  id: bigint;
  variantId: string;
  variant: VariantSnapshot;
  hash: string;
  retryCount: number;
  /** The Shopify variant that it is tied to already; null when it has none, or had one that is gone. */
  link: VariantTie | null;
  /** Stock to start with, per Shopify location. */
  stock: readonly StartingStock[];
  /** What preflight found that does not keep it from being sent. */
  warnings?: readonly RowWarning[];
}

export interface VariantTie {
  shopifyVariantId: string;
  shopifyInventoryItemId: string;
  acceptedHash: string | null;
  /** What Shopify accepted of it, where it is known and is not the row's own content. */
  accepted?: AcceptedVariant;
}

export interface StartingStock {
  locationId: string;
  quantity: number;
}

/** A group that this worker holds, with what every try needs to know of it. */
export interface HeldGroup {
  id: bigint;
  organizationId: string;
  batchId: string;
  storeId: string;
  productId: string;
  /** An earlier try sent something whose outcome is not known. */
  isUnclear: boolean;
  failedAttempts: number;
  /** How the latest failed try ended. */
  errorCode: string | null;
  /** Whether its batch repeats tries by itself still. */
  hasRetriesLeft: boolean;
  /** Whether it may wait for the next day when the shop makes no more variants today. */
  waitsForDailyLimit: boolean;
  link: ProductTie | null;
  rows: readonly { id: bigint }[];
}

/** A product on its way into its store, with everything that its next step needs. */
export interface ClaimedGroup extends HeldGroup {
  product: ProductSnapshot;
  productHash: string;
  /** The product was created by an earlier try of this group; its variants' ids are still to be read. */
  acceptedProductId: string | null;
  /** It was linked, and was deleted in the shop since; nobody has said that it may be made anew. */
  isDeletedInShop: boolean;
  rows: ClaimedRow[];
}

/** A product that no longer goes to its store, and what becomes of it there. */
export interface ClaimedDeparture extends HeldGroup {
  rule: "UNPUBLISH" | "ARCHIVE";
  rows: DepartingRow[];
}

export interface DepartingRow {
  id: bigint;
  /** Null when the shop does not have the variant. */
  link: VariantTie | null;
}

export interface ProductTie {
  shopifyProductId: string;
  acceptedHash: string | null;
  accepted: AcceptedContent | null;
  /** Publications that the app has published the product to; null when the app did not make the product. */
  publishedTo: readonly string[] | null;
  /** It has left the store and was taken off sale there: `by` says what the app did for it, null when nothing was to do. */
  departed?: { by: "UNPUBLISH" | "ARCHIVE" | null } | undefined;
}
