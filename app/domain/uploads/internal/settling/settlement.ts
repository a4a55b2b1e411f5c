import type { RowFailure } from "../../failures/row-failure.ts";
import type { RowWarning } from "../../queries/row-warning.ts";
import type { VariantTie } from "../claims/claimed-group.ts";
import type { AcceptedContent } from "../snapshot.ts";

export type AttemptOutcome = "SUCCEEDED" | "REFUSED" | "FAILED" | "UNKNOWN" | "ADOPTED" | "ABSENT";

/** How one call ended. */
export interface AttemptResult {
  attemptId: bigint;
  outcome: AttemptOutcome;
  /** What Shopify answered, as far as it explains the outcome. */
  response: unknown;
  failure: RowFailure | null;
  costPoints: number | null;
  requestId: string | null;
}

/**
 * What became of one row. `LINKED` stores the tie and leaves the row under way. `isAccepted`: the shop's variant has the
 * row's content.
 */
export type RowResult =
  | {
      rowId: bigint;
      status: "SUCCESS";
      tie: Pick<VariantTie, "shopifyVariantId" | "shopifyInventoryItemId">;
      isAccepted: boolean;
      /** Keys of the content of which the shop has kept its own: what was accepted of them stays as it was. */
      kept?: readonly string[];
      warnings?: readonly RowWarning[];
    }
  | {
      rowId: bigint;
      status: "LINKED";
      tie: Pick<VariantTie, "shopifyVariantId" | "shopifyInventoryItemId">;
      isAccepted?: boolean;
    }
  | { rowId: bigint; status: "SKIPPED"; skipReason: "GONE_FROM_SHOP" | "OFF_SALE_ALREADY" | "BELONGS_AGAIN" }
  | { rowId: bigint; status: "FAILED"; failure: RowFailure }
  | { rowId: bigint; status: "PENDING" };

/** What is now known of the Shopify product. */
export interface ProductResult {
  shopifyProductId: string;
  handle: string | null;
  /** All that may be sent was accepted, and nothing is left to do: the same content is unchanged next time. */
  isAccepted: boolean;
  /** What the shop has of our content: the group's snapshot, or this much. Absent: the snapshot when accepted, else as it was. */
  accepted?: "snapshot" | AcceptedContent;
  /** The app made the product, and has published it to these, beside those that are known already. */
  publishedTo?: readonly string[];
}

/** Everything that one step of one group changes: applied whole, or, when the claim is lost, not at all. */
export interface Settlement {
  groupId: bigint;
  attempt?: AttemptResult;
  product?: ProductResult;
  /** The product has left the store and is off sale there: what the app did for it, null when there was nothing to do. */
  departed?: { by: "UNPUBLISH" | "ARCHIVE" | null };
  /** The Shopify product behind the link no longer exists. */
  isProductGone?: boolean;
  rows: RowResult[];
  /** When rows go back to PENDING. */
  dueInSeconds?: number;
  isUnclear?: boolean;
  /** True: the create is done and only ids are missing. False: no longer so, the steps decide anew. */
  isCreated?: boolean;
  /** The group has one try less. A row's own count is of retries by people and systems. */
  countsAsFailedTry?: boolean;
  errorCode?: string;
  /** The shop makes no more variants today. */
  metDailyLimit?: boolean;
  /** The shop made variants for the group. */
  madeVariants?: boolean;
  /** Images were sent, which Shopify fetches later. */
  sentImages?: boolean;
  /** Points of calls that served several groups. */
  sharedCostPoints?: number;
}
