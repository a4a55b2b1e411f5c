import type { Context } from "#app/domain/context.ts";
import { noteStockDue } from "#app/domain/inventory/note-stock-due.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import type { FurnishedStore } from "../world/furnishing.ts";
import { noteCount, noteOrder } from "../world/stock-memory.ts";
import type { World } from "../world/world.ts";
import type { SimulatedEvent } from "./event.ts";

const UNITS = { least: 0, most: 40 };
const MORE_ORDERS = 3;
const NEXT_ORDER_MS = { least: 100, most: 15_000 };
const UPSTREAM_HEARS_MS = { least: 100, most: 20_000 };

/** Stock is counted, sold, and kept equal. */
export const stockEvents: readonly SimulatedEvent[] = [
  {
    name: "stock-arrives",
    weight: 6,
    async happen(world) {
      if (!world.shape.hasStock) return null;
      const productId = world.dice.pick(world.furnishing.productIds);
      const { rows } = await world.database.observer.query<{ id: string }>(
        "SELECT id FROM variants WHERE product_id = $1 ORDER BY position",
        [productId],
      );
      const counts = world.dice
        .some(rows, 0.6)
        .map(({ id }) => ({ id, units: world.dice.between(UNITS.least, UNITS.most) }));
      world.ask("stock-arrives", (ctx) => count(world, ctx, counts));
      return `${counts.length} variants`;
    },
  },
  {
    name: "order",
    weight: 10,
    async happen(world) {
      if (!world.shape.hasStock) return null;
      const store = world.dice.pick(world.furnishing.stores);
      const ordered = await order(world, store);
      const more = ordered === null ? 0 : world.dice.between(0, MORE_ORDERS);
      for (let left = more; left > 0; left -= 1) orderSoon(world, store);
      return ordered;
    },
  },
  {
    name: "stock-sync",
    weight: 3,
    async happen(world) {
      if (!world.shape.hasStock) return null;
      const { id: storeId, domain } = world.dice.pick(world.furnishing.stores);
      const isShopRead = world.dice.chance(0.4);
      world.ask("stock-sync", (ctx) => requestStockSync(ctx, { storeId, isShopRead }));
      return domain;
    },
  },
];

async function order(world: World, store: FurnishedStore): Promise<string | null> {
  const shop = world.simulator.shop(store.domain);
  const onSale = shop
    .products()
    .flatMap(({ variants }) => variants)
    .filter(({ tracked, stock }) => tracked && (stock[0]?.available ?? 0) > 0);
  if (onSale.length === 0) return null;
  const variant = world.dice.pick(onSale);
  const variantId = await noteOrder(world, store, variant);
  shop.merchant.placeOrder(variant.gid, 1);
  if (variantId !== null && !world.shape.countsOrders) tellUpstream(world, variantId);
  return `${variant.sku} in ${store.domain}`;
}

/** While stock is being set, with luck. */
function orderSoon(world: World, store: FurnishedStore): void {
  const { time, dice } = world;
  world.awaited += 1;
  time.schedule(time.nowMs + dice.between(NEXT_ORDER_MS.least, NEXT_ORDER_MS.most), () => {
    world.awaited -= 1;
    world.between.push(async () => {
      const ordered = await order(world, store);
      world.trace.add(`${time.nowMs} * another order: ${ordered ?? "nothing to order"}`);
    });
  });
}

/** As an import does it. */
async function count(world: World, ctx: Context, counts: readonly { id: string; units: number }[]): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const asOf = ctx.clock.now();
    for (const { id, units } of counts) {
      const warehouseId = world.furnishing.warehouseId ?? "";
      await tx.stockLevel.upsert({
        where: { variantId_warehouseId: { variantId: id, warehouseId } },
        create: { organizationId: ctx.organizationId, variantId: id, warehouseId, onHand: units, asOf },
        update: { onHand: units, asOf },
      });
    }
    const variantIds = counts.map(({ id }) => id);
    await noteCount(world, tx, variantIds);
    await noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds });
  });
}

/** Who counts the warehouse hears of an order a moment after the shop, and counts one less. */
function tellUpstream(world: World, variantId: string): void {
  const { time, dice } = world;
  world.awaited += 1;
  time.schedule(time.nowMs + dice.between(UPSTREAM_HEARS_MS.least, UPSTREAM_HEARS_MS.most), () => {
    world.awaited -= 1;
    world.ask("order-is-counted", (ctx) =>
      inTransaction(ctx.db, async (tx) => {
        await tx.stockLevel.updateMany({
          where: { variantId, onHand: { gt: 0 } },
          data: { onHand: { decrement: 1 }, asOf: ctx.clock.now() },
        });
        await noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds: [variantId] });
      }),
    );
  });
}
