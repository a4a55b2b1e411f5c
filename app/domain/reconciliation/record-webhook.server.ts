import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, runStatement } from "#app/platform/db.server.ts";
import { toJsonbArray } from "#app/platform/jsonb-array.ts";
import { handleAccessNews, handleWebhooks } from "#jobs/contracts/webhooks.ts";
import { isAccessTopic } from "./handled-topics.ts";
import { describeDelivery, type DeliveryDescription } from "./describe-delivery.ts";

/** A delivery that Shopify signed. */
export interface ReceivedWebhook {
  shopDomain: string;
  /** X-Shopify-Webhook-Id: the same over Shopify's retries of one delivery, other than X-Shopify-Event-Id. */
  webhookId: string;
  topic: string;
  triggeredAt: Date;
  /** Valid JSON, digit for digit as it came. */
  payloadJson: string;
  /** What the body is about, where it was read already. */
  description?: DeliveryDescription;
}

/** Each webhook is one row, however often it comes: Shopify's id of it is unique in its shop. */
const KEEP = `
  INSERT INTO webhook_deliveries (shop_domain, webhook_id, topic, triggered_at, happened_at, resource, payload, received_at)
  SELECT told.*, $8::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[],
    $7::jsonb[]) AS told
  ON CONFLICT (shop_domain, webhook_id) DO NOTHING`;

/**
 * Keeps deliveries, all or none of them, by one statement that is committed when this returns. One that is already kept
 * changes nothing. Whoever keeps them wakes their shops, after it and not with it: a handling that began before they were
 * committed does not see them.
 */
export async function keepWebhooks(runtime: Runtime, webhooks: readonly ReceivedWebhook[]): Promise<void> {
  // In one order everywhere: two processes that keep the same deliveries wait for each other and never in a circle.
  const rows = webhooks.map(describe).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  await runStatement(runtime.db, KEEP, [
    rows.map(({ shopDomain }) => shopDomain),
    rows.map(({ webhookId }) => webhookId),
    rows.map(({ topic }) => topic),
    rows.map(({ triggeredAt }) => triggeredAt.toISOString()),
    rows.map(({ happenedAt }) => happenedAt.toISOString()),
    rows.map(({ resource }) => resource),
    toJsonbArray(rows.map(({ payloadJson }) => payloadJson)),
    runtime.clock.now(),
  ]);
}

/** Wakes the handling of these shops. */
export async function wakeShops({ db, queue }: Runtime, shopDomains: Iterable<string>): Promise<void> {
  const jobs = [...new Set(shopDomains)].sort().map((shopDomain) => ({ shopDomain }));
  if (jobs.length > 0) await inTransaction(db, (tx) => queue.send(tx, handleWebhooks, ...jobs));
}

/** Wakes at once the handling of what these deliveries tell of the app's access to their shops. */
export async function wakeAccessNews({ db, queue }: Runtime, webhooks: readonly ReceivedWebhook[]): Promise<void> {
  const shops = new Set(webhooks.filter(({ topic }) => isAccessTopic(topic)).map(({ shopDomain }) => shopDomain));
  const jobs = [...shops].sort().map((shopDomain) => ({ shopDomain }));
  if (jobs.length > 0) await inTransaction(db, (tx) => queue.send(tx, handleAccessNews, ...jobs));
}

/** Keeps one delivery and wakes its handling. */
export async function recordWebhook(runtime: Runtime, webhook: ReceivedWebhook): Promise<void> {
  await keepWebhooks(runtime, [webhook]);
  await wakeAccessNews(runtime, [webhook]);
  await wakeShops(runtime, [webhook.shopDomain]);
}

const describe = ({ description, ...webhook }: ReceivedWebhook) => ({
  ...webhook,
  ...(description ?? describeDelivery(webhook.topic, webhook.triggeredAt, webhook.payloadJson)),
});

const keyOf = ({ shopDomain, webhookId }: Pick<ReceivedWebhook, "shopDomain" | "webhookId">): string =>
  `${shopDomain} ${webhookId}`;
