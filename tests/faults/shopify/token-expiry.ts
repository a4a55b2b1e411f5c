import { setTimeout as pause } from "node:timers/promises";
import { round } from "#tests/bench/statistics.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { SHOP_FACTS } from "#app/shopify/operations/shop.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  VARIANTS_PER_PRODUCT,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";
import { mostWithin, watchArrivals } from "./call-arrivals.ts";
import { checkStore, readSpentTries } from "./check-store.ts";
import { forSeeds } from "./seeds.ts";

/** Shopify's live an hour. A token is due at half of its life when that is this short. */
const TOKEN_SECONDS = 24;
const EXPIRIES = 3;
const PRODUCTS_AT_ONCE = 40;
/** Two processes upload; since a store has one runner at a time, callers of their own want its token beside that one. */
const WORKERS = 2;
const CALLERS = 8;
const CALL_EVERY_MS = 150;

/** Of the time between two refreshes, so that one that comes in time is not counted with the one before. */
const STRETCH = 0.8;

export const tokenExpiry: Fault = {
  line: 16,
  name: "token-expiry",
  summary: `tokens live ${TOKEN_SECONDS} seconds while products are uploaded and ${CALLERS} more callers use the same token`,
  measures: "refreshes for one token that runs out, at most",
  bound: 1,
  run,
};

interface ExpiryRun {
  readonly refreshes: number;
  readonly atOnce: number;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const { seeds } = fault;
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: seeds, offlineTokenSeconds: TOKEN_SECONDS });
  const runs = await forSeeds({ seeds, atOnce: WORKERS }, (seed) =>
    uploadOverExpiries(stage, (line) => fault.say(`seed ${seed}: ${line}`)),
  );
  return {
    fired: runs.every(({ refreshes }) => refreshes >= EXPIRIES),
    figure: round(Math.max(...runs.map(({ atOnce }) => atOnce))),
    problems: runs.flatMap(({ problems }, index) => problems.map((problem) => `seed ${index + 1}: ${problem}`)),
    more: {
      refreshes: runs.reduce((sum, { refreshes }) => sum + refreshes, 0),
      tokenSeconds: TOKEN_SECONDS,
      callers: CALLERS,
    },
  };
}

/** Uploads until the token has been renewed often enough, and a little longer than the last token would have lived. */
async function uploadOverExpiries(stage: UploadStage, say: (line: string) => void): Promise<ExpiryRun> {
  const store = await stage.openStore();
  const refreshed = watchArrivals(() => store.shop.tokens.refreshes);
  const calls = new AbortController();
  const callers = Array.from({ length: CALLERS }, () => keepCalling(stage, store, calls.signal));
  let products = 0;
  const endsAtMs = Date.now() + TOKEN_SECONDS * 1_000 * ((EXPIRIES + 1) / 2);
  while (Date.now() < endsAtMs) {
    const batchId = await approveNewProducts(store, PRODUCTS_AT_ONCE);
    products += PRODUCTS_AT_ONCE;
    await untilBatchEnded(store, batchId);
  }
  calls.abort();
  const called = await Promise.all(callers);
  refreshed.stop();
  const refreshes = store.shop.tokens.refreshes;
  const atOnce = mostWithin(refreshed.atMs(), (TOKEN_SECONDS * 1_000 * STRETCH) / 2);
  const problems = await checkStore(stage, store, { SUCCESS: products * VARIANTS_PER_PRODUCT });
  problems.push(...called.flatMap(({ failures }) => failures));
  const { sum: tries } = await readSpentTries(store);
  if (tries > 0) problems.push(`${tries} tries were spent`);
  const { unauthorized } = store.shop.traffic;
  if (unauthorized > 0) problems.push(`${unauthorized} calls went out with a token that was not good`);
  say(
    `${products} products and ${called.reduce((sum, { calls: count }) => sum + count, 0)} calls of others over ${refreshes} refreshes, ` +
      `at most ${atOnce} for one token, ${problems.length} problems`,
  );
  return { refreshes, atOnce, problems };
}

/** Somebody else with the product's own client for the store. */
async function keepCalling(
  { rig, runtime }: UploadStage,
  { storeId }: StageStore,
  signal: AbortSignal,
): Promise<{ calls: number; failures: string[] }> {
  const failures: string[] = [];
  let calls = 0;
  const client = await getAdminClient({ ...runtime, shopifyApp: rig.shopifyApp }, storeId);
  while (!signal.aborted) {
    await client.request(SHOP_FACTS, { variables: {} }).catch((error: unknown) => failures.push(String(error)));
    calls += 1;
    await pause(CALL_EVERY_MS);
  }
  return { calls, failures };
}
