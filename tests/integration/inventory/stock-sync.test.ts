import { expect, test } from "vitest";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { listStockRows } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { openStockWorld } from "#tests/support/inventory/stock-world.ts";

test("a sync sets what differs and sends nothing the second time", async () => {
  await using world = await openStockWorld();
  await world.count(7);

  const first = await requestStockSync(world.ctx, { storeId: world.storeId });
  expect(await world.sync()).toBe("drained");
  const writes = world.shop.ledger.count("stock-set");
  const second = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(world.available()).toEqual(world.variants.map(() => 7));
  expect(await getStockRun(world.ctx, first.runId)).toMatchObject({
    status: "COMPLETED",
    levels: { total: 6, drifted: 6, unitsDrifted: 42, read: 6 },
    rows: { total: 6, succeeded: 6, pending: 0 },
    callsMade: 1,
  });
  expect(await getStockRun(world.ctx, second.runId)).toMatchObject({
    status: "COMPLETED",
    levels: { total: 6, drifted: 0, read: 0 },
    rows: { total: 0 },
    callsMade: 0,
  });
  expect(world.shop.ledger.count("stock-set")).toBe(writes);
});

test("what is reserved or on hold is not available, and a target is never below zero", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(5);
  const [one, two, three] = world.variants.map(({ variantId }) => variantId);
  const level = (variantId: string | undefined) => ({
    variantId_warehouseId: { variantId: variantId ?? "", warehouseId: world.warehouseId },
  });
  await world.ctx.db.stockLevel.update({ where: level(one), data: { reserved: 2, hold: 1 } });
  await world.ctx.db.stockLevel.update({ where: level(two), data: { reserved: 9 } });
  await world.ctx.db.stockLevel.delete({ where: level(three) });
  world.shop.merchant.setStock(world.variants[2]?.shopifyVariantId ?? "", 4);
  world.shop.merchant.setStock(world.variants[1]?.shopifyVariantId ?? "", 4);

  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(world.available()).toEqual([2, 0, 4]);
});

test("stock goes to the locations that the route maps its warehouses to, and to no other", async () => {
  await using world = await openStockWorld({ products: 1, shops: [{ locations: ["Shop", "North", "South"] }] });
  const { ctx, locationIds } = world;
  const [shopFloor, north, south] = locationIds;
  const second = await ctx.db.warehouse.create({
    data: { organizationId: ctx.organizationId, code: "second", name: "Second" },
  });
  const third = await ctx.db.warehouse.create({
    data: { organizationId: ctx.organizationId, code: "third", name: "Third" },
  });
  await world.count(3);
  for (const warehouse of [second, third])
    await ctx.db.stockLevel.createMany({
      data: world.variants.map(({ variantId }) => ({
        variantId,
        warehouseId: warehouse.id,
        organizationId: ctx.organizationId,
        onHand: 10,
        asOf: new Date(),
      })),
    });
  await ctx.db.route.updateMany({
    where: { storeId: world.storeId },
    data: { locationMap: { main: north, second: north, third: south } },
  });

  await requestStockSync(ctx, { storeId: world.storeId });
  await world.sync();

  expect([shopFloor, north, south].map((location) => world.available(location))).toEqual([
    [0, 0, 0],
    [13, 13, 13],
    [10, 10, 10],
  ]);
});

test("a dry run reports what differs in the shop itself and changes nothing", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(5);
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  world.shop.merchant.setStock(world.variants[0]?.shopifyVariantId ?? "", 2);

  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId, isDryRun: true });
  await world.sync();

  expect(await getStockRun(world.ctx, runId)).toMatchObject({
    status: "COMPLETED",
    levels: { total: 3, drifted: 1, unitsDrifted: 3 },
    rows: { total: 1, reported: 1 },
  });
  const rows = await listStockRows(world.ctx, { runId }, { limit: 10 });
  expect(rows.items).toMatchObject([{ status: "REPORTED", target: 5, changeFrom: 2 }]);
  expect(world.available()).toEqual([2, 5, 5]);
});
