import { notSimulated } from "../../graphql/errors.ts";
import type { InventoryItemRecord, LocationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { LevelOfItem } from "../inventory.ts";
import { compareNumbers, idIn, matchesText, searchTest, type Term } from "./search-expression.ts";

/** Inventory items that a search finds. Recorded: inventory-connection-query-windowing. */
export function searchInventoryItems(shop: ShopState, query: string | null | undefined): InventoryItemRecord[] {
  const isFound = searchTest<InventoryItemRecord>(query, (item, term) => {
    switch (term.field) {
      case "id":
        return compareNumbers(item.id, idIn(term), term);
      case "sku":
        return matchesText(shop.catalog.variant(item.variantId)?.sku ?? "", term.value);
      case "tracked":
        return item.tracked === (term.value.toLowerCase() === "true");
      case "updated_at":
        return compareNumbers(item.updatedAtMs, Date.parse(term.value), term);
      case "created_at":
        return compareNumbers(item.createdAtMs, Date.parse(term.value), term);
      case null:
      default:
        throw notSimulated(`inventoryItems(query:) filter ${term.field ?? "without a field"}`);
    }
  });
  return Array.from(shop.catalog.items()).filter(isFound);
}

/**
 * Levels that a search finds; a field that the search does not know is left out.
 *
 * Recorded: inventory-item-levels-connection-windowing (2026-04, `location_id` is not known).
 */
export function searchLevels(levels: readonly LevelOfItem[], query: string | null | undefined): LevelOfItem[] {
  const isFound = searchTest<LevelOfItem>(query, ({ item, level }, term) => {
    switch (term.field) {
      case "inventory_item_id":
        return compareNumbers(item.id, idIn(term), term);
      case "updated_at":
        return compareNumbers(level.updatedAtMs, Date.parse(term.value), term);
      case null:
      default:
        return !term.isNegated;
    }
  });
  return levels.filter(isFound);
}

interface LocationSearch {
  query?: string | null;
  sortKey?: string | null;
  includeInactive?: boolean | null;
  includeLegacy?: boolean | null;
}

/** Locations that a search finds. Recorded: location-connection-filters (2026-04). */
export function searchLocations(shop: ShopState, args: LocationSearch): LocationRecord[] {
  const isFound = searchTest<LocationRecord>(args.query, matchesLocation);
  const found = shop.locations.filter(
    (location) =>
      (location.isActive || args.includeInactive === true) &&
      (!location.isFulfillmentService || args.includeLegacy === true) &&
      isFound(location),
  );
  if (args.sortKey === "NAME") found.sort((a, b) => (a.name < b.name ? -1 : 1));
  else if (args.sortKey && args.sortKey !== "ID" && args.sortKey !== "RELEVANCE") {
    throw notSimulated(`locations(sortKey: ${args.sortKey})`);
  }
  return found;
}

function matchesLocation(location: LocationRecord, term: Term): boolean {
  switch (term.field) {
    case "id":
      return compareNumbers(location.id, idIn(term), term);
    case "name":
      return matchesText(location.name, term.value);
    case "active":
      return location.isActive === (term.value.toLowerCase() === "true");
    case "city":
      return matchesText(location.address.city ?? "", term.value);
    case "address1":
      return matchesText(location.address.address1 ?? "", term.value);
    case "country":
      return matchesText(location.address.countryCode ?? "", term.value);
    case "zip":
      return matchesText(location.address.zip ?? "", term.value);
    case null:
    default:
      throw notSimulated(`locations(query:) filter ${term.field ?? "without a field"}`);
  }
}
