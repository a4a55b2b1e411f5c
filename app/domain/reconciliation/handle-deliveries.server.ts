import type { Runtime } from "#app/domain/context.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { findStoreByShop } from "#app/domain/stores/store-queries.server.ts";
import { isHandledTopic, type HandledTopic } from "./handled-topics.ts";
import { markProductGone } from "./internal/mark-product-gone.server.ts";
import { reconcileProduct } from "./internal/reconcile-product.server.ts";
import { parseExactJson, readDeletedProductId, readProductPayload } from "./webhook-payloads.ts";

export interface HandleDeliveriesInput {
  shopDomain: string;
}

const PAGE = 100;

interface WaitingDelivery {
  id: bigint;
  topic: string;
  triggered_at: Date;
  payload: string;
}

/**
 * Applies what waits in a shop's inbox, oldest first by the time Shopify names. Every effect may be repeated without
 * harm, so a delivery that was applied and not marked is applied again. What cannot be understood is marked as such and
 * logged: it keeps nothing else waiting. "stopped" when the signal ended it with work left.
 */
export async function handleDeliveries(
  runtime: Runtime,
  { shopDomain }: HandleDeliveriesInput,
  signal?: AbortSignal,
): Promise<"emptied" | "stopped"> {
  for (;;) {
    const waiting = await runtime.db.$queryRaw<WaitingDelivery[]>`
      SELECT id, topic, triggered_at, payload::text AS payload FROM webhook_deliveries
      WHERE shop_domain = ${shopDomain} AND handled_at IS NULL
      ORDER BY triggered_at, id LIMIT ${PAGE}`;
    if (waiting.length === 0) return "emptied";
    for (const delivery of waiting) {
      if (signal?.aborted) return "stopped";
      const outcome = await apply(runtime, shopDomain, delivery);
      if (outcome === "unreadable") {
        const fields = { shopDomain, topic: delivery.topic, deliveryId: String(delivery.id) };
        runtime.log.error(fields, "A webhook had a body of an unknown shape.");
      }
      await runtime.db.webhookDelivery.updateMany({
        where: { id: delivery.id, handledAt: null },
        data: { handledAt: runtime.clock.now(), outcome },
      });
    }
  }
}

/** What the delivery did, in one word. */
async function apply(runtime: Runtime, shopDomain: string, delivery: WaitingDelivery): Promise<string> {
  const { topic, triggered_at: triggeredAt } = delivery;
  if (!isHandledTopic(topic)) return "not-handled";
  if (topic === "app/uninstalled") return disconnectStore(runtime, { shopDomain, uninstalledAt: triggeredAt });
  const store = await findStoreByShop(runtime.db, shopDomain);
  if (!store) return "no-store";
  return applyToProduct(runtime, { storeId: store.id, topic, triggeredAt, payload: parseExactJson(delivery.payload) });
}

interface ProductNews {
  storeId: string;
  topic: Exclude<HandledTopic, "app/uninstalled">;
  triggeredAt: Date;
  payload: unknown;
}

async function applyToProduct(
  runtime: Runtime,
  { storeId, topic, triggeredAt, payload }: ProductNews,
): Promise<string> {
  if (topic === "products/delete") {
    const shopifyProductId = readDeletedProductId(payload);
    if (shopifyProductId === null) return "unreadable";
    return markProductGone(runtime, { storeId, shopifyProductId, deletedAt: triggeredAt });
  }
  const product = readProductPayload(payload);
  return product === null ? "unreadable" : reconcileProduct(runtime, { storeId, product });
}
