import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { handleWebhooks } from "#jobs/contracts/webhooks.ts";

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

/** Keeps a delivery and wakes its handling, together or not at all. False for one that is already kept: nothing to do. */
export async function recordWebhook(runtime: Runtime, webhook: ReceivedWebhook): Promise<boolean> {
  const { shopDomain, webhookId, topic, triggeredAt, payloadJson } = webhook;
  return inTransaction(runtime.db, async (tx) => {
    const kept = await tx.$executeRaw`
      INSERT INTO webhook_deliveries (shop_domain, webhook_id, topic, triggered_at, payload, received_at)
      VALUES (${shopDomain}, ${webhookId}, ${topic}, ${triggeredAt}, ${payloadJson}::jsonb, ${runtime.clock.now()})
      ON CONFLICT (shop_domain, webhook_id) DO NOTHING`;
    if (kept === 0) return false;
    await runtime.queue.send(tx, handleWebhooks, { shopDomain });
    return true;
  });
}
