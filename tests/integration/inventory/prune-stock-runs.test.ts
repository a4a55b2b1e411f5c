import { expect, test } from "vitest";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { pruneStockRuns } from "#app/domain/inventory/sweeping/prune-stock-runs.server.ts";
import { handlePruneStockRuns } from "#jobs/handlers/prune-stock-runs.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

async function ranWorld(): Promise<{ world: StockWorld; runId: string }> {
  const world = await openStockWorld({ products: 1 });
  await world.count(4);
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  return { world, runId };
}

const endedAt = ({ ctx }: StockWorld, id: string, at: Date) =>
  ctx.db.inventoryRun.update({ where: { id }, data: { createdAt: at, completedAt: at } });

const rowsOf = ({ ctx }: StockWorld, runId: string) => ctx.db.inventoryRunRow.count({ where: { runId } });

test("rows of a run go so many days after its end, and the run with its counts stays in the list", async () => {
  const old = await ranWorld();
  const young = await ranWorld();
  await using world = old.world;
  await using other = young.world;
  await endedAt(world, old.runId, daysAgo(91));
  await endedAt(other, young.runId, daysAgo(89));

  await handlePruneStockRuns(world.ctx, {}, new AbortController().signal);

  expect([await rowsOf(world, old.runId), await rowsOf(other, young.runId)]).toEqual([0, 3]);
  expect(await getStockRun(world.ctx, old.runId)).toMatchObject({ rows: { total: 3, succeeded: 3 } });
});

test("a run without rows goes when its own time has come, with its calls, and one that waits stays however old", async () => {
  const { world: old, runId } = await ranWorld();
  await using world = old;
  await endedAt(world, runId, daysAgo(731));
  const { runId: waiting } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.ctx.db.inventoryRun.update({ where: { id: waiting }, data: { createdAt: daysAgo(800) } });

  await pruneStockRuns(world.ctx, { rowsKeptDays: 90, runsKeptDays: 730 });

  expect(await world.ctx.db.inventoryRun.findMany({ where: { storeId: world.storeId }, select: { id: true } })).toEqual(
    [{ id: waiting }],
  );
  expect(await world.ctx.db.inventoryCall.count({ where: { runId } })).toBe(0);
});

test("a change of the shop's goes once every warehouse has counted since, and never while a target needs it", async () => {
  const { world: ran } = await ranWorld();
  await using world = ran;
  const { ctx, storeId, variants, locationIds } = world;
  const [counted, uncounted] = variants.map(({ variantId }) => variantId);
  const movement = { storeId, locationId: locationIds[0] ?? "", delta: -1, occurredAt: daysAgo(100) };
  await ctx.db.inventoryMovement.createMany({
    data: [
      { ...movement, variantId: counted ?? "" },
      { ...movement, variantId: uncounted ?? "" },
      { ...movement, variantId: counted ?? "", occurredAt: daysAgo(10) },
    ],
  });
  await world.count(new Map([[uncounted ?? "", 4]]), daysAgo(200));

  await pruneStockRuns(ctx, { rowsKeptDays: 90, runsKeptDays: 730 });

  const left = await ctx.db.inventoryMovement.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  expect(left.map(({ variantId }) => variantId)).toEqual([uncounted, counted]);
});

test("levels that were released long ago are forgotten, those in quarantine are not", async () => {
  const { world: ran } = await ranWorld();
  await using world = ran;
  const { ctx, storeId, variants, locationIds } = world;
  const held = variants.slice(0, 2).map(({ variantId, inventoryItemId }, place) => ({
    organizationId: ctx.organizationId,
    storeId,
    variantId,
    inventoryItemId,
    locationId: locationIds[0] ?? "",
    reasonCode: "shopify.invalid-location",
    reason: "Refused.",
    quarantinedAt: daysAgo(200),
    releasedAt: place === 0 ? daysAgo(150) : null,
  }));
  await ctx.db.quarantinedLevel.createMany({ data: held });

  await pruneStockRuns(ctx, { rowsKeptDays: 90, runsKeptDays: 730 });

  const left = await ctx.db.quarantinedLevel.findMany({ where: { storeId } });
  expect(left.map(({ variantId }) => variantId)).toEqual([variants[1]?.variantId]);
});

test("nothing is deleted once the signal has ended", async () => {
  const { world: ran, runId } = await ranWorld();
  await using world = ran;
  await endedAt(world, runId, daysAgo(900));

  const pruned = await pruneStockRuns(world.ctx, { rowsKeptDays: 90, runsKeptDays: 730 }, AbortSignal.abort());

  expect(pruned).toEqual({ rows: 0, runs: 0, movements: 0, releasedLevels: 0 });
  expect(await rowsOf(world, runId)).toBe(3);
});
