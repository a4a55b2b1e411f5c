import { setStockSettings } from "#app/domain/inventory/set-stock-settings.server.ts";
import { sweepStockSyncs } from "#app/domain/inventory/sweeping/sweep-stock-syncs.server.ts";
import type { StockStore } from "./stock-store.ts";

const MINUTE_MS = 60_000;

/** Days around a change of the clock, which lie ahead: the sweeps of the processes, which have today's time, begin nothing. */
const STRETCHES = [
  {
    timeZone: "Europe/Berlin",
    dailyAt: "02:30",
    from: "2027-03-26T12:00:00Z",
    days: ["2027-03-27", "2027-03-28", "2027-03-29"],
  },
  {
    timeZone: "Europe/Berlin",
    dailyAt: "02:30",
    from: "2027-10-29T12:00:00Z",
    days: ["2027-10-30", "2027-10-31", "2027-11-01"],
  },
  {
    timeZone: "America/New_York",
    dailyAt: "01:30",
    from: "2028-03-10T16:00:00Z",
    days: ["2028-03-11", "2028-03-12", "2028-03-13"],
  },
  {
    timeZone: "America/New_York",
    dailyAt: "01:30",
    from: "2028-11-03T16:00:00Z",
    days: ["2028-11-04", "2028-11-05", "2028-11-06"],
  },
] as const;

/**
 * Lets days of 23, 24 and 25 hours go by on a clock of its own, with two sweeps at each look and looks at random distances,
 * some of them hours apart. Answers the local days that have not exactly one run, in words, and how many there were.
 */
export async function sweepLocalDays(
  store: StockStore,
  random: () => number,
): Promise<{ days: number; wrong: string[] }> {
  const wrong: string[] = [];
  let days = 0;
  for (const { timeZone, dailyAt, from, days: expected } of STRETCHES) {
    let nowMs = Date.parse(from);
    const ctx = { ...store.ctx, clock: { ...store.ctx.clock, now: () => new Date(nowMs) } };
    await setStockSettings(ctx, { storeId: store.storeId, changes: { timeZone, dailyAt, isDailyOn: true } });
    const endsAtMs = nowMs + 3 * 24 * 60 * MINUTE_MS;
    while (nowMs < endsAtMs) {
      await Promise.all([sweepStockSyncs(ctx), sweepStockSyncs(ctx)]);
      nowMs += (1 + Math.floor(random() * 180)) * MINUTE_MS;
    }
    const runs = await store.ctx.db.inventoryRun.findMany({
      where: { storeId: store.storeId, kind: "DAILY", createdAt: { gte: new Date(0) } },
      select: { localDay: true },
    });
    const begun = runs.map(({ localDay }) => localDay?.toISOString().slice(0, 10));
    for (const day of expected) {
      days += 1;
      const count = begun.filter((one) => one === day).length;
      if (count !== 1) wrong.push(`${timeZone}: ${day} has ${count} runs`);
    }
  }
  return { days, wrong };
}
