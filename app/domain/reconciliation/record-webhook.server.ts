import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { handleWebhooks } from "#jobs/contracts/webhooks.ts";
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
      SELECT told."shopDomain", told."webhookId", told.topic, told."triggeredAt", told."happenedAt", told.resource,
        told.payload, ${runtime.clock.now()}
      FROM jsonb_to_recordset(${`[${rows.map(toJson).join(",")}]`}::jsonb) AS told("shopDomain" text, "webhookId" text,
        topic text, "triggeredAt" timestamptz, "happenedAt" timestamptz, resource text, payload jsonb)
      ON CONFLICT (shop_domain, webhook_id) DO NOTHING
      RETURNING shop_domain AS "shopDomain", webhook_id AS "webhookId"`;
    const shops = [...new Set(inserted.map(({ shopDomain }) => shopDomain))].sort();
    await runtime.queue.send(tx, handleWebhooks, ...shops.map((shopDomain) => ({ shopDomain })));
    return new Set(inserted.map(keyOf));
  });
  return webhooks.map((webhook) => kept.has(keyOf(webhook)));
}

/** Keeps one delivery and wakes its handling. False for one that is already kept: nothing to do. */
export async function recordWebhook(runtime: Runtime, webhook: ReceivedWebhook): Promise<boolean> {
  const [isNew] = await recordWebhooks(runtime, [webhook]);
  return isNew ?? false;
}

const describe = ({ description, ...webhook }: ReceivedWebhook) => ({
  ...webhook,
  ...(description ?? describeDelivery(webhook.topic, webhook.triggeredAt, webhook.payloadJson)),
});

/** The body goes in as it came: read and written anew it would lose digits, and cost what the whole insert costs. */
const toJson = ({ payloadJson, ...row }: ReturnType<typeof describe>): string =>
  `${JSON.stringify(row).slice(0, -1)},"payload":${payloadJson}}`;

const keyOf = ({ shopDomain, webhookId }: Pick<ReceivedWebhook, "shopDomain" | "webhookId">): string =>
  `${shopDomain} ${webhookId}`;
