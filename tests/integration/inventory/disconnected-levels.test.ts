import { expect, test } from "vitest";
import { releaseQuarantinedLevels } from "#app/domain/inventory/levels/release-quarantined-levels.server.ts";
import { recordDisconnection, recordReconnection } from "#app/domain/inventory/levels/record-connection.server.ts";
import { listQuarantinedLevels } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { inventoryLevelDisconnected } from "#app/domain/reconciliation/internal/topics/inventory-level-connected.server.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

/** Every variant is stocked with 10 at the first of two locations, and by Shopify with nothing at the other. */
async function stockedWorld(): Promise<StockWorld> {
  const world = await openStockWorld({ products: 1, shops: [{ locations: ["Shop", "North"] }] });
  for (const { shopifyVariantId } of world.variants)
    world.shop.merchant.setStock(shopifyVariantId, 0, world.locationIds[1]);
  await world.count(10);
  await runSync(world);
  return world;
}

const first = ({ variants, locationIds, storeId }: StockWorld) => ({
  storeId,
  inventoryItemId: variants[0]?.inventoryItemId ?? "",
  locationId: locationIds[0] ?? "",
});

const takeOff = ({ shop, variants, locationIds }: StockWorld) =>
  shop.merchant.disconnectStock(variants[0]?.shopifyVariantId ?? "", locationIds[0] ?? "");

async function runSync(world: StockWorld, options: { isShopRead?: boolean } = {}) {
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId, ...options });
  await world.sync();
  return getStockRun(world.ctx, runId);
}

const quarantine = async ({ ctx, storeId }: StockWorld) =>
  (await listQuarantinedLevels(ctx, { storeId }, { limit: 10 })).items;

const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);

test("what somebody took off a location is reported and not stocked there again, also when its count changes", async () => {
  await using world = await stockedWorld();
  takeOff(world);
  const { inventoryItemId, locationId } = first(world);

  const verdict = await inventoryLevelDisconnected(world.ctx, {
    shopDomain: "shop.myshopify.com",
    store: { id: world.storeId, organizationId: world.ctx.organizationId },
    webhookId: "1",
    topic: "inventory_levels/disconnect",
    triggeredAt: later(60),
    receivedAt: later(60),
    payload: { inventory_item_id: digits(inventoryItemId), location_id: digits(locationId) },
  });
  await world.count(4);
  const run = await runSync(world);

  expect(verdict).toMatchObject({ state: "HANDLED", outcome: "held" });
  expect(await quarantine(world)).toMatchObject([{ reasonCode: "inventory.disconnected", runId: null }]);
  expect(run).toMatchObject({ status: "COMPLETED", rows: { succeeded: 2 }, levels: { quarantined: 1 } });
  expect(() => takeOff(world)).toThrow("is not stocked at");
});

test("a disconnection that no webhook told of is found out by the next run that reads the shop", async () => {
  await using world = await stockedWorld();
  takeOff(world);

  const run = await runSync(world, { isShopRead: true });

  expect(run).toMatchObject({ rows: { total: 0 }, levels: { quarantined: 1 } });
  expect(await quarantine(world)).toMatchObject([{ reasonCode: "inventory.disconnected" }]);
  expect(() => takeOff(world)).toThrow("is not stocked at");
});

test("once a person releases it, it is stocked again, even with the quantity that it had", async () => {
  await using world = await stockedWorld();
  takeOff(world);
  await runSync(world, { isShopRead: true });

  const released = await releaseQuarantinedLevels(world.ctx, {
    storeId: world.storeId,
    reasonCode: "inventory.disconnected",
  });
  const run = await runSync(world);

  expect(released).toEqual({ released: 1 });
  expect(run).toMatchObject({ status: "COMPLETED", rows: { total: 1, succeeded: 1 } });
  expect(world.available()).toEqual([10, 10, 10]);
  expect((await runSync(world)).rows.total).toBe(0);
  expect(() => takeOff(world)).not.toThrow();
});

test("what the shop connects again is released by itself, and neither is taken for something sold", async () => {
  await using world = await stockedWorld();
  await world.ctx.db.route.updateMany({
    where: { storeId: world.storeId },
    data: { stockMode: "SHOPIFY_COUNTS_ORDERS" },
  });
  takeOff(world);
  await recordDisconnection(world.ctx, { ...first(world), at: later(60) });
  world.shop.merchant.setStock(world.variants[0]?.shopifyVariantId ?? "", 10, world.locationIds[0]);

  const isBack = await recordReconnection(world.ctx, { ...first(world), at: later(120) });
  await runSync(world, { isShopRead: true });

  expect(isBack).toBe(true);
  expect(await quarantine(world)).toEqual([]);
  expect(await world.ctx.db.inventoryMovement.count({ where: { storeId: world.storeId } })).toBe(0);
  expect(world.available()).toEqual([10, 10, 10]);
});

test("news of a disconnection that is older than what we set changes nothing", async () => {
  await using world = await stockedWorld();

  const outcome = await recordDisconnection(world.ctx, { ...first(world), at: later(-3_600) });

  expect(outcome).toBe("older");
  expect(await quarantine(world)).toEqual([]);
});

test("levels that went with a location that closed are not held one by one", async () => {
  await using world = await stockedWorld();
  await world.ctx.db.storeLocation.updateMany({
    where: { storeId: world.storeId, locationId: world.locationIds[0] ?? "" },
    data: { isActive: false },
  });

  const outcome = await recordDisconnection(world.ctx, { ...first(world), at: later(60) });

  expect(outcome).toBe("closed");
  expect(await quarantine(world)).toEqual([]);
});

test("an item that was never stocked at a location is stocked there because a route says so", async () => {
  await using world = await openStockWorld({ products: 1, shops: [{ locations: ["Shop", "North"] }] });
  const [, north] = world.locationIds;
  await world.count(10);
  await world.ctx.db.route.updateMany({ where: { storeId: world.storeId }, data: { locationMap: { main: north } } });

  const { runId } = await requestStockSync(world.ctx, {
    storeId: world.storeId,
    productId: world.variants[0]?.productId ?? "",
  });
  await world.sync();

  expect(await getStockRun(world.ctx, runId)).toMatchObject({ rows: { total: 3, succeeded: 3 } });
  expect(world.available(north)).toEqual([10, 10, 10]);
});

const digits = (gid: string): number => Number(gid.slice(gid.lastIndexOf("/") + 1));
