import { setTimeout as pause } from "node:timers/promises";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { storeToken } from "#tests/support/worlds/sample-store.ts";
import { addProducts } from "#tests/support/worlds/upload-world.ts";
import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";
import { countByStatus, expectEqual } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { watchArrivals } from "../shopify/call-arrivals.ts";
import { openUploadStage, untilBatchEnded, type StageStore, type UploadStage } from "../upload-stage.ts";

const PRODUCTS = 400;
const WORKERS = 2;
const TRIES_PER_SEED = 3;
const SILENT_WITHIN_SECONDS = 1;
/** How long calls are still listened for after everything has ended. */
const LISTENED_FOR_MS = 4_000;
/** Of so many creates one is answered to nobody: until it is looked up, the shop has a product without a link. */
const LOST_EVERY = 8;
const LONGEST_DELAY_MS = 250;

export const uninstall: Fault = {
  line: 18,
  name: "uninstall",
  summary:
    "the app is uninstalled at any moment of 400 products, some creates answered to nobody, installed again, and all of them are approved once more",
  measures: "seconds from our answer to app/uninstalled, or the first 401, to the last call to the shop",
  bound: SILENT_WITHIN_SECONDS,
  run,
};

interface Departure {
  readonly hasFired: boolean;
  readonly silentAfterSeconds: number;
  readonly adopted: number;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds * TRIES_PER_SEED });
  const departures: Departure[] = [];
  const problems: string[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    for (let attempt = 1; attempt <= TRIES_PER_SEED; attempt += 1) {
      const say = (line: string) => fault.say(`seed ${seed}: ${line}`);
      const departure = await leaveOnce(stage, pickDeparture(seed, attempt), say);
      problems.push(...departure.problems.map((problem) => `seed ${seed}: ${problem}`));
      if (!departure.hasFired) continue;
      departures.push(departure);
      break;
    }
  }
  const adopted = departures.reduce((sum, departure) => sum + departure.adopted, 0);
  if (departures.length > 0 && adopted === 0) problems.push("no product without a link was there to be adopted");
  return {
    fired: departures.length === fault.seeds,
    ...(departures.length === 0
      ? {}
      : { figure: round(Math.max(...departures.map(({ silentAfterSeconds }) => silentAfterSeconds))) }),
    problems,
    more: { products: PRODUCTS, adopted },
  };
}

/** A moment in the upload, from the first product in the shop to the last ones. */
interface DeparturePoint {
  readonly afterCreates: number;
  readonly delayMs: number;
}

function pickDeparture(seed: number, attempt: number): DeparturePoint {
  const random = randomFrom(seed * 7_919 + attempt);
  return {
    afterCreates: 1 + Math.floor(random() * (PRODUCTS - 1)),
    delayMs: Math.round(random() * LONGEST_DELAY_MS),
  };
}

async function leaveOnce(stage: UploadStage, point: DeparturePoint, say: (line: string) => void): Promise<Departure> {
  const store = await stage.openStore();
  const { shop, ctx } = store;
  const selection = { kind: "products" as const, ids: await addProducts(store, PRODUCTS) };
  const { faults } = stage.rig.simulator;
  faults.add({
    operation: "productSet",
    shop: shop.domain,
    every: LOST_EVERY,
    point: "after-apply",
    effect: "drop",
  });
  const { batchId } = await approveProducts(ctx, { selection });
  await waitUntil(() => shop.ledger.count("product-created") >= point.afterCreates, {
    what: `${point.afterCreates} products are in the shop`,
    lookEveryMs: 2,
    deadlineSeconds: 60,
  });
  await pause(point.delayMs);
  const refused = watchArrivals(() => shop.traffic.unauthorized);
  const calls = watchArrivals(() => shop.traffic.calls + shop.traffic.unauthorized);
  const heard = watchArrivals(() => Number(isUninstallAnswered(stage, store)));
  stage.rig.simulator.uninstallApp(shop.domain);
  await untilLeft(store);
  await untilBatchEnded(store, batchId);
  // Nothing tells that no call comes any more but that none comes.
  await pause(LISTENED_FOR_MS);
  faults.clear();
  for (const watch of [refused, calls, heard]) watch.stop();
  const silentFromMs = Math.min(...[refused.atMs()[0], heard.atMs()[0]].filter((at) => at !== undefined));
  const lastCallMs = calls.atMs().at(-1) ?? silentFromMs;
  const silentAfterSeconds = Math.max(0, (lastCallMs - silentFromMs) / 1_000);
  const left = await countByStatus(store, batchId, "rows");
  const problems = await checkDeparture(store, left);
  const linked = await ctx.db.productLink.count({ where: { storeId: store.storeId } });
  const made = shop.productCount;

  await comeBack(store, stage);
  const again = await approveProducts(ctx, { selection });
  await untilBatchEnded(store, again.batchId);
  problems.push(...(await checkReturn(stage, store, again.batchId)));
  const { SUCCESS = 0, CANCELLED = 0 } = left;
  say(
    `uninstalled with ${SUCCESS} rows done and ${CANCELLED} cancelled: silent after ${silentAfterSeconds.toFixed(2)} s, ` +
      `${made - linked} products of the shop without a link adopted, ${problems.length} problems`,
  );
  const hasFired = CANCELLED > 0 && heard.atMs().length > 0;
  return { hasFired, silentAfterSeconds, adopted: made - linked, problems };
}

/** Whether the app has acknowledged the news. */
const isUninstallAnswered = ({ rig }: UploadStage, { shop }: StageStore): boolean =>
  rig.simulator.webhooks
    .attempts()
    .slice(-50)
    .some(
      ({ topic, shopDomain, status }) => topic === "app/uninstalled" && shopDomain === shop.domain && status === 200,
    );

const untilLeft = ({ ctx: { db }, storeId }: StageStore): Promise<number> =>
  waitUntil(async () => (await db.store.findUniqueOrThrow({ where: { id: storeId } })).status === "UNINSTALLED", {
    what: "the store is UNINSTALLED",
    lookEveryMs: 20,
    deadlineSeconds: 30,
  });

async function checkDeparture(
  { ctx: { db }, storeId, shop }: StageStore,
  rows: Readonly<Partial<Record<string, number>>>,
): Promise<string[]> {
  const { SUCCESS = 0, CANCELLED: _cancelled, ...others } = rows;
  const links = await db.productLink.count({ where: { storeId } });
  return [
    ...expectEqual("rows that neither succeeded nor were cancelled", others, {}),
    ...expectEqual("tokens that are left", await db.session.count({ where: { shop: shop.domain } }), 0),
    ...(SUCCESS > 0 && links === 0 ? ["no link was kept"] : []),
  ];
}

/** What the product does when a person installs the app in the shop again. */
async function comeBack({ ctx, shop }: StageStore, { rig, runtime }: UploadStage): Promise<void> {
  const installed = rig.simulator.installApp(shop.domain);
  await storeToken(ctx, shop.domain, installed);
  await connectStore(runtime, { shopDomain: shop.domain, accessToken: installed.accessToken });
}

async function checkReturn({ rig }: UploadStage, store: StageStore, batchId: string): Promise<string[]> {
  const { ctx, storeId, shop } = store;
  const { SUCCESS: _success, SKIPPED: _skipped, ...others } = await countByStatus(store, batchId, "groups");
  const { ledger } = shop;
  return [
    ...expectEqual("products that neither succeeded nor were unchanged", others, {}),
    ...expectEqual("products in the shop", shop.productCount, PRODUCTS),
    ...expectEqual("products created in the shop", ledger.summary().productsCreated, PRODUCTS),
    ...expectEqual("identities created twice", ledger.summary().duplicateIdentities, 0),
    ...expectEqual("links", await ctx.db.productLink.count({ where: { storeId, goneAt: null } }), PRODUCTS),
    ...(await compareWithLedger(ctx.db, rig.simulator, storeId)),
  ];
}
