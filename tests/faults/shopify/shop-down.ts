import { setTimeout as pause } from "node:timers/promises";
import { ofRuns, round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { READ_BACK_PRODUCTS } from "#app/domain/uploads/upload-limits.ts";
import { checkUpload } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { pickKillPoint, type KillPoint } from "../kill-points.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";
import { mostWithin, watchCalls, type Arrivals } from "./call-arrivals.ts";
import { countRows, readSpentTries } from "./check-store.ts";

const PRODUCTS = 400;
const WORKERS = 2;
/** Shorter than an outage that matters, longer than several questions: what happens between two questions repeats. */
const DOWN_SECONDS = 65;
const DRAINED_WITHIN_SECONDS = 30;

const PROBE_EVERY_MS = 10_000;
const PROBES_AT_MOST = 1;
/** A moment is seen this much too early or too late. */
const SEEN_WITHIN_MS = 100;
/** Calls that were under way when the worker understood have arrived by then. */
const UNDER_WAY_MS = 1_000;
/** What was under way has been answered or given up, and stored, so long after the hold. */
const SETTLED_SECONDS = 5;
/**
 * The eighth failure tells that it is the shop and not the product, so the seven before cost a try each. One of them may
 * be the read of the ids of many products, which costs each of those a try.
 */
const TRIES_SPENT_AT_MOST = 6 + READ_BACK_PRODUCTS;

export const shopDown: Fault = {
  line: 12,
  name: "shop-down",
  summary: "Shopify answers nothing but 503, or nothing at all, for 65 seconds in the middle of 400 products",
  measures: "seconds from Shopify's return to the end of the last row, in the worst seed",
  bound: DRAINED_WITHIN_SECONDS,
  run,
};

/** A store in whose upload Shopify went away. */
interface DownStore {
  readonly store: StageStore;
  readonly batchId: string;
  readonly calls: Arrivals;
  readonly heldAtMs: number;
  readonly isInTheMiddle: boolean;
}

interface DownRun {
  readonly drainedSeconds: number;
  readonly probes: number;
  readonly triesSpent: number;
  readonly hasFired: boolean;
  readonly problems: readonly string[];
}

/** Shopify goes away at another moment of each store's upload, and comes back for all at once. */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const seeds = Array.from({ length: fault.seeds }, (_, index) => index + 1);
  const stores = await Promise.all(seeds.map((seed) => bringDown(stage, pickKillPoint(seed, 1, PRODUCTS), seed)));
  fault.say(`Shopify is away from ${stores.length} stores for ${DOWN_SECONDS} s …`);
  await pause(SETTLED_SECONDS * 1_000);
  const spent = await Promise.all(stores.map(({ store }) => readSpentTries(store)));
  await pause((DOWN_SECONDS - SETTLED_SECONDS) * 1_000);
  stage.rig.simulator.faults.clear();
  const backAtMs = Date.now();
  const runs = await Promise.all(
    stores.map((down, index) =>
      seeReturn(stage, { ...down, backAtMs, triesBefore: spent[index]?.sum ?? Number.NaN }, (line) =>
        fault.say(`seed ${index + 1}: ${line}`),
      ),
    ),
  );
  const drained = runs.map(({ drainedSeconds }) => drainedSeconds);
  return {
    fired: runs.every(({ hasFired }) => hasFired),
    figure: round(Math.max(...drained)),
    problems: runs.flatMap(({ problems }, index) => problems.map((problem) => `seed ${index + 1}: ${problem}`)),
    more: {
      ...ofRuns("drainedSeconds", drained),
      downSeconds: DOWN_SECONDS,
      probes: Math.max(...runs.map(({ probes }) => probes)),
      triesBeforeHold: Math.max(...runs.map(({ triesSpent }) => triesSpent)),
    },
  };
}

async function bringDown(stage: UploadStage, point: KillPoint, seed: number): Promise<DownStore> {
  const store = await stage.openStore();
  const { shop, ctx, storeId } = store;
  const batchId = await approveNewProducts(store, PRODUCTS);
  await waitUntil(() => shop.ledger.count("product-created") >= point.afterCreates, {
    what: `${point.afterCreates} products are in the shop`,
    lookEveryMs: 2,
    deadlineSeconds: 60,
  });
  const how = seed % 2 === 0 ? ({ effect: "drop" } as const) : ({ effect: "status", status: 503 } as const);
  stage.rig.simulator.faults.add({ operation: "*", shop: shop.domain, every: 1, point: "before-apply", ...how });
  const calls = watchCalls(store);
  const isHeld = async () => (await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } })).heldUntil !== null;
  await waitUntil(isHeld, { what: "the store is held", lookEveryMs: 20, deadlineSeconds: 30 });
  const { PENDING = 0, PROCESSING = 0, ...ended } = await countRows(store);
  const isInTheMiddle = PENDING + PROCESSING > 0 && (ended.SUCCESS ?? 0) > 0;
  return { store, batchId, calls, heldAtMs: Date.now(), isInTheMiddle };
}

async function seeReturn(
  stage: UploadStage,
  {
    store,
    batchId,
    calls,
    heldAtMs,
    isInTheMiddle,
    backAtMs,
    triesBefore,
  }: DownStore & { readonly backAtMs: number; readonly triesBefore: number },
  say: (line: string) => void,
): Promise<DownRun> {
  const probes = calls.atMs().filter((atMs) => atMs > heldAtMs + UNDER_WAY_MS && atMs < backAtMs);
  const missing = PRODUCTS - store.shop.productCount;
  calls.stop();
  await untilBatchEnded(store, batchId);
  const drainedSeconds = ((await lastEndedAtMs(store)) - backAtMs) / 1_000;
  const { sum: triesSpent, most } = await readSpentTries(store);
  const problems = await checkUpload(stage, store, { batchId, products: PRODUCTS });
  const busiest = mostWithin(probes, PROBE_EVERY_MS - SEEN_WITHIN_MS);
  if (busiest > PROBES_AT_MOST) problems.push(`${busiest} calls came within 10 s while Shopify was away`);
  if (triesSpent !== triesBefore)
    problems.push(`${triesSpent - triesBefore} tries were spent while the store was held`);
  if (triesSpent > TRIES_SPENT_AT_MOST || most > 1)
    problems.push(`${triesSpent} tries were spent, ${most} of them by one product`);
  say(
    `${missing} products were missing, ${probes.length} questions meanwhile, at most ${busiest} within 10 s, ${triesSpent} tries spent before the hold; ` +
      `all had ended ${drainedSeconds.toFixed(1)} s after the return, ${problems.length} problems`,
  );
  const hasFired = isInTheMiddle && missing > 0 && probes.length >= Math.floor(DOWN_SECONDS / 10) - 2;
  return { drainedSeconds, probes: probes.length, triesSpent, hasFired, problems };
}

async function lastEndedAtMs({ ctx, storeId }: StageStore): Promise<number> {
  const { _max } = await ctx.db.shopifyUploadProduct.aggregate({ where: { storeId }, _max: { processedAt: true } });
  return _max.processedAt?.getTime() ?? Number.NaN;
}
