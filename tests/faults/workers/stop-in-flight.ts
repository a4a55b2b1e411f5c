import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { checkUpload } from "../check-upload.ts";
import { untilCaughtAtWork, type Drainer } from "../drainer.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { pickKillPoint } from "../kill-points.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";

const PRODUCTS = 300;
const CALLS_IN_FLIGHT = 20;
const MILLISECONDS_PER_WRITE = 1_500;
const EXIT_WITHIN_SECONDS = 30;
/** To learn how long it takes when that is too long. */
const WAIT_SECONDS = 60;

export const stopInFlight: Fault = {
  line: 5,
  name: "stop-in-flight",
  summary: `the only worker gets SIGTERM with at least ${CALLS_IN_FLIGHT} calls in flight, and a successor does the rest`,
  measures: "seconds from SIGTERM to the end of the process, in the worst seed",
  bound: EXIT_WITHIN_SECONDS,
  run,
};

interface Stop {
  readonly inFlight: number;
  readonly exitSeconds: number;
  readonly problems: readonly string[];
}

/** Writes take 1.5 seconds, so that the stop meets many of them under way. Nobody else can take up what it leaves. */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, {
    workers: 1,
    stores: fault.seeds,
    millisecondsPerWrite: MILLISECONDS_PER_WRITE,
  });
  const stops: Stop[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const stop = await stopOnce(stage, pickKillPoint(seed, 1, PRODUCTS).afterCreates);
    fault.say(
      `seed ${seed}: ended ${stop.exitSeconds.toFixed(1)} s after SIGTERM with ${stop.inFlight} calls in flight, ` +
        `${stop.problems.length} problems`,
    );
    stops.push({ ...stop, problems: stop.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  return {
    fired: stops.every(({ inFlight }) => inFlight >= CALLS_IN_FLIGHT),
    figure: round(Math.max(...stops.map(({ exitSeconds }) => exitSeconds))),
    problems: stops.flatMap(({ problems }) => problems),
    more: { callsInFlightAtLeast: Math.min(...stops.map(({ inFlight }) => inFlight)) },
  };
}

async function stopOnce(stage: UploadStage, afterCreates: number): Promise<Stop> {
  const store = await stage.openStore();
  const batchId = await approveNewProducts(store, PRODUCTS);
  await waitUntil(() => store.shop.ledger.count("product-created") >= afterCreates, {
    what: `${afterCreates} products are in the shop`,
    lookEveryMs: 5,
    deadlineSeconds: 120,
  });
  const drainer = await untilCaughtAtWork(stage, store);
  const inFlight = await untilInFlight(store, drainer);
  const stoppedAtMs = performance.now();
  const wasEnough = await drainer.worker.stop(WAIT_SECONDS);
  const exitSeconds = (performance.now() - stoppedAtMs) / 1_000;
  const code = await drainer.worker.ended;
  const problems = [...(await findLeftBehind(stage, store))];
  if (!wasEnough || code !== 0) problems.push(`the worker ended with ${String(code)} and not with 0`);
  await Promise.all([stage.rig.addWorker(), untilBatchEnded(store, batchId)]);
  problems.push(...(await checkUpload(stage, store, { batchId, products: PRODUCTS })), ...(await findRepeated(store)));
  return { inFlight, exitSeconds, problems };
}

/** Waits until the worker has so many calls under way whose answers are not due for half of their time. Answers how many. */
async function untilInFlight({ ctx }: StageStore, { claimToken }: Drainer): Promise<number> {
  let inFlight = 0;
  const isReached = async () => {
    const since = new Date(Date.now() - MILLISECONDS_PER_WRITE / 2);
    inFlight = await ctx.db.uploadAttempt.count({
      where: { claimToken, outcome: "INTENT", step: "CREATE_PRODUCT", startedAt: { gte: since } },
    });
    return inFlight >= CALLS_IN_FLIGHT;
  };
  await waitUntil(isReached, { what: `${CALLS_IN_FLIGHT} calls are in flight`, lookEveryMs: 2, deadlineSeconds: 60 });
  return inFlight;
}

/** What a worker that ended in peace must not leave: jobs that somebody seems to run, products and calls under way. */
async function findLeftBehind({ runtime }: UploadStage, { ctx, storeId }: StageStore): Promise<string[]> {
  const { db } = ctx;
  const counts = {
    "running jobs": await db.runningJob.count(),
    "active jobs in the queue": (
      await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM pgboss.job WHERE state = 'active'`
    ).reduce((sum, { count }) => sum + count, 0),
    "products under way": await db.uploadGroup.count({ where: { storeId, status: "PROCESSING" } }),
    "calls without an end": await db.uploadAttempt.count({ where: { storeId, outcome: "INTENT" } }),
  };
  runtime.log.debug({ counts }, "What the worker left was counted.");
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what} were left`]));
}

/** Creates that were sent more than once, or of whose answer nobody knows. */
async function findRepeated({ ctx: { db }, storeId }: StageStore): Promise<string[]> {
  const creates = await db.uploadAttempt.groupBy({
    by: ["groupId"],
    where: { storeId, step: "CREATE_PRODUCT" },
    _count: true,
  });
  const repeated = creates.filter(({ _count }) => _count > 1).length;
  const unknown = await db.uploadAttempt.count({ where: { storeId, outcome: "UNKNOWN" } });
  return [
    ...(repeated === 0 ? [] : [`${repeated} products were sent twice`]),
    ...(unknown === 0 ? [] : [`${unknown} calls remained without a known answer`]),
  ];
}
