import { expect, test } from "vitest";
import { noteStockDue } from "#app/domain/inventory/note-stock-due.server.ts";
import { listStockRuns } from "#app/domain/inventory/queries/run-queries.server.ts";
import { sweepStockSyncs } from "#app/domain/inventory/sweeping/sweep-stock-syncs.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import { importText } from "#tests/support/import-text.ts";
import { bodyOf, openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const arrive = ({ ctx }: StockWorld, variantIds: readonly string[]) =>
  inTransaction(ctx.db, (tx) => noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds }));

const incrementals = async ({ ctx, storeId }: StockWorld) =>
  (await listStockRuns(ctx, { storeId, kinds: ["INCREMENTAL"] }, { limit: 10 })).items;

test("stock that arrives again and again while nobody looks is one run, of what arrived alone", async () => {
  await using world = await openStockWorld({ products: 3 });
  await world.count(5);
  const [first, second] = world.variants.map(({ variantId }) => variantId);
  await arrive(world, [first ?? "", second ?? ""]);
  await arrive(world, [first ?? ""]);

  await world.sync();

  expect((await incrementals(world)).map(({ status, levels, rows }) => [status, levels.total, rows.succeeded])).toEqual(
    [["COMPLETED", 2, 2]],
  );
  expect(world.available()).toEqual([5, 5, 0, 0, 0, 0, 0, 0, 0]);
});

test("what arrives while its variant is being set is set by the next run", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(5);
  const ids = world.variants.map(({ variantId }) => variantId);
  const { fetch } = world.ctx;
  let isFirst = true;
  world.ctx.fetch = async (input, init) => {
    if (isFirst && bodyOf(init).includes("inventorySetQuantities")) {
      isFirst = false;
      await world.count(8);
      await arrive(world, ids);
    }
    return fetch(input, init);
  };
  await arrive(world, ids);

  await world.sync();

  expect(world.available()).toEqual([8, 8, 8]);
  expect(await incrementals(world)).toHaveLength(2);
});

test("a variant that no shop has makes no work, and one of another organization makes none here", async () => {
  await using world = await openStockWorld({ products: 1 });
  await using other = await openStockWorld({ products: 1 });

  const stores = await arrive(
    world,
    other.variants.map(({ variantId }) => variantId),
  );

  expect(stores).toBe(0);
  expect(await world.ctx.db.stockArrival.count({ where: { storeId: { in: [world.storeId, other.storeId] } } })).toBe(0);
});

test("an import notes the stock that changed, wakes its stores, and an unchanged one does neither", async () => {
  await using world = await openStockWorld({ products: 1 });
  const { ctx, storeId } = world;
  const csv = (
    units: number,
  ) => `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty
mug,Mug,Size,S,MUG-S,9.00,${units}
mug,,,M,MUG-M,9.00,4
`;
  await importText(ctx, csv(3));
  const imported = await ctx.db.variant.findMany({
    where: { organizationId: ctx.organizationId, sku: { startsWith: "MUG" } },
  });
  const before = await ctx.db.stockArrival.count({ where: { storeId } });
  await ctx.db.variantLink.createMany({
    data: imported.map((variant, index) => ({
      storeId,
      organizationId: ctx.organizationId,
      variantId: variant.id,
      productId: variant.productId,
      shopifyVariantId: `gid://shopify/ProductVariant/${9_000 + index}`,
      shopifyInventoryItemId: `gid://shopify/InventoryItem/${9_000 + index}`,
    })),
  });

  await importText(ctx, csv(3));
  const unchanged = await ctx.db.stockArrival.count({ where: { storeId } });
  await importText(ctx, csv(7));
  const arrived = await ctx.db.stockArrival.findMany({ where: { storeId } });
  const jobs = await world.queue.boss.findJobs(syncStoreStock.name, { key: storeId });

  expect([before, unchanged]).toEqual([0, 0]);
  expect(arrived.map(({ variantId }) => variantId)).toEqual(
    imported.filter(({ sku }) => sku === "MUG-S").map(({ id }) => id),
  );
  expect(jobs).toHaveLength(1);
});

test("a sweep wakes stores with stock that waits", async () => {
  await using world = await openStockWorld({ products: 1 });
  await inTransaction(world.ctx.db, (tx) =>
    noteStockDue(
      tx,
      {},
      { organizationId: world.ctx.organizationId, variantIds: [world.variants[0]?.variantId ?? ""] },
    ),
  );
  const before = await world.queue.boss.findJobs(syncStoreStock.name, { key: world.storeId });

  await sweepStockSyncs(world.ctx);

  expect(before).toHaveLength(0);
  expect(await world.queue.boss.findJobs(syncStoreStock.name, { key: world.storeId })).toHaveLength(1);
});

test("resuming a store wakes the stock that waits for it", async () => {
  await using world = await openStockWorld({ products: 1 });
  const { ctx, storeId } = world;
  await pauseStore(ctx, { storeId });
  await inTransaction(ctx.db, (tx) =>
    noteStockDue(tx, {}, { organizationId: ctx.organizationId, variantIds: [world.variants[0]?.variantId ?? ""] }),
  );
  const before = await world.queue.boss.findJobs(syncStoreStock.name, { key: storeId });

  await resumeStore(ctx, { storeId });

  expect(before).toHaveLength(0);
  expect(await world.queue.boss.findJobs(syncStoreStock.name, { key: storeId })).toHaveLength(1);
});

test("a variant that has just come to a shop gets its stock soon, and once", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(5);

  await sweepStockSyncs(world.ctx);
  await world.sync();
  await sweepStockSyncs(world.ctx);
  await world.sync();

  expect(world.available()).toEqual([5, 5, 5]);
  expect((await incrementals(world)).map(({ rows }) => rows.succeeded)).toEqual([3]);
});
