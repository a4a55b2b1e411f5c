import type { GraphQLResolveInfo } from "graphql";
import { notSimulated, type UserError } from "../../graphql/errors.ts";
import type { InventoryAdjustQuantitiesInput } from "../../graphql/stock-inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { ShopState } from "../../state/shop.ts";
import { recordWrite } from "../products/commit.ts";
import { Refusals } from "../refusals.ts";
import { type AdjustmentPayload, checkAdjustmentHeader, groupOf, type QuantityChange } from "./adjustment-group.ts";
import { idempotent } from "./idempotency.ts";
import { requireChangeFromQuantity, setAvailable, staleQuantity } from "./inventory-set-quantities.ts";

const names = ["available", "damaged", "incoming", "quality_control", "reserved", "safety_stock"];

/**
 * Changes stock by deltas, all or none; like `inventorySetQuantities` in its reasons, keys and compare-and-set.
 *
 * Recorded (2026-04): inventory-adjust-name-allowlist, inventory-existence-validation, inventory-reason-validation,
 * inventory-item-levels-connection-windowing.
 */
export function inventoryAdjustQuantities(
  args: { input: InventoryAdjustQuantitiesInput },
  request: AdminRequest,
  info: GraphQLResolveInfo,
): AdjustmentPayload {
  const refuse = (userErrors: UserError[]): AdjustmentPayload => ({ inventoryAdjustmentGroup: null, userErrors });
  return idempotent(request, info, args, refuse, () => adjust(args.input, request));
}

function adjust(input: InventoryAdjustQuantitiesInput, request: AdminRequest): AdjustmentPayload {
  const { shop } = request;
  requireChangeFromQuantity(input.changes);
  const refusals = new Refusals(["input"], true);
  if (!names.includes(input.name)) {
    const message = `The specified quantity name is invalid. Valid values are: ${names.join(", ")}.`;
    refusals.add(["name"], message, "INVALID_QUANTITY_NAME");
  }
  checkAdjustmentHeader(input, refusals);
  const changes = refusals.isEmpty ? readChanges(shop, input, refusals) : [];
  if (!refusals.isEmpty) return { inventoryAdjustmentGroup: null, userErrors: refusals.errors };
  if (input.name !== "available") throw notSimulated(`inventory quantity ${input.name}`);
  for (const { item, location, delta } of changes) {
    const present = item.levels.find((level) => level.locationId === location.id)?.available ?? 0;
    setAvailable(shop, item, location.id, present + delta);
  }
  const group = groupOf(shop, input, changes);
  if (group) {
    recordWrite(shop, null, "stock-set", changes.length, { ...request, operation: "inventoryAdjustQuantities" });
  }
  return { inventoryAdjustmentGroup: group, userErrors: [] };
}

function readChanges(shop: ShopState, input: InventoryAdjustQuantitiesInput, refusals: Refusals): QuantityChange[] {
  return input.changes.flatMap((change, index) => {
    const path = ["changes", index];
    const item = shop.catalog.item(idOfKind("InventoryItem", change.inventoryItemId));
    const location = shop.location(idOfKind("Location", change.locationId));
    if (!item) {
      const message = "The specified inventory item could not be found.";
      refusals.add([...path, "inventoryItemId"], message, "INVALID_INVENTORY_ITEM");
    }
    if (!location) {
      refusals.add([...path, "locationId"], "The specified location could not be found.", "INVALID_LOCATION");
    }
    if (!item || !location) return [];
    const present = item.levels.find((level) => level.locationId === location.id)?.available ?? 0;
    const expected = change.changeFromQuantity;
    if (typeof expected === "number" && expected !== present) {
      refusals.add([...path, "changeFromQuantity"], staleQuantity, "CHANGE_FROM_QUANTITY_STALE");
    }
    return [{ name: input.name, delta: change.delta, item, location }];
  });
}
