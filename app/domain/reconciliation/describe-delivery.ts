import { z } from "zod";
import { parseExactJson } from "./exact-json.ts";
import { isHandledTopic, type HandledTopic } from "./handled-topics.ts";

/** What the inbox keeps of a body beside its topic. */
export interface DeliveryDescription {
  /** What it is about, as a gid, or `shop`; null when the body does not tell. News of one resource are applied together. */
  resource: string | null;
  /** When what it tells happened, to the second: Shopify's `updated_at` has no more, and some bodies have none. */
  happenedAt: Date;
  payloadJson: string;
}

type ReadResource = (body: Body) => string | null;
type Body = Readonly<Record<string, unknown>>;

const SHOP = "shop";

const gidOf: ReadResource = (body) => textOf(body["admin_graphql_api_id"]);
const numberedAs =
  (noun: string): ReadResource =>
  (body) => {
    const id = digitsOf(body["id"]);
    return id === null ? null : `gid://shopify/${noun}/${id}`;
  };
/** Shopify's own id of a level is not in every body; item and location are. */
const levelOf: ReadResource = (body) => {
  const [item, location] = [digitsOf(body["inventory_item_id"]), digitsOf(body["location_id"])];
  return item === null || location === null
    ? null
    : `gid://shopify/InventoryLevel/${location}?inventory_item_id=${item}`;
};
const theShop: ReadResource = () => SHOP;
/** Each asks for an answer of its own, whatever else was asked. */
const nothing: ReadResource = () => null;

const READ_RESOURCE: Record<HandledTopic, ReadResource> = {
  "products/create": gidOf,
  "products/update": gidOf,
  "products/delete": numberedAs("Product"),
  "inventory_levels/update": levelOf,
  "inventory_levels/connect": levelOf,
  "inventory_levels/disconnect": levelOf,
  "inventory_items/update": numberedAs("InventoryItem"),
  "inventory_items/delete": numberedAs("InventoryItem"),
  "locations/create": numberedAs("Location"),
  "locations/update": numberedAs("Location"),
  "locations/activate": numberedAs("Location"),
  "locations/deactivate": numberedAs("Location"),
  "locations/delete": numberedAs("Location"),
  "bulk_operations/finish": gidOf,
  "app/uninstalled": nothing,
  "app/scopes_update": () => "scopes",
  "shop/update": theShop,
  "customers/data_request": nothing,
  "customers/redact": nothing,
  "shop/redact": nothing,
};

const LOCATION_FIELDS = ["id", "admin_graphql_api_id", "name", "active", "updated_at"] as const;

/** Bodies that tell of people or addresses, and all that the app needs of them. What is not kept need not be deleted. */
const KEPT_FIELDS: Partial<Record<HandledTopic, readonly string[]>> = {
  "locations/create": LOCATION_FIELDS,
  "locations/update": LOCATION_FIELDS,
  "locations/activate": LOCATION_FIELDS,
  "locations/deactivate": LOCATION_FIELDS,
  "app/uninstalled": ["id"],
  "shop/update": ["id", "name", "currency", "iana_timezone", "primary_location_id", "updated_at"],
  "customers/data_request": ["shop_id", "data_request"],
  "customers/redact": ["shop_id"],
  "shop/redact": ["shop_id"],
};

/** Of these the gid says all, so that a long body need not be read digit by digit. */
const TOLD_BY_GID: ReadonlySet<string> = new Set(["products/create", "products/update", "bulk_operations/finish"]);

/**
 * Reads what a body of valid JSON is about. A topic or body that nobody knows is kept as it came.
 * @throws SyntaxError when it is no JSON.
 */
export function describeDelivery(topic: string, triggeredAt: Date, payloadJson: string): DeliveryDescription {
  const body: unknown = TOLD_BY_GID.has(topic) ? JSON.parse(payloadJson) : parseExactJson(payloadJson);
  if (!isBody(body) || !isHandledTopic(topic))
    return { resource: null, happenedAt: toSecond(triggeredAt), payloadJson };
  const kept = KEPT_FIELDS[topic];
  return {
    resource: READ_RESOURCE[topic](body),
    happenedAt: toSecond(timeOf(body["updated_at"]) ?? triggeredAt),
    payloadJson: kept
      ? JSON.stringify(Object.fromEntries(Object.entries(body).filter(([key]) => kept.includes(key))))
      : payloadJson,
  };
}

const isBody = (body: unknown): body is Body => typeof body === "object" && body !== null && !Array.isArray(body);
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const digitsOf = (value: unknown): string | null =>
  /^\d+$/.test(typeof value === "number" || typeof value === "string" ? String(value) : "") ? String(value) : null;

const isoTime = z.iso.datetime({ offset: true });
const timeOf = (value: unknown): Date | null => {
  const parsed = isoTime.safeParse(value);
  return parsed.success ? new Date(parsed.data) : null;
};
const toSecond = (time: Date): Date => new Date(Math.floor(time.getTime() / 1_000) * 1_000);
