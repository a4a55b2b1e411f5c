import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { offlineSessionId } from "#app/domain/stores/internal/offline-token.server.ts";
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
import { watchArrivals } from "./call-arrivals.ts";
import { countRows, readSpentTries } from "./check-store.ts";

const PRODUCTS = 500;
const WORKERS = 2;
const PAUSED_WITHIN_SECONDS = 2;

export const tokenRefused: Fault = {
  line: 17,
  name: "token-refused",
  summary: "all tokens of a shop are revoked in the middle of 500 products, and later a person opens the app there",
  measures: "seconds from the first 401 until the store is RECONNECT_REQUIRED, in the worst seed",
  bound: PAUSED_WITHIN_SECONDS,
  run,
};

interface RefusedRun {
  readonly pausedSeconds: number;
  /** Calls that were answered 401 after the first one. */
  readonly more401: number;
  readonly inFlight: number;
  readonly hasFired: boolean;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const runs: RefusedRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const one = await revokeOnce(stage, pickKillPoint(seed, 1, PRODUCTS), (line) => fault.say(`seed ${seed}: ${line}`));
    runs.push({ ...one, problems: one.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  return {
    fired: runs.every(({ hasFired }) => hasFired),
    figure: round(Math.max(...runs.map(({ pausedSeconds }) => pausedSeconds))),
    problems: runs.flatMap(({ problems }) => problems),
    more: {
      callsAfterTheFirst: Math.max(...runs.map(({ more401 }) => more401)),
      callsInFlight: Math.max(...runs.map(({ inFlight }) => inFlight)),
    },
  };
}

async function revokeOnce(stage: UploadStage, point: KillPoint, say: (line: string) => void): Promise<RefusedRun> {
  const store = await stage.openStore();
  const { shop } = store;
  const batchId = await approveNewProducts(store, PRODUCTS);
  await waitUntil(() => shop.ledger.count("product-created") >= point.afterCreates, {
    what: `${point.afterCreates} products are in the shop`,
    lookEveryMs: 2,
    deadlineSeconds: 60,
  });
  const refused = watchArrivals(() => shop.traffic.unauthorized);
  const before = shop.traffic.unauthorized;
  stage.rig.simulator.revokeTokens(shop.domain);
  const pausedAtMs = await untilPaused(store);
  const firstAtMs = refused.atMs()[0] ?? Number.NaN;
  await untilNothingUnderWay(store);
  refused.stop();
  const left = await countRows(store);
  const inFlight = await countInFlight(store, firstAtMs);
  const more401 = shop.traffic.unauthorized - before - 1;
  const pausedSeconds = Math.max(0, (pausedAtMs - firstAtMs) / 1_000);
  const atReconnection = shop.traffic.unauthorized;
  await reconnect(stage, store);
  await untilBatchEnded(store, batchId);
  const problems = await checkUpload(stage, store, { batchId, products: PRODUCTS });
  const { sum: tries } = await readSpentTries(store);
  if (tries > 0) problems.push(`${tries} tries were spent`);
  // The first one was in flight itself; in its place stands the read of ids, which is written down nowhere.
  if (more401 > inFlight) problems.push(`${more401} more calls after the first 401, and ${inFlight} were in flight`);
  if (shop.traffic.unauthorized > atReconnection) problems.push("calls were answered 401 after the reconnection");
  const { PENDING = 0, SUCCESS = 0 } = left;
  say(
    `revoked with ${SUCCESS} rows done and ${PENDING} left: RECONNECT_REQUIRED after ${pausedSeconds.toFixed(2)} s, ` +
      `${more401} more calls after the first 401 of ${inFlight} in flight, ${problems.length} problems`,
  );
  return { pausedSeconds, more401, inFlight, hasFired: more401 >= 0 && PENDING > 0 && SUCCESS > 0, problems };
}

async function untilPaused({ ctx: { db }, storeId }: StageStore): Promise<number> {
  const isPaused = async () =>
    (await db.store.findUniqueOrThrow({ where: { id: storeId } })).status === "RECONNECT_REQUIRED";
  await waitUntil(isPaused, { what: "the store is RECONNECT_REQUIRED", lookEveryMs: 5, deadlineSeconds: 30 });
  return Date.now();
}

const untilNothingUnderWay = ({ ctx: { db }, storeId }: StageStore): Promise<number> =>
  waitUntil(async () => (await db.uploadGroup.count({ where: { storeId, status: "PROCESSING" } })) === 0, {
    what: "the worker has given back its products",
    lookEveryMs: 20,
    deadlineSeconds: 30,
  });

/** Calls that had been written down as going out when the first 401 came, and whose end was not stored yet. */
const countInFlight = ({ ctx: { db }, storeId }: StageStore, atMs: number): Promise<number> =>
  db.uploadAttempt.count({
    where: {
      storeId,
      startedAt: { lte: new Date(atMs) },
      OR: [{ endedAt: null }, { endedAt: { gte: new Date(atMs) } }],
    },
  });

/** What the product does when a person opens the app in the shop: Shopify gives a token, and the store is back. */
async function reconnect({ rig, runtime }: UploadStage, { ctx, shop }: StageStore): Promise<void> {
  const { accessToken, refreshToken, expiresInSeconds } = rig.simulator.installApp(shop.domain);
  const id = offlineSessionId(shop.domain);
  const tokens = {
    accessToken: ctx.encryption.encrypt(accessToken, id),
    refreshToken: ctx.encryption.encrypt(refreshToken, id),
    expires: new Date(Date.now() + expiresInSeconds * 1_000),
  };
  await ctx.db.session.upsert({
    where: { id },
    create: { id, shop: shop.domain, state: "", ...tokens },
    update: tokens,
  });
  await connectStore(runtime, { shopDomain: shop.domain, accessToken });
}
