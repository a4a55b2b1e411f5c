import type { GraphQLResolveInfo } from "graphql";
import type { UserError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import type { LocationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { idempotent } from "../inventory/idempotency.ts";
import { setAvailable } from "../inventory/inventory-set-quantities.ts";
import { Refusals } from "../refusals.ts";
import { hasActiveInventory, isPrimary, stockAt, tellOfLocation } from "./location-stock.ts";

interface LifecyclePayload {
  location: LocationRecord | null;
  userErrors: UserError[];
  locationActivateUserErrors: UserError[];
  locationDeactivateUserErrors: UserError[];
}

function payload(location: LocationRecord | null, errors: UserError[]): LifecyclePayload {
  return {
    location,
    userErrors: errors,
    locationActivateUserErrors: errors,
    locationDeactivateUserErrors: errors,
  };
}

/** Opens a location again. Recorded: location-activate-not-found, -activate-deactivate-with-idempotency-directive. */
export function locationActivate(
  args: { locationId: string },
  request: AdminRequest,
  info: GraphQLResolveInfo,
): LifecyclePayload {
  const { shop } = request;
  return idempotent(
    request,
    info,
    args,
    (errors) => payload(null, errors),
    () => {
      const location = shop.location(idOfKind("Location", args.locationId));
      if (!location) return payload(null, [notFound]);
      if (!location.isActive) {
        Object.assign(location, { isActive: true, deactivatedAtMs: null, updatedAtMs: shop.nowMs() });
        tellOfLocation(shop, "locations/activate", location);
      }
      return payload(location, []);
    },
  );
}

/**
 * Closes a location; its stock moves to the destination, if one is named.
 *
 * Recorded (2026-04): location-deactivate-state-machine, location-deactivate-cold-targets.
 */
export function locationDeactivate(
  args: { locationId: string; destinationLocationId?: string | null },
  request: AdminRequest,
  info: GraphQLResolveInfo,
): LifecyclePayload {
  return idempotent(
    request,
    info,
    args,
    (errors) => payload(null, errors),
    () => deactivate(request.shop, args),
  );
}

const notFound: UserError = { field: ["locationId"], message: "Location not found.", code: "LOCATION_NOT_FOUND" };

function deactivate(
  shop: ShopState,
  args: { locationId: string; destinationLocationId?: string | null },
): LifecyclePayload {
  const location = shop.location(idOfKind("Location", args.locationId));
  if (!location) return payload(null, [notFound]);
  const refusals = new Refusals([], true);
  const destination = args.destinationLocationId
    ? readDestination(shop, location, args.destinationLocationId, refusals)
    : null;
  if (refusals.isEmpty) checkDeactivation(shop, location, destination, refusals);
  if (!refusals.isEmpty) return payload(location, refusals.errors);
  for (const { item, level } of stockAt(shop, location)) {
    if (!destination) continue;
    const there = item.levels.find((candidate) => candidate.locationId === destination.id);
    setAvailable(shop, item, destination.id, (there?.available ?? 0) + level.available);
    setAvailable(shop, item, location.id, 0);
  }
  const nowMs = shop.nowMs();
  Object.assign(location, {
    isActive: false,
    fulfillsOnlineOrders: false,
    deactivatedAtMs: nowMs,
    updatedAtMs: nowMs,
  });
  tellOfLocation(shop, "locations/deactivate", location);
  return payload(location, []);
}

function readDestination(
  shop: ShopState,
  location: LocationRecord,
  destinationGid: string,
  refusals: Refusals,
): LocationRecord | null {
  const field = ["destinationLocationId"];
  const destination = shop.location(idOfKind("Location", destinationGid));
  if (!destination) {
    refusals.add(field, "destination location not shopify managed", "DESTINATION_LOCATION_NOT_SHOPIFY_MANAGED");
  } else if (destination.id === location.id) {
    const message =
      "Location could not be deactivated because the destination location cannot be set to the location to be deactivated.";
    refusals.add(field, message, "DESTINATION_LOCATION_IS_THE_SAME_LOCATION");
  } else if (!destination.isActive) {
    const message =
      "Location could not be deactivated because the destination location could be not found or is inactive.";
    refusals.add(field, message, "DESTINATION_LOCATION_NOT_FOUND_OR_INACTIVE");
  }
  return destination;
}

function checkDeactivation(
  shop: ShopState,
  location: LocationRecord,
  destination: LocationRecord | null,
  refusals: Refusals,
): void {
  const refuse = (message: string, code: string): void => refusals.add(["locationId"], message, code);
  const online = shop.locations.filter((other) => other.isActive && other.fulfillsOnlineOrders);
  if (isPrimary(shop, location)) {
    refuse(
      "Location could not be deactivated because it either has a fulfillment service or is the only location with a shipping address.",
      "PERMANENTLY_BLOCKED_FROM_DEACTIVATION_ERROR",
    );
  } else if (!destination && hasActiveInventory(shop, location)) {
    refuse(
      "Location could not be deactivated without specifying where to relocate inventory stocked at the location.",
      "HAS_ACTIVE_INVENTORY_ERROR",
    );
  } else if (online.length === 1 && online[0]?.id === location.id) {
    refuse("At least one location must fulfill online orders.", "CANNOT_DISABLE_ONLINE_ORDER_FULFILLMENT");
  }
}

/** Deletes a closed location. Recorded: location-delete-inventory-level-cascade. */
export function locationDelete(
  args: { locationId: string },
  { shop }: AdminRequest,
): { deletedLocationId: string | null; userErrors: UserError[]; locationDeleteUserErrors: UserError[] } {
  const refusals = new Refusals([], true);
  const location = shop.location(idOfKind("Location", args.locationId));
  if (!location) refusals.errors.push(notFound);
  else {
    if (location.isActive) {
      refusals.add(["locationId"], "The location cannot be deleted while it is active.", "LOCATION_IS_ACTIVE");
    }
    if (hasActiveInventory(shop, location)) {
      refusals.add(["locationId"], "The location cannot be deleted while it has inventory.", "LOCATION_HAS_INVENTORY");
    }
  }
  if (!location || !refusals.isEmpty) {
    return { deletedLocationId: null, userErrors: refusals.errors, locationDeleteUserErrors: refusals.errors };
  }
  for (const { item, level } of stockAt(shop, location)) {
    item.levels.splice(item.levels.indexOf(level), 1);
    const body = { inventory_item_id: item.id, location_id: location.id };
    shop.environment.webhooks.emit(shop.domain, "inventory_levels/disconnect", () => body);
  }
  shop.locations.splice(shop.locations.indexOf(location), 1);
  shop.environment.webhooks.emit(shop.domain, "locations/delete", () => ({ id: location.id }));
  return { deletedLocationId: gid("Location", location.id), userErrors: [], locationDeleteUserErrors: [] };
}
