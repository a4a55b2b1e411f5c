import { expect, test } from "vitest";
import { setStockSettings } from "#app/domain/inventory/set-stock-settings.server.ts";
import { listStockRuns } from "#app/domain/inventory/queries/run-queries.server.ts";
import { sweepStockSyncs } from "#app/domain/inventory/sweeping/sweep-stock-syncs.server.ts";
import { summarizeDrift } from "#app/domain/inventory/queries/drift-queries.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const HOUR_MS = 3_600_000;

/** A world whose clock a test moves by hand; waits take real time. */
async function clockedWorld(startsAt: string, timeZone: string, dailyAt = "02:30") {
  const world = await openStockWorld({ products: 1 });
  let nowMs = Date.parse(startsAt);
  world.ctx.clock = { now: () => new Date(nowMs), sleep: (ms, signal) => systemClock.sleep(ms, signal) };
  await setStockSettings(world.ctx, { storeId: world.storeId, changes: { dailyAt, timeZone } });
  return {
    world,
    sweepUntil: async (endsAt: string) => {
      for (; nowMs < Date.parse(endsAt); nowMs += HOUR_MS / 2) await sweepStockSyncs(world.ctx);
    },
    jumpTo: (at: string) => {
      nowMs = Date.parse(at);
    },
  };
}

const dailyRuns = async ({ ctx, storeId }: StockWorld) =>
  (await listStockRuns(ctx, { storeId, kinds: ["DAILY"] }, { limit: 50 })).items.toReversed();

test.each([
  [
    "spring, a day of 23 hours",
    "2026-03-27T12:00:00Z",
    "2026-03-30T12:00:00Z",
    ["2026-03-28", "2026-03-29", "2026-03-30"],
  ],
  [
    "autumn, a day of 25 hours",
    "2026-10-23T12:00:00Z",
    "2026-10-26T12:00:00Z",
    ["2026-10-24", "2026-10-25", "2026-10-26"],
  ],
])("one run a local day begins, over %s", async (_when, from, to, days) => {
  const { world, sweepUntil } = await clockedWorld(from, "Europe/Berlin");
  await using stock = world;

  await sweepUntil(to);

  expect((await dailyRuns(stock)).map(({ localDay }) => localDay)).toEqual(days);
});

test("of the days on which nobody looked the last one is made up for, once", async () => {
  const { world, sweepUntil, jumpTo } = await clockedWorld("2026-06-01T12:00:00Z", "America/New_York");
  await using stock = world;
  await sweepUntil("2026-06-02T12:00:00Z");

  jumpTo("2026-06-09T20:00:00Z");
  await Promise.all([sweepStockSyncs(stock.ctx), sweepStockSyncs(stock.ctx)]);
  await sweepStockSyncs(stock.ctx);

  expect((await dailyRuns(stock)).map(({ localDay }) => localDay)).toEqual(["2026-06-02", "2026-06-09"]);
});

test("a day that has had its run gets no second one by a change of time or zone", async () => {
  const { world, sweepUntil } = await clockedWorld("2026-06-01T12:00:00Z", "Europe/Berlin");
  await using stock = world;
  await sweepUntil("2026-06-02T06:00:00Z");

  await setStockSettings(stock.ctx, { storeId: stock.storeId, changes: { dailyAt: "09:00" } });
  await sweepUntil("2026-06-02T08:00:00Z");
  await setStockSettings(stock.ctx, { storeId: stock.storeId, changes: { timeZone: "America/New_York" } });
  await sweepUntil("2026-06-03T18:00:00Z");

  expect((await dailyRuns(stock)).map(({ localDay }) => localDay)).toEqual(["2026-06-02", "2026-06-03"]);
});

test("a store that is new begins with its next day, and one whose daily sync is off with none", async () => {
  const { world, sweepUntil } = await clockedWorld("2026-06-01T12:00:00Z", "UTC", "12:30");
  await using stock = world;
  await stock.ctx.db.inventorySettings.delete({ where: { storeId: stock.storeId } });

  await sweepUntil("2026-06-02T04:00:00Z");
  const begun = await dailyRuns(stock);
  await setStockSettings(stock.ctx, { storeId: stock.storeId, changes: { isDailyOn: false } });
  await sweepUntil("2026-06-04T04:00:00Z");

  expect(begun.map(({ localDay }) => localDay)).toEqual(["2026-06-02"]);
  expect(await dailyRuns(stock)).toHaveLength(1);
});

test("a daily run reads what the shop really has, and its drift is the figure of its day", async () => {
  const { world, sweepUntil, jumpTo } = await clockedWorld("2026-06-01T12:00:00Z", "Europe/Berlin");
  await using stock = world;
  await stock.count(5);
  await sweepUntil("2026-06-02T02:00:00Z");
  await stock.sync();
  // Nobody tells the app of this.
  stock.shop.merchant.setStock(stock.variants[0]?.shopifyVariantId ?? "", 1);
  await sweepUntil("2026-06-03T02:00:00Z");
  await stock.sync();
  jumpTo("2026-06-03T12:00:00Z");

  const drift = await summarizeDrift(stock.ctx, { storeId: stock.storeId, days: 30 });

  expect(stock.available()).toEqual([5, 5, 5]);
  expect(await dailyRuns(stock)).toMatchObject([{ status: "COMPLETED" }, { status: "COMPLETED" }]);
  expect(drift.at(-1)).toMatchObject({ levels: 3, drifted: 1, units: 4 });
});

test("runs of a store that has left are cancelled", async () => {
  const { world, sweepUntil } = await clockedWorld("2026-06-01T12:00:00Z", "UTC");
  await using stock = world;
  await sweepUntil("2026-06-02T06:00:00Z");
  await stock.ctx.db.store.update({ where: { id: stock.storeId }, data: { status: "UNINSTALLED" } });

  await sweepStockSyncs(stock.ctx);

  expect(await dailyRuns(stock)).toMatchObject([{ status: "CANCELLED" }]);
});
