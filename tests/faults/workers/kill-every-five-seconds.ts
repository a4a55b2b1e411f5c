import { setTimeout as pause } from "node:timers/promises";
import { round } from "#tests/bench/statistics.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { checkUpload } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";
import { multipleOfCalm, productsPerSecond } from "./throughput.ts";

const WORKERS = 2;
const STORES_AT_ONCE = 2;
const CALM_PRODUCTS = 260;
const KILLED_PRODUCTS = 1_000;
const KILL_EVERY_MS = 5_000;
const KILLS_AT_LEAST = 10;
/** Three fifths of the calm throughput: so many times its seconds. */
const TIMES_CALM_AT_MOST = 1 / 0.6;

export const killEveryFiveSeconds: Fault = {
  line: 4,
  name: "kill-every-five-seconds",
  summary:
    "of two workers at two stores one is killed with -9 every 5 seconds, ten times or more, and replaced at once",
  measures: "seconds per product as a multiple of a calm upload's, in the worst seed",
  bound: round(TIMES_CALM_AT_MOST),
  run,
};

interface Uploaded {
  readonly perSecond: number;
  readonly problems: readonly string[];
}

/**
 * The limit is the bucket of the shops, which are on the advanced plan and begin empty: 200 points a second each, what a
 * calm upload comes up to. The rate counts from the first call to the last row; the points that have come in before that
 * call make the shorter, calm upload look faster than the bucket lets it be for long. Every seed has a calm upload of its
 * own just before: the machine drifts over several.
 */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, {
    workers: WORKERS,
    stores: fault.seeds * STORES_AT_ONCE * 2,
    plan: "advanced",
  });
  const problems: string[] = [];
  const multiples: number[] = [];
  let kills = 0;
  let unclear = 0;
  let hasFired = true;
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const calm = await upload(stage, await openEmptyStores(stage), CALM_PRODUCTS);
    const stores = await openEmptyStores(stage);
    const killing = new AbortController();
    const killed = keepKilling(stage, randomFrom(seed), killing.signal);
    const troubled = await upload(stage, stores, KILLED_PRODUCTS).finally(() => killing.abort());
    const killsHere = await killed;
    const unclearHere = await countUnclear(stores);
    hasFired &&= killsHere >= KILLS_AT_LEAST && unclearHere > 0;
    kills += killsHere;
    unclear += unclearHere;
    multiples.push(multipleOfCalm(calm.perSecond, troubled.perSecond));
    problems.push(...[...calm.problems, ...troubled.problems].map((problem) => `seed ${seed}: ${problem}`));
    fault.say(
      `seed ${seed}: ${round(calm.perSecond)} products/s calm and ${round(troubled.perSecond)} under ${killsHere} kills ` +
        `(${round((100 * troubled.perSecond) / calm.perSecond)} %), which left ${unclearHere} calls unclear`,
    );
  }
  return { fired: hasFired, figure: round(Math.max(...multiples)), problems, more: { kills, unclear } };
}

async function openEmptyStores(stage: UploadStage): Promise<StageStore[]> {
  const stores: StageStore[] = [];
  for (let count = 0; count < STORES_AT_ONCE; count += 1) {
    const store = await stage.openStore();
    store.shop.bucket.setAvailable(0);
    stores.push(store);
  }
  return stores;
}

/** As many new products to each store, all at the same time. */
async function upload(stage: UploadStage, stores: readonly StageStore[], products: number): Promise<Uploaded> {
  const batches = await Promise.all(
    stores.map(async (store) => ({ store, batchId: await approveNewProducts(store, products) })),
  );
  await Promise.all(batches.map(({ store, batchId }) => untilBatchEnded(store, batchId)));
  const rates = await Promise.all(batches.map(({ store }) => productsPerSecond(store, products)));
  const checks = await Promise.all(
    batches.map(({ store, batchId }) => checkUpload(stage, store, { batchId, products })),
  );
  return { perSecond: rates.reduce((sum, rate) => sum + rate, 0), problems: checks.flat() };
}

/** Kills one of the workers that run, whichever, and starts another in its place. Answers how many it killed. */
async function keepKilling({ rig }: UploadStage, random: () => number, signal: AbortSignal): Promise<number> {
  let kills = 0;
  let replaced: Promise<unknown> = Promise.resolve();
  for (;;) {
    await pause(KILL_EVERY_MS, undefined, { signal }).catch(() => undefined);
    await replaced;
    if (signal.aborted) return kills;
    const running = rig.workers.filter((worker) => worker.isRunning());
    await running[Math.floor(random() * running.length)]?.kill();
    kills += 1;
    replaced = rig.addWorker();
  }
}

async function countUnclear(stores: readonly StageStore[]): Promise<number> {
  const counts = await Promise.all(
    stores.map(({ ctx, storeId }) => ctx.db.uploadAttempt.count({ where: { storeId, outcome: "UNKNOWN" } })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
