import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { handleWebhooks } from "#jobs/contracts/webhooks.ts";
import { describeDelivery } from "./describe-delivery.ts";

/** A delivery that Shopify signed. */
export interface ReceivedWebhook {
  shopDomain: string;
  /** X-Shopify-Webhook-Id: the same over Shopify's retries of one delivery, other than X-Shopify-Event-Id. */
  webhookId: string;
  topic: string;
  triggeredAt: Date;
  /** Valid JSON, digit for digit as it came. */
  payloadJson: string;
}

/**
 * Keeps deliveries and wakes the handling of their shops, together or not at all. Answers for each whether it is new;
 * one that is already kept changes nothing.
 */
export async function recordWebhooks(runtime: Runtime, webhooks: readonly ReceivedWebhook[]): Promise<boolean[]> {
  // In one order everywhere: two processes that keep the same deliveries wait for each other and never in a circle.
  const rows = webhooks.map(describe).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const kept = await inTransaction(runtime.db, async (tx) => {
    const inserted = await tx.$queryRaw<{ shopDomain: string; webhookId: string }[]>`
      INSERT INTO webhook_deliveries (shop_domain, webhook_id, topic, triggered_at, happened_at, resource, payload, received_at)
      SELECT told.shop_domain, told.webhook_id, told.topic, told.triggered_at, told.happened_at, told.resource,
        told.payload::jsonb, ${runtime.clock.now()}
      FROM unnest(${rows.map((row) => row.shopDomain)}::text[], ${rows.map((row) => row.webhookId)}::text[],
        ${rows.map((row) => row.topic)}::text[], ${rows.map((row) => row.triggeredAt)}::timestamptz[],
        ${rows.map((row) => row.happenedAt)}::timestamptz[], ${rows.map((row) => row.resource)}::text[],
        ${rows.map((row) => row.payloadJson)}::text[])
        AS told(shop_domain, webhook_id, topic, triggered_at, happened_at, resource, payload)
      ON CONFLICT (shop_domain, webhook_id) DO NOTHING
      RETURNING shop_domain AS "shopDomain", webhook_id AS "webhookId"`;
    const shops = new Set(inserted.map(({ shopDomain }) => shopDomain));
    for (const shopDomain of shops) await runtime.queue.send(tx, handleWebhooks, { shopDomain });
    return new Set(inserted.map(keyOf));
  });
  return webhooks.map((webhook) => kept.has(keyOf(webhook)));
}

/** Keeps one delivery and wakes its handling. False for one that is already kept: nothing to do. */
export async function recordWebhook(runtime: Runtime, webhook: ReceivedWebhook): Promise<boolean> {
  const [isNew] = await recordWebhooks(runtime, [webhook]);
  return isNew ?? false;
}

const describe = (webhook: ReceivedWebhook) => ({
  ...webhook,
  ...describeDelivery(webhook.topic, webhook.triggeredAt, webhook.payloadJson),
});

const keyOf = ({ shopDomain, webhookId }: Pick<ReceivedWebhook, "shopDomain" | "webhookId">): string =>
  `${shopDomain} ${webhookId}`;
