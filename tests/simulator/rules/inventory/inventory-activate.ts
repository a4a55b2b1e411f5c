import type { GraphQLResolveInfo } from "graphql";
import type { UserError } from "../../graphql/errors.ts";
import type { InventoryItemInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { InventoryItemRecord, LevelRecord } from "../../state/records.ts";
import { commitProduct } from "../products/commit.ts";
import { Refusals } from "../refusals.ts";
import { bulkUpdateDialect } from "../variants/dialects.ts";
import { applyVariantFields } from "../variants/fields.ts";
import { idempotent } from "./idempotency.ts";
import { setAvailable } from "./inventory-set-quantities.ts";

interface ActivatePayload {
  inventoryLevel: { kind: "InventoryLevel"; id: number; item: InventoryItemRecord; level: LevelRecord } | null;
  userErrors: UserError[];
}

/**
 * Stocks an item at a location. Again without a quantity it keeps the one it has (Shopify: changelog
 * "inventoryActivate now preserves available quantity").
 *
 * Recorded: inventory-item-levels-connection-windowing (2026-04). The words of the refusals are not recorded.
 */
export function inventoryActivate(
  args: { inventoryItemId: string; locationId: string; available?: number | null },
  request: AdminRequest,
  info: GraphQLResolveInfo,
): ActivatePayload {
  const { shop } = request;
  const refuse = (userErrors: UserError[]): ActivatePayload => ({ inventoryLevel: null, userErrors });
  return idempotent(request, info, args, refuse, () => {
    const refusals = new Refusals([], false);
    const item = shop.catalog.item(idOfKind("InventoryItem", args.inventoryItemId));
    const location = shop.location(idOfKind("Location", args.locationId));
    if (!item) refusals.add(["inventoryItemId"], "The specified inventory item could not be found.", "");
    if (!location) refusals.add(["locationId"], "The specified location could not be found.", "");
    if (!item || !location) return refuse(refusals.errors);
    const present = item.levels.find((level) => level.locationId === location.id)?.available ?? 0;
    const level = setAvailable(shop, item, location.id, args.available ?? present);
    return { inventoryLevel: { kind: "InventoryLevel", id: location.id, item, level }, userErrors: [] };
  });
}

/**
 * Takes an item out of a location; the level is kept with its quantities, but inactive.
 *
 * Recorded: inventory-item-levels-connection-windowing (2026-04), location-delete-inventory-level-cascade.
 */
export function inventoryDeactivate(
  args: { inventoryLevelId: string },
  { shop }: AdminRequest,
): { userErrors: UserError[] } {
  const locationId = /InventoryLevel\/(\d+)/.exec(args.inventoryLevelId)?.[1];
  const itemId = /[?&]inventory_item_id=(\d+)/.exec(args.inventoryLevelId)?.[1];
  const item = shop.catalog.item(itemId === undefined ? null : Number(itemId));
  const level = item?.levels.find((candidate) => candidate.locationId === Number(locationId));
  if (!item || !level) {
    return { userErrors: [{ field: ["inventoryLevelId"], message: "Inventory level does not exist", code: null }] };
  }
  level.isInactive = true;
  const body = { inventory_item_id: item.id, location_id: level.locationId };
  shop.environment.webhooks.emit(shop.domain, "inventory_levels/disconnect", () => body);
  return { userErrors: [] };
}

interface ItemPayload {
  inventoryItem: InventoryItemRecord | null;
  userErrors: UserError[];
}

/** Changes an inventory item as `productVariantsBulkUpdate` does. Recorded: inventory-item-update-parity. */
export function inventoryItemUpdate(
  args: { id: string; input: InventoryItemInput },
  request: AdminRequest,
): ItemPayload {
  const { shop } = request;
  const refusals = new Refusals(["input"], false);
  const item = shop.catalog.item(idOfKind("InventoryItem", args.id));
  const former = item && shop.catalog.variant(item.variantId);
  const product = former && shop.catalog.product(former.productId);
  if (!item || !former || !product) {
    const message = "The product couldn't be updated because it does not exist.";
    return { inventoryItem: null, userErrors: [{ field: ["id"], message, code: null }] };
  }
  const variant = { ...former, updatedAtMs: shop.nowMs() };
  applyVariantFields(shop, variant, { inventoryItem: args.input }, [], bulkUpdateDialect, refusals, "merge");
  if (!refusals.isEmpty) return { inventoryItem: item, userErrors: refusals.errors.map(withoutVariant) };
  const variants = product.variants.map((other) => (other.id === variant.id ? variant : other));
  const draft = { ...product, variants, updatedAtMs: shop.nowMs() };
  commitProduct(shop, draft, "variants-updated", 1, { ...request, operation: "inventoryItemUpdate" });
  return { inventoryItem: variant.item, userErrors: [] };
}

/** Here the item is the input itself, not a part of a variant's. */
function withoutVariant(error: UserError): UserError {
  return { ...error, field: error.field?.filter((part) => part !== "inventoryItem") ?? null };
}
