import type { BoundedCount } from "#app/domain/bounded-count.ts";
import type { DeliveryState } from "#app/domain/reconciliation/delivery-states.ts";
import { HANDLED_TOPICS, type HandledTopic } from "#app/domain/reconciliation/handled-topics.ts";
import { formatCount } from "../../formats.ts";
import type { StatusWords } from "../../status-words.ts";
import type { Text, Texts } from "../../texts/texts.ts";

export const deliveryStateWords: Record<DeliveryState, StatusWords> = {
  WAITING: { label: "Waiting", tone: "info" },
  PARKED: { label: "Parked", tone: "attention" },
  HANDLED: { label: "Handled", tone: "success" },
  IGNORED: { label: "Ignored" },
  UNLINKED: { label: "Not linked" },
  FAILED: { label: "Failed", tone: "critical" },
};

/** What a state means for the person who reads it. */
export const deliveryStateMeaning: Record<DeliveryState, Text> = {
  WAITING: "It is handled in a moment.",
  PARKED: "It came before the app had stored the product that it is about, and is looked at again soon.",
  HANDLED: "What it tells is true of the app's data now.",
  IGNORED: "There was nothing to do.",
  UNLINKED: "It is about something of the shop that the app does not look after.",
  FAILED: "It could not be applied, and is not tried again by itself.",
};

const TOPICS: Record<HandledTopic, Text> = {
  "products/create": "Product created",
  "products/update": "Product changed",
  "products/delete": "Product deleted",
  "inventory_levels/update": "Stock changed",
  "inventory_levels/connect": "Item stocked at a location",
  "inventory_levels/disconnect": "Item no longer stocked at a location",
  "inventory_items/update": "Inventory item changed",
  "inventory_items/delete": "Inventory item deleted",
  "locations/create": "Location created",
  "locations/update": "Location changed",
  "locations/activate": "Location activated",
  "locations/deactivate": "Location deactivated",
  "locations/delete": "Location deleted",
  "bulk_operations/finish": "Bulk operation finished",
  "app/uninstalled": "App uninstalled",
  "app/scopes_update": "Access scopes changed",
  "shop/update": "Shop settings changed",
  "customers/data_request": "Customer asks for their data",
  "customers/redact": "Customer data to be deleted",
  "shop/redact": "Shop data to be deleted",
};

const words: Readonly<Record<string, Text>> = TOPICS;

/** A topic for a person; one that the app does not know goes by Shopify's name. */
export function topicWords(t: Texts, topic: string): string {
  const text = words[topic];
  return text === undefined ? topic : t(text);
}

/** The topics to choose from. */
export const topicChoices = (t: Texts) => HANDLED_TOPICS.map((topic) => ({ value: topic, label: t(TOPICS[topic]) }));

/** "3", "1,000+": a count that stops at a limit says so. */
export const countWords = (t: Texts, { count, isMore }: BoundedCount): string =>
  `${formatCount(t, count)}${isMore ? "+" : ""}`;
