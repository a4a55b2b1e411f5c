import { randomUUID } from "node:crypto";
import { pickFields } from "./payload-fields.ts";
import { signBody } from "./signature.ts";
import type { Subscription } from "./subscribing/subscriptions.ts";

/** One delivery to one subscription, ready to be posted; every retry is the same. */
export interface WebhookDelivery {
  webhookId: string;
  eventId: string;
  topic: string;
  shopDomain: string;
  triggeredAtMs: number;
  uri: string;
  body: string;
  headers: Record<string, string>;
}

/** One action that several webhooks may tell of. Ids are drawn when a webhook is first built: most never are. */
export interface WebhookEvent {
  id: string | null;
}

/** A webhook on its way. Built late: a payload costs more than the write that triggers it. */
export interface Webhook {
  readonly subscription: Subscription;
  /** Where it goes, whatever becomes of the subscription's address. Shopify: changelog on retries. */
  readonly uri: string;
  readonly shopDomain: string;
  readonly topic: string;
  readonly triggeredAtMs: number;
  readonly event: WebhookEvent;
  readonly payload: () => unknown;
  delivery: WebhookDelivery | null;
  failedAttempts: number;
}

/** Builds and signs a webhook, once. Header names: Shopify, "Webhooks delivery structure". */
export function buildDelivery(webhook: Webhook, clientSecret: string): WebhookDelivery {
  if (webhook.delivery) return webhook.delivery;
  const { subscription, shopDomain, topic, triggeredAtMs, event, uri } = webhook;
  const payload = webhook.payload();
  const body = JSON.stringify(
    subscription.includeFields.length > 0 ? pickFields(payload, subscription.includeFields) : payload,
  );
  const webhookId = randomUUID();
  const eventId = (event.id ??= randomUUID());
  webhook.delivery = {
    webhookId,
    eventId,
    topic,
    shopDomain,
    triggeredAtMs,
    uri,
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-hmac-sha256": signBody(body, clientSecret),
      "x-shopify-shop-domain": shopDomain,
      "x-shopify-api-version": subscription.apiVersion,
      "x-shopify-webhook-id": webhookId,
      "x-shopify-event-id": eventId,
      "x-shopify-triggered-at": new Date(triggeredAtMs).toISOString(),
      ...(subscription.name === null ? {} : { "x-shopify-name": subscription.name }),
    },
  };
  return webhook.delivery;
}
