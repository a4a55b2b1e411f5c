/** Kinds of records that carry a global id. */
export type GidKind =
  | "Product"
  | "ProductVariant"
  | "ProductOption"
  | "ProductOptionValue"
  | "InventoryItem"
  | "InventoryAdjustmentGroup"
  | "Location"
  | "Publication"
  | "Collection"
  | "Metafield"
  | "MetafieldDefinition"
  | "MediaImage"
  | "ProductSetOperation"
  | "ProductDeleteOperation"
  | "Shop"
  | "App"
  | "AppInstallation"
  | "BulkOperation"
  | "WebhookSubscription";

export function gid(kind: GidKind, id: number): string {
  return `gid://shopify/${kind}/${id}`;
}

const pattern = /^gid:\/\/shopify\/([A-Za-z0-9]+)\/(\d{1,15})(?:\?.*)?$/;

/** Splits a global id; null when the text is not one. */
export function parseGid(text: string): { kind: string; id: number } | null {
  const match = pattern.exec(text);
  if (!match?.[1] || !match[2]) return null;
  return { kind: match[1], id: Number(match[2]) };
}

/** The number of a global id of `kind`; null for another kind or another text. */
export function idOfKind(kind: GidKind, text: string | null | undefined): number | null {
  if (!text) return null;
  const parsed = parseGid(text);
  return parsed?.kind === kind ? parsed.id : null;
}

/** An inventory level has no number of its own: its id names the level's location and item. */
export function inventoryLevelGid(locationId: number, inventoryItemId: number): string {
  return `gid://shopify/InventoryLevel/${locationId}?inventory_item_id=${inventoryItemId}`;
}

/** Hands out ids that no other shop of the simulator uses, so that an id sent to the wrong shop is never found there. */
export class IdCounter {
  #next: number;

  constructor(start: number) {
    this.#next = start;
  }

  next(): number {
    return this.#next++;
  }
}
