import { setTimeout as pause } from "node:timers/promises";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { openUploadStage, type UploadStage } from "../upload-stage.ts";
import { sweepLocalDays } from "./local-days.ts";
import { keepOrdering } from "./orders.ts";
import { askForSync, openStockStore, settleStock, untilRunEnded, wrongLevels, type StockStore } from "./stock-store.ts";

/** Of three variants each; enough for some calls of 250 levels. */
const PRODUCTS = 420;
const KILLS = 5;
/** So slow that a run is still under way after five kills. */
const POINTS_PER_SECOND = 4;
const USUAL_POINTS_PER_SECOND = 1_000;
const MODES = ["UPSTREAM_COUNTS_ORDERS", "SHOPIFY_COUNTS_ORDERS"] as const;

export const stockRaces: Fault = {
  line: 23,
  name: "stock-races",
  summary: `customers order while stock is set, in both modes, and the worker is killed with -9 ${KILLS} times in a run; then days of 23 and 25 hours go by`,
  measures: "levels that are not what the mode says, and local days without exactly one run",
  bound: 0,
  run,
};

interface Race {
  readonly orders: number;
  readonly stale: number;
  readonly kills: number;
  /** Calls that were sent and not answered when the worker was killed. */
  readonly cutOff: number;
  readonly wrong: readonly string[];
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: 1, stores: fault.seeds * MODES.length });
  const races: Race[] = [];
  let days = 0;
  const wrong: string[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const random = randomFrom(seed);
    const stores: StockStore[] = [];
    for (const mode of MODES) stores.push(await openStockStore(stage, mode, PRODUCTS));
    const race = await raceOnce(stage, stores, random);
    races.push(race);
    wrong.push(...race.wrong);
    const [first] = stores;
    if (!first) throw new Error("There is no store.");
    const swept = await sweepLocalDays(first, random);
    days += swept.days;
    wrong.push(...swept.wrong);
    fault.say(
      `seed ${seed}: ${race.orders} orders, ${race.kills} kills that cut off ${race.cutOff} calls, ${race.stale} calls refused ` +
        `for levels that had changed; ${race.wrong.length} levels and ${swept.wrong.length} of ${swept.days} days are wrong`,
    );
  }
  const sum = (what: "orders" | "stale" | "kills" | "cutOff") => races.reduce((total, race) => total + race[what], 0);
  return {
    fired: races.every(({ kills, cutOff, stale }) => kills === KILLS && cutOff > 0 && stale > 0),
    figure: wrong.length,
    problems: [...races.flatMap(({ problems }) => problems), ...wrong.slice(0, 10)],
    more: {
      orders: sum("orders"),
      kills: sum("kills"),
      cutOffCalls: sum("cutOff"),
      staleCalls: sum("stale"),
      localDays: days,
    },
  };
}

async function raceOnce(stage: UploadStage, stores: readonly StockStore[], random: () => number): Promise<Race> {
  for (const { shop } of stores) {
    shop.bucket.setRestoreRate(POINTS_PER_SECOND);
    shop.bucket.setAvailable(0);
  }
  const ending = new AbortController();
  const runIds = await Promise.all(stores.map((store) => askForSync(store)));
  const ordering = stores.map((store) => keepOrdering(store, random, ending.signal));
  const { kills, cutOff } = await killTheWorker(stage, stores, random);
  const underWay = await countUnfinished(stores, runIds);
  for (const { shop } of stores) shop.bucket.setRestoreRate(USUAL_POINTS_PER_SECOND);
  for (const [index, store] of stores.entries()) await untilRunEnded(store, runIds[index] ?? "");
  ending.abort();
  const sold = await Promise.all(ordering);
  const wrong: string[] = [];
  const problems: string[] = [];
  if (underWay === 0) problems.push("No run was under way any more when the worker was killed for the last time.");
  let stale = 0;
  for (const [index, store] of stores.entries()) {
    await settleStock(store);
    wrong.push(...(await wrongLevels(store, sold[index] ?? new Map())));
    problems.push(...(await unfinishedRows(store)));
    stale += await store.ctx.db.inventoryCall.count({
      where: { storeId: store.storeId, errorCode: "CHANGE_FROM_QUANTITY_STALE" },
    });
  }
  const orders = sold.reduce((sum, one) => sum + [...one.values()].reduce((units, count) => units + count, 0), 0);
  return { orders, stale, kills, cutOff, wrong, problems };
}

/** Kills the worker while it waits for answers to calls that set stock, and starts another one, five times. */
async function killTheWorker(
  { rig }: UploadStage,
  stores: readonly StockStore[],
  random: () => number,
): Promise<{ kills: number; cutOff: number }> {
  let cutOff = 0;
  let kills = 0;
  for (; kills < KILLS; kills += 1) {
    await waitUntil(async () => (await countSent(stores)) > 0, {
      what: "a call that sets stock is under way",
      lookEveryMs: 5,
      deadlineSeconds: 60,
    });
    await pause(random() * 250);
    for (const worker of rig.workers.filter((one) => one.isRunning())) await worker.kill();
    cutOff += await countSent(stores);
    await rig.addWorker();
  }
  return { kills, cutOff };
}

const storeIdsOf = (stores: readonly StockStore[]): string[] => stores.map(({ storeId }) => storeId);

async function countSent(stores: readonly StockStore[]): Promise<number> {
  const [first] = stores;
  return first
    ? first.ctx.db.inventoryCall.count({ where: { storeId: { in: storeIdsOf(stores) }, outcome: "INTENT" } })
    : 0;
}

async function countUnfinished(stores: readonly StockStore[], runIds: readonly string[]): Promise<number> {
  const [first] = stores;
  return first ? first.ctx.db.inventoryRun.count({ where: { id: { in: [...runIds] }, completedAt: null } }) : 0;
}

/** Every row of every run has ended, and none of them otherwise than well. */
async function unfinishedRows({ ctx, storeId, mode }: StockStore): Promise<string[]> {
  const rows = await ctx.db.inventoryRunRow.groupBy({ by: ["status"], where: { storeId }, _count: true });
  return rows
    .filter(({ status }) => status !== "SUCCESS")
    .map(({ status, _count }) => `${mode}: ${_count} rows are ${status}.`);
}
