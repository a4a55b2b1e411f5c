import type { GraphQLResolveInfo } from "graphql";
import { topLevelError, type UserError } from "../../graphql/errors.ts";
import type { InventoryQuantityInput, InventorySetQuantitiesInput } from "../../graphql/stock-inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { InventoryItemRecord, LevelRecord, LocationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { tellOfConnection, tellOfStock } from "../../webhooks/tell-product.ts";
import { recordWrite } from "../products/commit.ts";
import { Refusals } from "../refusals.ts";
import { type AdjustmentPayload, checkAdjustmentHeader, groupOf, type QuantityChange } from "./adjustment-group.ts";
import { idempotent } from "./idempotency.ts";

const maximumQuantity = 1_000_000_000;

/**
 * Sets stock absolutely, at most 250 entries, all or none. `changeFromQuantity` is a compare-and-set, null skips it.
 *
 * No change at all answers a null group without errors, which is a success. Recorded (2026-04):
 * inventory-reason-validation, inventorySetQuantities-name-validation, inventorySetQuantities-quantity-bounds.
 */
export function inventorySetQuantities(
  args: { input: InventorySetQuantitiesInput },
  request: AdminRequest,
  info: GraphQLResolveInfo,
): AdjustmentPayload {
  const refuse = (userErrors: UserError[]): AdjustmentPayload => ({ inventoryAdjustmentGroup: null, userErrors });
  return idempotent(request, info, args, refuse, () => setQuantities(args.input, request));
}

interface PlannedChange {
  item: InventoryItemRecord;
  location: LocationRecord;
  level: LevelRecord | null;
  available: number;
}

function setQuantities(input: InventorySetQuantitiesInput, request: AdminRequest): AdjustmentPayload {
  const { shop } = request;
  requireChangeFromQuantity(input.quantities);
  const refusals = new Refusals(["input"], true);
  checkHeader(input, refusals);
  const planned = refusals.isEmpty ? plan(shop, input, refusals) : [];
  if (!refusals.isEmpty) return { inventoryAdjustmentGroup: null, userErrors: refusals.errors };
  const changes: QuantityChange[] = [];
  for (const { item, location, level, available } of planned) {
    const delta = available - (level?.available ?? 0);
    if (delta !== 0 || !level) changes.push({ name: "available", delta, item, location });
    setAvailable(shop, item, location.id, available);
  }
  const group = groupOf(shop, input, changes);
  if (group) {
    const movedCount = changes.filter((change) => change.delta !== 0).length;
    recordWrite(shop, null, "stock-set", movedCount, { ...request, operation: "inventorySetQuantities" });
  }
  return { inventoryAdjustmentGroup: group, userErrors: [] };
}

export const staleQuantity = "The changeFromQuantity value does not match persisted value.";

/**
 * The schema text says that it is mandatory, null included; the words of the error are not recorded.
 *
 * @throws GraphQLError INVALID_FIELD_ARGUMENTS
 */
export function requireChangeFromQuantity(entries: readonly { changeFromQuantity?: number | null }[]): void {
  if (entries.every((entry) => entry.changeFromQuantity !== undefined)) return;
  const message = "changeFromQuantity must be given for each quantity: a number, or null to skip the check.";
  throw topLevelError(message, "INVALID_FIELD_ARGUMENTS");
}

function checkHeader(input: InventorySetQuantitiesInput, refusals: Refusals): void {
  if (input.name !== "available" && input.name !== "on_hand") {
    refusals.add(["name"], "The quantity name must be either 'available' or 'on_hand'.", "INVALID_NAME");
  }
  checkAdjustmentHeader(input, refusals);
}

function plan(shop: ShopState, input: InventorySetQuantitiesInput, refusals: Refusals): PlannedChange[] {
  const places = new Map<string, number>();
  for (const { inventoryItemId, locationId } of input.quantities) {
    const place = `${inventoryItemId} ${locationId}`;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  return input.quantities.flatMap((quantity, index) => {
    const path = ["quantities", index];
    if ((places.get(`${quantity.inventoryItemId} ${quantity.locationId}`) ?? 0) > 1) {
      const message = "The combination of inventoryItemId and locationId must be unique.";
      refusals.add([...path, "locationId"], message, "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR");
    }
    if (!checkBounds(input.name, quantity, path, refusals)) return [];
    const item = shop.catalog.item(idOfKind("InventoryItem", quantity.inventoryItemId));
    const location = shop.location(idOfKind("Location", quantity.locationId));
    if (!item) {
      const message = "The specified inventory item could not be found.";
      refusals.add([...path, "inventoryItemId"], message, "INVALID_INVENTORY_ITEM");
    }
    if (!location) {
      refusals.add([...path, "locationId"], "The specified location could not be found.", "INVALID_LOCATION");
    }
    if (!item || !location) return [];
    const level = item.levels.find((candidate) => candidate.locationId === location.id) ?? null;
    const committed = level?.committed ?? 0;
    const present = (level?.available ?? 0) + (input.name === "on_hand" ? committed : 0);
    const expected = quantity.changeFromQuantity;
    if (typeof expected === "number" && expected !== present) {
      refusals.add([...path, "changeFromQuantity"], staleQuantity, "CHANGE_FROM_QUANTITY_STALE");
    }
    const available = quantity.quantity - (input.name === "on_hand" ? committed : 0);
    return [{ item, location, level, available }];
  });
}

function checkBounds(
  name: string,
  quantity: InventoryQuantityInput,
  path: readonly (string | number)[],
  refusals: Refusals,
): boolean {
  const field = [...path, "quantity"];
  if (quantity.quantity > maximumQuantity) {
    refusals.add(field, "The quantity can't be higher than 1,000,000,000.", "INVALID_QUANTITY_TOO_HIGH");
  } else if (quantity.quantity < -maximumQuantity) {
    refusals.add(field, "The quantity can't be lower than -1,000,000,000.", "INVALID_QUANTITY_TOO_LOW");
  } else if (name === "on_hand" && quantity.quantity < 0) {
    refusals.add(field, "The quantity can't be negative.", "INVALID_QUANTITY_NEGATIVE");
  } else return true;
  return false;
}

/** Sets what is available of an item at a location and tells the webhooks; stocks the item there first, if need be. */
export function setAvailable(
  shop: ShopState,
  item: InventoryItemRecord,
  locationId: number,
  available: number,
): LevelRecord {
  const nowMs = shop.nowMs();
  let level = item.levels.find((candidate) => candidate.locationId === locationId);
  if (!level) {
    level = { locationId, available: 0, committed: 0, updatedAtMs: nowMs };
    item.levels.push(level);
    tellOfConnection(shop, item, level);
  } else if (level.isInactive) {
    delete level.isInactive;
    tellOfConnection(shop, item, level);
  }
  if (level.available === available) return level;
  level.available = available;
  level.updatedAtMs = nowMs;
  item.updatedAtMs = nowMs;
  tellOfStock(shop, item, level);
  return level;
}
