import type { InventoryItemRecord, LevelRecord, LocationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { locationPayload } from "../../webhooks/stock-payloads.ts";

export interface StockedItem {
  item: InventoryItemRecord;
  level: LevelRecord;
}

/** Every item that is stocked at a location, with its level there. */
export function stockAt(shop: ShopState, location: LocationRecord): StockedItem[] {
  const found: StockedItem[] = [];
  for (const item of shop.catalog.items()) {
    const level = item.levels.find((candidate) => candidate.locationId === location.id);
    if (level) found.push({ item, level });
  }
  return found;
}

export function hasActiveInventory(shop: ShopState, location: LocationRecord): boolean {
  return stockAt(shop, location).some(({ level }) => level.available !== 0 || level.committed !== 0);
}

export function isPrimary(shop: ShopState, location: LocationRecord): boolean {
  return shop.locations[0]?.id === location.id;
}

export function tellOfLocation(shop: ShopState, topic: string, location: LocationRecord): void {
  const snapshot = { ...location };
  shop.environment.webhooks.emit(shop.domain, topic, () => locationPayload(snapshot));
}
