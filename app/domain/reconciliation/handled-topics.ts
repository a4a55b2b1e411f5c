/** Every topic that shopify.app.toml subscribes to, and that handling understands. */
export const HANDLED_TOPICS = ["products/update", "products/delete", "app/uninstalled"] as const;

export type HandledTopic = (typeof HANDLED_TOPICS)[number];

export const isHandledTopic = (topic: string): topic is HandledTopic => HANDLED_TOPICS.some((known) => known === topic);
