import { expect, test } from "vitest";
import { cancelStockSync } from "#app/domain/inventory/cancel-stock-sync.server.ts";
import { noteStockDue } from "#app/domain/inventory/note-stock-due.server.ts";
import { releaseBrake } from "#app/domain/inventory/release-brake.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { getStockRun, listStockRuns } from "#app/domain/inventory/queries/run-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const PRODUCTS = 20;

async function stockedWorld(): Promise<StockWorld> {
  const world = await openStockWorld({ products: PRODUCTS, shops: [{ locations: ["Shop", "North"] }] });
  await world.count(5);
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  return world;
}

const soldOut = ({ variants }: StockWorld, share: number) =>
  new Map(variants.slice(0, Math.ceil(variants.length * share)).map(({ variantId }) => [variantId, 0]));

test("a run that would set too much to zero sends nothing and asks; let go on, it does it", async () => {
  await using world = await stockedWorld();
  await world.count(soldOut(world, 0.5));
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });

  await world.sync();
  const waiting = await getStockRun(world.ctx, runId);
  const untouched = world.available();
  await releaseBrake(world.ctx, { runId });
  await world.sync();

  expect(waiting).toMatchObject({
    status: "WAITING_FOR_PERSON",
    rows: { total: 0 },
    brakeReport: { levels: 60, toZero: 30, zeroShare: 0.5, maxZeroShare: 0.2, tooManyToZero: true },
  });
  expect(untouched).toEqual(world.variants.map(() => 5));
  expect(await getStockRun(world.ctx, runId)).toMatchObject({
    status: "COMPLETED",
    rows: { succeeded: 30 },
    brakeReleasedBy: "Test",
  });
  expect(world.available().filter((units) => units === 0)).toHaveLength(30);
});

test("a stopped run that is cancelled has set nothing", async () => {
  await using world = await stockedWorld();
  await world.count(soldOut(world, 0.5));
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  await cancelStockSync(world.ctx, { runId });
  await world.sync();

  expect(await getStockRun(world.ctx, runId)).toMatchObject({ status: "CANCELLED" });
  expect(world.available()).toEqual(world.variants.map(() => 5));
  await expect(releaseBrake(world.ctx, { runId })).rejects.toMatchObject({ code: "inventory-run.not-waiting" });
});

test("a location that the shop has closed stops a run, and the others are set once a person has said so", async () => {
  await using world = await stockedWorld();
  const { ctx, storeId, locationIds } = world;
  const [, north] = locationIds;
  await ctx.db.warehouse.create({ data: { organizationId: ctx.organizationId, code: "north", name: "North" } });
  await ctx.db.route.updateMany({ where: { storeId }, data: { locationMap: { main: locationIds[0], north } } });
  world.shop.merchant.locations.deactivate(north ?? "");
  await world.count(9);
  const { runId } = await requestStockSync(ctx, { storeId });

  await world.sync();
  const waiting = await getStockRun(ctx, runId);
  await releaseBrake(ctx, { runId });
  await world.sync();

  expect(waiting).toMatchObject({
    status: "WAITING_FOR_PERSON",
    brakeReport: { closedLocations: [{ locationId: north, name: "North" }], tooManyToZero: false },
  });
  expect(await getStockRun(ctx, runId)).toMatchObject({ status: "COMPLETED", rows: { quarantined: 0 } });
  expect(world.available()).toEqual(world.variants.map(() => 9));
});

test("a location that no route names any more stops one run, keeps its stock, and is asked about once", async () => {
  await using world = await stockedWorld();
  const { ctx, storeId, locationIds } = world;
  const [first, north] = locationIds;
  await ctx.db.route.updateMany({ where: { storeId }, data: { locationMap: { main: north } } });
  const { runId } = await requestStockSync(ctx, { storeId });

  await world.sync();
  const waiting = await getStockRun(ctx, runId);
  await releaseBrake(ctx, { runId });
  await world.sync();
  const { runId: next } = await requestStockSync(ctx, { storeId });
  await world.sync();

  expect(waiting).toMatchObject({ brakeReport: { forgottenLocations: [{ locationId: first, name: "Shop" }] } });
  expect(await getStockRun(ctx, next)).toMatchObject({ status: "COMPLETED" });
  expect([world.available(first), world.available(north)]).toEqual([
    world.variants.map(() => 5),
    world.variants.map(() => 5),
  ]);
});

test("a mistake that arrives in slices is one mistake", async () => {
  await using world = await stockedWorld();
  const { ctx, storeId, variants } = world;
  const slices = [variants.slice(0, 8), variants.slice(8, 16)].map((slice) => slice.map(({ variantId }) => variantId));
  for (const slice of slices) {
    await world.count(new Map(slice.map((id) => [id, 0])));
    await inTransaction(ctx.db, (tx) =>
      noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds: slice }),
    );
    await world.sync();
  }

  const runs = await listStockRuns(ctx, { storeId, kinds: ["INCREMENTAL"] }, { limit: 10 });
  expect(runs.items.map(({ status, levels }) => [status, levels.toZero])).toEqual([
    ["WAITING_FOR_PERSON", 8],
    ["COMPLETED", 8],
  ]);
  expect(world.available().filter((units) => units === 0)).toHaveLength(8);
});
