import { notSimulated } from "../graphql/errors.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { type GidKind, parseGid } from "../state/gids.ts";
import { levelOf, type LevelOfItem } from "./inventory.ts";

const finders: Partial<Record<GidKind, (request: AdminRequest, id: number) => object | null>> = {
  Product: ({ shop }, id) => shop.catalog.product(id),
  ProductVariant: ({ shop }, id) => shop.catalog.variant(id),
  InventoryItem: ({ shop }, id) => shop.catalog.item(id),
  Location: ({ shop }, id) => shop.location(id),
  Publication: ({ shop }, id) => shop.publication(id),
  Collection: ({ shop }, id) => shop.collections.get(id) ?? null,
  MetafieldDefinition: ({ shop }, id) => shop.definitions.withId(id),
  ProductSetOperation: ({ shop }, id) => shop.operations.get(id) ?? null,
  ProductDeleteOperation: ({ shop }, id) => shop.operations.get(id) ?? null,
  BulkOperation: ({ shop }, id) => shop.bulkOperations.withId(id),
};

function isSimulatedKind(kind: string): kind is keyof typeof finders {
  return kind in finders;
}

/** Any record by its global id, read from the record and not from the search index; null when it is gone. */
export function findNode(request: AdminRequest, id: string): object | null {
  const parsed = parseGid(id);
  if (!parsed) return null;
  if (parsed.kind === "InventoryLevel") return findLevel(request, id, parsed.id);
  if (!isSimulatedKind(parsed.kind)) throw notSimulated(`node of kind ${parsed.kind}`);
  return finders[parsed.kind]?.(request, parsed.id) ?? null;
}

function findLevel({ shop }: AdminRequest, gid: string, locationId: number): LevelOfItem | null {
  const itemId = Number(/[?&]inventory_item_id=(\d+)/.exec(gid)?.[1]);
  const item = shop.catalog.item(itemId);
  const level = item?.levels.find((candidate) => candidate.locationId === locationId);
  return item && level ? levelOf(item, level) : null;
}
