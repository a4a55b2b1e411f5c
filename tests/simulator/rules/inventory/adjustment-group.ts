import type { UserError } from "../../graphql/errors.ts";
import type { InventoryItemRecord, LocationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";

export interface QuantityChange {
  name: string;
  delta: number;
  item: InventoryItemRecord;
  location: LocationRecord;
}

/** What one call changed of the stock. */
export interface AdjustmentGroup {
  kind: "InventoryAdjustmentGroup";
  id: number;
  reason: string;
  referenceDocumentUri: string | null;
  createdAtMs: number;
  changes: QuantityChange[];
}

export interface AdjustmentPayload {
  inventoryAdjustmentGroup: AdjustmentGroup | null;
  userErrors: UserError[];
}

export interface AdjustmentHeader {
  reason: string;
  referenceDocumentUri?: string | null;
}

const reasons = (
  "correction cycle_count_available damaged movement_canceled movement_created movement_received movement_updated other " +
  "promotion quality_control received reservation_created reservation_deleted reservation_updated restock safety_stock shrinkage"
).split(" ");

/** Recorded (2026-04): inventory-reason-validation. */
export function checkAdjustmentHeader(input: AdjustmentHeader, refusals: Refusals): void {
  if (!reasons.includes(input.reason)) {
    const message = `The specified reason is invalid. Valid values are: ${reasons.join(", ")}.`;
    refusals.add(["reason"], message, "INVALID_REASON");
  }
  if (input.referenceDocumentUri && !/^[a-z][\w+.-]*:\/\/.+/i.test(input.referenceDocumentUri)) {
    const message = "The specified reference document is invalid.";
    refusals.add(["referenceDocumentUri"], message, "INVALID_REFERENCE_DOCUMENT");
  }
}

/** The answer to a call that changed what is available. Nothing moved: null without an error, which is a success. */
export function groupOf(
  shop: ShopState,
  input: AdjustmentHeader,
  changes: readonly QuantityChange[],
): AdjustmentGroup | null {
  const moved = changes.filter((change) => change.delta !== 0);
  if (moved.length === 0) return null;
  return {
    kind: "InventoryAdjustmentGroup",
    id: shop.environment.ids.adjustment.next(),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    createdAtMs: shop.nowMs(),
    // Recorded: every change of `available` comes again as one of `on_hand`, after all of the former.
    changes: [...moved, ...moved.map((change) => ({ ...change, name: "on_hand" }))],
  };
}
