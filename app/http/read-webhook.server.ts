import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { describeDelivery } from "#app/domain/reconciliation/describe-delivery.ts";
import type { ReceivedWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { isSignedByShopify } from "#app/shopify/webhook-signature.server.ts";

const headerShape = z.object({
  topic: z.string().min(1).max(100),
  shopDomain: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  webhookId: z.string().min(1).max(200),
  triggeredAt: z.coerce.date(),
});

export type WebhookReading =
  { kind: "received"; webhook: ReceivedWebhook } | { kind: "refused"; status: 400 | 401; because: string };

const refuse = (status: 400 | 401, because: string): WebhookReading => ({ kind: "refused", status, because });

/**
 * Reads a delivery and believes it only when Shopify signed it. Not through the library's `authenticate.webhook`, which
 * may refresh a token over the network first and answers 500 for an uninstalled shop (Shopify/shopify-app-js #3360).
 */
export function readWebhook(headers: IncomingHttpHeaders, body: Uint8Array, clientSecret: string): WebhookReading {
  const signature = headerOf(headers, "x-shopify-hmac-sha256") ?? "";
  if (!isSignedByShopify(body, signature, clientSecret)) return refuse(401, "The signature is not Shopify's.");
  const told = headerShape.safeParse({
    topic: headerOf(headers, "x-shopify-topic"),
    shopDomain: headerOf(headers, "x-shopify-shop-domain"),
    webhookId: headerOf(headers, "x-shopify-webhook-id"),
    triggeredAt: headerOf(headers, "x-shopify-triggered-at"),
  });
  if (!told.success) return refuse(400, `A header of the webhook is missing or wrong: ${z.prettifyError(told.error)}`);
  const { topic, triggeredAt } = told.data;
  try {
    const payloadJson = storableJson(body);
    const description = describeDelivery(topic, triggeredAt, payloadJson);
    return { kind: "received", webhook: { ...told.data, payloadJson, description } };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(400, "The body is not JSON.");
  }
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/**
 * The body as PostgreSQL can keep it. As text, so that ids beyond 2^53 keep their digits; only where an escape may be one
 * that PostgreSQL refuses (NUL, half of a surrogate pair) it is written anew without it.
 */
function storableJson(body: Uint8Array): string {
  const text = decoder.decode(body);
  return UNSTORABLE_ESCAPE.test(text) ? JSON.stringify(JSON.parse(text), dropUnstorable) : text;
}

const decoder = new TextDecoder();
const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;

const dropUnstorable = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
