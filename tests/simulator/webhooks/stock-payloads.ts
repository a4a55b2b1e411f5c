import { gid } from "../state/gids.ts";
import type { InventoryItemRecord, LocationRecord } from "../state/records.ts";
import { webhookTime } from "./payloads.ts";

/* Bodies of webhooks about inventory items and locations: the REST shapes that Shopify's samples show. */

const weightUnits: Readonly<Record<string, string>> = { KILOGRAMS: "kg", GRAMS: "g", POUNDS: "lb", OUNCES: "oz" };

/** inventory_items/create and inventory_items/update. */
export function inventoryItemPayload(item: InventoryItemRecord, sku: string | null): Record<string, unknown> {
  const { provinceCodeOfOrigin, harmonizedSystemCode, countryCodeOfOrigin } = item;
  return {
    id: item.id,
    sku,
    created_at: webhookTime(item.createdAtMs),
    updated_at: webhookTime(item.updatedAtMs),
    requires_shipping: item.requiresShipping,
    cost: item.cost,
    country_code_of_origin: countryCodeOfOrigin,
    province_code_of_origin: provinceCodeOfOrigin,
    harmonized_system_code: harmonizedSystemCode,
    tracked: item.tracked,
    country_harmonized_system_codes: [],
    weight_value: item.weightValue,
    weight_unit: weightUnits[item.weightUnit] ?? item.weightUnit.toLowerCase(),
    admin_graphql_api_id: gid("InventoryItem", item.id),
  };
}

/** inventory_items/delete. */
export function deletedItemPayload(item: InventoryItemRecord): Record<string, unknown> {
  return {
    id: item.id,
    country_code_of_origin: item.countryCodeOfOrigin,
    province_code_of_origin: item.provinceCodeOfOrigin,
    harmonized_system_code: item.harmonizedSystemCode,
    country_harmonized_system_codes: [],
    admin_graphql_api_id: gid("InventoryItem", item.id),
  };
}

const countryNames = new Intl.DisplayNames("en", { type: "region" });

/** locations/create, /update, /activate and /deactivate. Names of provinces are not kept. */
export function locationPayload(location: LocationRecord): Record<string, unknown> {
  const { address } = location;
  return {
    id: location.id,
    name: location.name,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.provinceCode,
    country: address.countryCode,
    phone: address.phone,
    created_at: webhookTime(location.createdAtMs),
    updated_at: webhookTime(location.updatedAtMs),
    country_code: address.countryCode,
    country_name: address.countryCode === null ? null : (countryNames.of(address.countryCode) ?? null),
    province_code: address.provinceCode,
    legacy: false,
    active: location.isActive,
    admin_graphql_api_id: gid("Location", location.id),
  };
}
