import type { UserError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import type { ShopPlan } from "../../options.ts";
import { idOfKind } from "../../state/gids.ts";
import { newLocation } from "../../state/locations.ts";
import type { LocationRecord } from "../../state/records.ts";
import { Refusals } from "../refusals.ts";
import { applyLocationFields, type LocationFieldsInput } from "./location-fields.ts";
import { tellOfLocation } from "./location-stock.ts";

export interface LocationPayload {
  location: LocationRecord | null;
  userErrors: UserError[];
}

/** Active locations that a plan allows. The figures are [C]; recorded: 200 for a development store. */
export function locationLimitOf(plan: ShopPlan): number {
  return plan === "standard" || plan === "advanced" ? 10 : 1_000;
}

/** Opens a location. Recorded: location-add-edit-uniqueness-and-required-fields, -resource-limit-reached (2026-04). */
export function locationAdd(
  args: { input: LocationFieldsInput & { name: string } },
  { shop }: AdminRequest,
): LocationPayload {
  const refusals = new Refusals(["input"], true);
  const location = newLocation(shop.environment, args.input.name);
  applyLocationFields(shop, location, args.input, refusals);
  const limit = locationLimitOf(shop.plan);
  if (refusals.isEmpty && shop.locations.filter((other) => other.isActive).length >= limit) {
    refusals.add([], `You have reached the maximum number of locations (${limit})`, "INVALID");
  }
  if (!refusals.isEmpty) return { location: null, userErrors: refusals.errors };
  shop.locations.push(location);
  tellOfLocation(shop, "locations/create", location);
  return { location, userErrors: [] };
}

/** Changes a location. Recorded: location-add-edit-uniqueness-and-required-fields. */
export function locationEdit(
  args: { id: string; input: LocationFieldsInput },
  { shop }: AdminRequest,
): LocationPayload {
  const refusals = new Refusals(["input"], true);
  const location = shop.location(idOfKind("Location", args.id));
  if (!location) {
    return { location: null, userErrors: [{ field: ["id"], message: "Location not found.", code: "NOT_FOUND" }] };
  }
  const draft = { ...location };
  applyLocationFields(shop, draft, args.input, refusals);
  if (!refusals.isEmpty) return { location: null, userErrors: refusals.errors };
  Object.assign(location, draft, { updatedAtMs: shop.nowMs() });
  tellOfLocation(shop, "locations/update", location);
  return { location, userErrors: [] };
}
