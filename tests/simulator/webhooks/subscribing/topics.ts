import { hasScope } from "../../state/installation.ts";

/**
 * Every topic that the simulator sends, with the scopes of which a token needs one to hear it.
 *
 * Shopify: schema text of WebhookSubscriptionTopic, `access_scopes` of its published samples.
 */
const scopesOfTopic: Readonly<Record<string, readonly string[]>> = {
  "products/create": ["read_products"],
  "products/update": ["read_products"],
  "products/delete": ["read_products"],
  "inventory_items/create": ["read_inventory", "read_products"],
  "inventory_items/update": ["read_inventory", "read_products"],
  "inventory_items/delete": ["read_inventory", "read_products"],
  "inventory_levels/connect": ["read_inventory"],
  "inventory_levels/update": ["read_inventory"],
  "inventory_levels/disconnect": ["read_inventory"],
  "locations/create": ["read_locations"],
  "locations/update": ["read_locations"],
  "locations/delete": ["read_locations"],
  "locations/activate": ["read_locations"],
  "locations/deactivate": ["read_locations"],
  "bulk_operations/finish": [],
  "shop/update": [],
  "app/uninstalled": [],
  "app/scopes_update": [],
  "customers/data_request": [],
  "customers/redact": [],
  "shop/redact": [],
};

/** An app hears these although it is not installed any more. */
const heardWithoutInstallation = new Set(["app/uninstalled", "shop/redact"]);

/** Topics that an app can only subscribe to in its TOML. Shopify: `available_on` of its published samples. */
export const complianceTopics = ["customers/data_request", "customers/redact", "shop/redact"] as const;

export const simulatedTopics: readonly string[] = Object.keys(scopesOfTopic);

/** Whether an installation with these scopes is told of a topic. */
export function mayHear(topic: string, installation: { isInstalled: boolean; scopes: readonly string[] }): boolean {
  if (heardWithoutInstallation.has(topic)) return true;
  if (!installation.isInstalled) return false;
  const scopes = scopesOfTopic[topic] ?? [];
  return scopes.length === 0 || scopes.some((scope) => hasScope(installation.scopes, scope));
}

/** `PRODUCTS_UPDATE` of the schema is `products/update` of a webhook; null for a topic that is not simulated. */
export function topicOfEnum(name: string): string | null {
  return simulatedTopics.find((topic) => enumOfTopic(topic) === name) ?? null;
}

export function enumOfTopic(topic: string): string {
  return topic.replace("/", "_").toUpperCase();
}
