import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { handleWebhooks } from "#jobs/contracts/webhooks.ts";

/**
 * Wakes the handling of every shop whose inbox holds something that is due, whatever became of the job that came after the
 * delivery: the safety net below the shop waker. Free where a job waits already. Returns how many shops were woken.
 */
export async function wakeWaitingDeliveries(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  return inTransaction(runtime.db, async (tx) => {
    const shops = await tx.$queryRaw<{ shop_domain: string }[]>`
      SELECT shop_domain FROM webhook_deliveries WHERE state = 'WAITING' AND (due_at IS NULL OR due_at <= ${now})
      UNION SELECT shop_domain FROM webhook_deliveries WHERE state = 'PARKED' AND due_at <= ${now}`;
    for (const { shop_domain: shopDomain } of shops) await runtime.queue.send(tx, handleWebhooks, { shopDomain });
    return shops.length;
  });
}

/** Wakes the handling of a store's shop when something is parked there: what it waited for may have been committed. */
export async function wakeParkedDeliveries(runtime: Runtime, storeId: string): Promise<void> {
  await inTransaction(runtime.db, async (tx) => {
    const [shop] = await tx.$queryRaw<{ shop_domain: string }[]>`
      SELECT store.shop_domain FROM stores store WHERE store.id = ${storeId}::uuid AND EXISTS (
        SELECT 1 FROM webhook_deliveries parked WHERE parked.shop_domain = store.shop_domain AND parked.state = 'PARKED')`;
    if (shop) await runtime.queue.send(tx, handleWebhooks, { shopDomain: shop.shop_domain });
  });
}
