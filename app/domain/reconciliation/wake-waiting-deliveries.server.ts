import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { handleWebhooks } from "#jobs/contracts/webhooks.ts";

/**
 * Wakes the handling of every shop whose inbox holds something, whatever became of the job that came with the delivery:
 * the safety net below `recordWebhook`. Free where a job waits already. Returns how many shops were woken.
 */
export async function wakeWaitingDeliveries(runtime: Runtime): Promise<number> {
  return inTransaction(runtime.db, async (tx) => {
    const shops = await tx.$queryRaw<{ shop_domain: string }[]>`
      SELECT DISTINCT shop_domain FROM webhook_deliveries WHERE handled_at IS NULL`;
    for (const { shop_domain: shopDomain } of shops) await runtime.queue.send(tx, handleWebhooks, { shopDomain });
    return shops.length;
  });
}
