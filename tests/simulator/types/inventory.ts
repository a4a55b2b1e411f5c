import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { notSimulated } from "../graphql/errors.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import type { AdjustmentGroup, QuantityChange } from "../rules/inventory/adjustment-group.ts";
import { gid, idOfKind, inventoryLevelGid } from "../state/gids.ts";
import type { InventoryItemRecord, LevelRecord } from "../state/records.ts";
import { searchLevels } from "./search/inventory-search.ts";
import { dateTime } from "./times.ts";

/** A level as an answer of its own. */
export interface LevelOfItem {
  kind: "InventoryLevel";
  id: number;
  item: InventoryItemRecord;
  level: LevelRecord;
}

export function levelOf(item: InventoryItemRecord, level: LevelRecord): LevelOfItem {
  return { kind: "InventoryLevel", id: level.locationId, item, level };
}

export interface LevelsArguments extends ConnectionArguments {
  query?: string | null;
  includeInactive?: boolean | null;
}

/** Levels that a connection shows: active ones unless others are asked for, and what its search finds. */
export function shownLevels(levels: readonly LevelOfItem[], args: LevelsArguments): LevelOfItem[] {
  const shown = levels.filter(({ level }) => !level.isInactive || args.includeInactive === true);
  return searchLevels(shown, args.query);
}

defineObjectType<InventoryItemRecord>("InventoryItem", {
  id: (item) => gid("InventoryItem", item.id),
  legacyResourceId: (item) => String(item.id),
  sku: (item, _args: object, { shop }) => shop.catalog.variant(item.variantId)?.sku ?? null,
  tracked: (item) => item.tracked,
  requiresShipping: (item) => item.requiresShipping,
  unitCost: (item, _args: object, { shop }) =>
    item.cost === null ? null : { amount: item.cost, currencyCode: shop.currencyCode },
  countryCodeOfOrigin: (item) => item.countryCodeOfOrigin,
  provinceCodeOfOrigin: (item) => item.provinceCodeOfOrigin,
  harmonizedSystemCode: (item) => item.harmonizedSystemCode,
  measurement: (item) => ({ weight: { value: item.weightValue, unit: item.weightUnit } }),
  locationsCount: (item) => ({
    count: item.levels.filter((level) => !level.isInactive).length,
    precision: "EXACT",
  }),
  inventoryLevel: (item, args: { locationId: string; includeInactive?: boolean | null }) => {
    const locationId = idOfKind("Location", args.locationId);
    const level = item.levels.find((candidate) => candidate.locationId === locationId);
    return level && (!level.isInactive || args.includeInactive === true) ? levelOf(item, level) : null;
  },
  inventoryLevels: (item, args: LevelsArguments) =>
    paginate(
      shownLevels(
        item.levels.map((level) => levelOf(item, level)),
        args,
      ),
      args,
    ),
  variant: (item, _args: object, { shop }) => shop.catalog.variant(item.variantId),
  variants: (item, args: ConnectionArguments, { shop }) => {
    const variant = shop.catalog.variant(item.variantId);
    return paginate(variant ? [variant] : [], args);
  },
  createdAt: (item) => dateTime(item.createdAtMs),
  updatedAt: (item) => dateTime(item.updatedAtMs),
});

defineObjectType<LevelOfItem>("InventoryLevel", {
  id: ({ item, level }) => inventoryLevelGid(level.locationId, item.id),
  isActive: ({ level }) => !level.isInactive,
  item: ({ item }) => item,
  location: ({ level }, _args: object, { shop }) => shop.location(level.locationId),
  quantities: ({ item, level }, args: { names: string[] }) =>
    args.names.map((name) => ({
      id: `gid://shopify/InventoryQuantity/${level.locationId}?inventory_item_id=${item.id}&name=${name}`,
      name,
      quantity: quantityOf(level, name),
      // Recorded: only what is available tells when it was changed last.
      updatedAt: name === "available" ? dateTime(level.updatedAtMs) : null,
    })),
  updatedAt: ({ level }) => dateTime(level.updatedAtMs),
});

function quantityOf(level: LevelRecord, name: string): number {
  switch (name) {
    case "available":
      return level.available;
    case "committed":
      return level.committed;
    case "on_hand":
      return level.available + level.committed;
    case "incoming":
    case "reserved":
    case "damaged":
    case "safety_stock":
    case "quality_control":
      return 0;
    default:
      throw notSimulated(`inventory quantity ${name}`);
  }
}

defineObjectType<AdjustmentGroup>("InventoryAdjustmentGroup", {
  id: (group) => gid("InventoryAdjustmentGroup", group.id),
  reason: (group) => group.reason,
  referenceDocumentUri: (group) => group.referenceDocumentUri,
  createdAt: (group) => dateTime(group.createdAtMs),
  changes: (group) => group.changes,
});

defineObjectType<QuantityChange>("InventoryChange", {
  name: (change) => change.name,
  delta: (change) => change.delta,
  quantityAfterChange: () => null,
  item: (change) => change.item,
  location: (change) => change.location,
});
