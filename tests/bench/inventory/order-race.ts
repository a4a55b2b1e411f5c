import { noteStockDue } from "#app/domain/inventory/note-stock-due.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import type { BenchRun } from "../bench.ts";
import { waitUntil } from "../wait-until.ts";
import { countStock, differences, readCounts, readShop, type InventoryWorld } from "./inventory-world.ts";
import { measureSync } from "./measure-sync.ts";

type Mode = "UPSTREAM_COUNTS_ORDERS" | "SHOPIFY_COUNTS_ORDERS";

export interface RaceResult {
  readonly [key: string]: number | string;
  readonly mode: Mode;
  readonly orders: number;
  readonly stale: number;
  readonly drift: number;
}

interface OpenItem {
  readonly item: string;
  readonly variant: string;
  readonly variantId: string;
}

/**
 * Sets all levels while customers order, and looks in the end whether the shop has what the mode says. No webhook reaches
 * the app: it hears of an order from a refused call, or from the run that reads everything in the end. Where upstream
 * counts the orders, it tells its new count a moment after the shop.
 */
export async function raceWithOrders(
  world: InventoryWorld,
  run: BenchRun,
  { mode, seconds, leaveOut }: { mode: Mode; seconds: number; leaveOut: readonly string[] },
): Promise<RaceResult> {
  const { ctx } = world.organization;
  const say = (line: string) => run.say(line);
  await ctx.db.route.updateMany({ where: { storeId: world.storeId }, data: { stockMode: mode } });
  await countStock(world, mode === "UPSTREAM_COUNTS_ORDERS" ? 3 : 4);
  const sold = new Map<string, number>();
  const ending = new AbortController();
  const ordering = order(world, { mode, sold, leaveOut, signal: ending.signal });
  const [racing] = await Promise.all([measureSync(world, say), ctx.clock.sleep(seconds * 1_000, ending.signal)]);
  ending.abort();
  const orders = await ordering;
  await untilNothingWaits(world);
  await measureSync(world, say, { isShopRead: true });
  const wanted = await readCounts(world);
  for (const item of leaveOut) wanted.delete(item);
  if (mode === "SHOPIFY_COUNTS_ORDERS")
    for (const [item, units] of sold) wanted.set(item, Math.max(0, (wanted.get(item) ?? 0) - units));
  const stale = await ctx.db.inventoryCall.count({
    where: { runId: racing.run.id, errorCode: "CHANGE_FROM_QUANTITY_STALE" },
  });
  return { mode, orders, stale, drift: differences(wanted, await readShop(world)) };
}

/** One order after the other, of one unit of a variant somewhere in the catalog. Answers how many were taken. */
async function order(
  world: InventoryWorld,
  {
    mode,
    sold,
    leaveOut,
    signal,
  }: {
    mode: Mode;
    sold: Map<string, number>;
    leaveOut: readonly string[];
    signal: AbortSignal;
  },
): Promise<number> {
  const items = await pickItems(world, leaveOut);
  let orders = 0;
  for (let at = 0; !signal.aborted; at += 1) {
    const chosen = items[at % items.length];
    if (!chosen) break;
    await world.world.simulator.act({ action: "placeOrder", shop: world.domain, variant: chosen.variant, quantity: 1 });
    sold.set(chosen.item, (sold.get(chosen.item) ?? 0) + 1);
    orders += 1;
    if (mode === "UPSTREAM_COUNTS_ORDERS") await tellUpstream(world, chosen.variantId);
    await world.organization.ctx.clock.sleep(20, signal);
  }
  return orders;
}

/** Some of all the catalog, in another order than that in which levels are set. */
async function pickItems({ world, storeId }: InventoryWorld, leaveOut: readonly string[]): Promise<OpenItem[]> {
  const { rows } = await world.client.query<OpenItem>(
    `SELECT shopify_inventory_item_id AS item, shopify_variant_id AS variant, variant_id AS "variantId"
     FROM variant_links WHERE store_id = $1 AND shopify_inventory_item_id <> ALL ($2)
     ORDER BY md5(variant_id::text) LIMIT 1000`,
    [storeId, leaveOut],
  );
  return rows;
}

/** Upstream has counted the order too: its stock arrives as with any import. */
async function tellUpstream({ organization }: InventoryWorld, variantId: string): Promise<void> {
  const { ctx } = organization;
  await inTransaction(ctx.db, async (tx) => {
    await tx.stockLevel.updateMany({ where: { variantId }, data: { onHand: { decrement: 1 }, asOf: ctx.clock.now() } });
    await noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds: [variantId] });
  });
}

async function untilNothingWaits({ organization, storeId }: InventoryWorld): Promise<void> {
  const { db } = organization.ctx;
  await waitUntil(
    async () =>
      (await db.stockArrival.count({ where: { storeId } })) === 0 &&
      (await db.inventoryRun.count({ where: { storeId, completedAt: null } })) === 0,
    { what: "all stock that arrived has been set", lookEveryMs: 100, deadlineSeconds: 300 },
  );
}
