import { setTimeout as pause } from "node:timers/promises";
import { noteStockDue } from "#app/domain/inventory/note-stock-due.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import type { StockStore } from "./stock-store.ts";

const EVERY_MS = 60;
const UPSTREAM_HEARS_WITHIN_MS = 300;

/**
 * Customers order one unit after the other of whatever, until the signal ends. Where upstream counts the orders, it tells
 * its new count a moment after the shop. Answers what was sold of each variant.
 */
export async function keepOrdering(
  store: StockStore,
  random: () => number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const sold = new Map<string, number>();
  const telling: Promise<void>[] = [];
  while (!signal.aborted) {
    const chosen = store.variants[Math.floor(random() * store.variants.length)];
    if (!chosen) throw new Error("There is nothing to order.");
    store.shop.merchant.placeOrder(chosen.shopifyVariantId, 1);
    sold.set(chosen.variantId, (sold.get(chosen.variantId) ?? 0) + 1);
    if (store.mode === "UPSTREAM_COUNTS_ORDERS")
      telling.push(tellUpstream(store, chosen.variantId, random() * UPSTREAM_HEARS_WITHIN_MS));
    await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(telling);
  return sold;
}

async function tellUpstream({ ctx, warehouseId }: StockStore, variantId: string, afterMs: number): Promise<void> {
  await pause(afterMs);
  await inTransaction(ctx.db, async (tx) => {
    await tx.stockLevel.update({
      where: { variantId_warehouseId: { variantId, warehouseId } },
      data: { onHand: { decrement: 1 }, asOf: ctx.clock.now() },
    });
    await noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds: [variantId] });
  });
}
