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

/** A group that this worker holds, with everything that its next step needs. */
export interface ClaimedGroup {
  id: bigint;
  organizationId: string;
  batchId: string;
  storeId: string;
  productId: string;
  product: ProductSnapshot;
  productHash: string;
  /** An earlier try sent something whose outcome is not known. */
  isUnclear: boolean;
  failedAttempts: number;
  /** How the latest failed try ended. */
  errorCode: string | null;
  /** Whether its batch repeats tries by itself still. */
  hasRetriesLeft: boolean;
  /** Whether it may wait for the next day when the shop makes no more variants today. */
  waitsForDailyLimit: boolean;
  /** The product was created by an earlier try of this group; its variants' ids are still to be read. */
  acceptedProductId: string | null;
  link: ProductTie | null;
  /** It was linked, and was deleted in the shop since; nobody has said that it may be made anew. */
  isDeletedInShop: boolean;
  rows: ClaimedRow[];
}

export interface ProductTie {
  shopifyProductId: string;
  acceptedHash: string | null;
  accepted: AcceptedContent | null;
  /** Publications that the app has published the product to; null when the app did not make the product. */
  publishedTo: readonly string[] | null;
}
