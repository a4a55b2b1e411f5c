/** What an app that others install has to answer, and subscribes to in a list of its own. Shopify: "Privacy law compliance". */
export const COMPLIANCE_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"] as const;

/** Every topic that shopify.app.toml subscribes to, and that handling understands. */
export const HANDLED_TOPICS = [
  "products/create",
  "products/update",
  "products/delete",
  "inventory_levels/update",
  "inventory_levels/connect",
  "inventory_levels/disconnect",
  "inventory_items/update",
  "inventory_items/delete",
  "locations/create",
  "locations/update",
  "locations/activate",
  "locations/deactivate",
  "locations/delete",
  "bulk_operations/finish",
  "app/uninstalled",
  "app/scopes_update",
  "shop/update",
  ...COMPLIANCE_TOPICS,
] as const;

/** What ends a store, or holds it: until it is handled, calls go on that nobody wants any more. */
export const ACCESS_TOPICS = ["app/uninstalled", "app/scopes_update"] as const satisfies readonly HandledTopic[];

export type HandledTopic = (typeof HANDLED_TOPICS)[number];

const known: ReadonlySet<string> = new Set(HANDLED_TOPICS);

const access: ReadonlySet<string> = new Set(ACCESS_TOPICS);

export const isAccessTopic = (topic: string): boolean => access.has(topic);

export const isHandledTopic = (topic: string): topic is HandledTopic => known.has(topic);
