import { createHmac, randomUUID } from "node:crypto";
import { TEST_CLIENT } from "./test-runtime.ts";

export interface WebhookToSend {
  shopDomain: string;
  topic: string;
  payload?: unknown;
  /** Instead of `payload`, as it goes over the wire. */
  body?: string;
  webhookId?: string;
  triggeredAt?: Date;
  secret?: string;
  /** Other headers, or null to leave one out. */
  headers?: Record<string, string | null>;
}

/** A delivery as Shopify sends it, signed. */
export function webhookRequest(webhook: WebhookToSend): Request {
  const { shopDomain, topic, payload = {}, body = JSON.stringify(payload) } = webhook;
  const secret = webhook.secret ?? TEST_CLIENT.clientSecret;
  const headers: Record<string, string | null> = {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shopDomain,
    "x-shopify-webhook-id": webhook.webhookId ?? randomUUID(),
    "x-shopify-event-id": randomUUID(),
    "x-shopify-triggered-at": (webhook.triggeredAt ?? new Date()).toISOString(),
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    ...webhook.headers,
  };
  const present = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return new Request("https://app.test/webhooks", { method: "POST", headers: Object.fromEntries(present), body });
}
