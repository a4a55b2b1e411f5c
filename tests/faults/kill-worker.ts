import { setTimeout as pause } from "node:timers/promises";
import { ofRuns, percentile, round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { checkUpload, countByStatus } from "./check-upload.ts";
import { untilCaughtAtWork, type Drainer } from "./drainer.ts";
import type { Fault, FaultOutcome, FaultRun } from "./fault.ts";
import { pickKillPoint, type KillPoint } from "./kill-points.ts";
import { JobWatch, readRecoverySeconds, watchCalls } from "./recovery.ts";
import { readUnclear, sumUnclear, type UnclearCalls } from "./unclear-calls.ts";
import { countOverlaps, readShifts } from "./shifts.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "./upload-stage.ts";

const PRODUCTS = 500;
const WORKERS = 2;
const TRIES_PER_SEED = 3;
const RECOVERY_SECONDS = 15;

export const killWorker: Fault = {
  line: 3,
  name: "kill-worker",
  summary: "the worker that uploads 500 products is killed with -9 in the middle and replaced",
  measures: "seconds from the kill to the next call to Shopify for the store (99 of 100)",
  bound: RECOVERY_SECONDS,
  run,
};

interface Kill {
  /** Why it does not count; null when it met the upload in the middle. */
  readonly missed: string | null;
  readonly recoverySeconds: number | null;
  readonly unclear: UnclearCalls;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds * TRIES_PER_SEED });
  const kills: Kill[] = [];
  const problems: string[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    for (let attempt = 1; attempt <= TRIES_PER_SEED; attempt += 1) {
      const name = attempt === 1 ? `seed ${seed}` : `seed ${seed}, try ${attempt}`;
      const point = pickKillPoint(seed, attempt, PRODUCTS);
      const kill = await killOnce(stage, point, (line) => fault.say(`${name}: ${line}`));
      problems.push(...kill.problems.map((problem) => `${name}: ${problem}`));
      if (kill.missed === null) {
        kills.push(kill);
        break;
      }
      fault.say(`${name}: does not count, ${kill.missed}`);
    }
  }
  const recoveries = kills.flatMap(({ recoverySeconds }) => recoverySeconds ?? []);
  const isMeasured = recoveries.length === kills.length && kills.length > 0;
  return {
    fired: kills.length === fault.seeds,
    ...(isMeasured ? { figure: round(percentile(recoveries, 99)) } : {}),
    problems,
    more: {
      kills: kills.length,
      ...(isMeasured ? ofRuns("recoverySeconds", recoveries) : {}),
      ...sumUnclear(kills.map((kill) => kill.unclear)),
    },
  };
}

async function killOnce(stage: UploadStage, point: KillPoint, say: (line: string) => void): Promise<Kill> {
  const store = await stage.openStore();
  const batchId = await approveNewProducts(store, PRODUCTS);
  await untilPoint(store, point);
  if (!point.isWakeUpWaiting) await stage.runtime.queue.boss.deleteQueuedJobs(drainStore.name);
  const drainer = await untilCaughtAtWork(stage, store);
  const calls = watchCalls(store);
  try {
    const killedAtMs = Date.now();
    await drainer.worker.kill();
    const met = await lookAtKill(store, batchId, drainer);
    say(`killed ${drainer.worker.name} at ${met.description}`);
    const job = new JobWatch(store, stage.runtime.queue);
    await Promise.all([stage.rig.addWorker(), untilBatchEnded(store, batchId, () => job.look())]);
    const endedAtMs = Date.now();
    const recoverySeconds = await readRecoverySeconds(store, drainer, { killedAtMs, arrivedAtMs: calls.arrivedAtMs() });
    const unclear = await readUnclear(store, batchId, drainer);
    const problems = await checkUpload(stage, store, { batchId, products: PRODUCTS });
    const overlaps = countOverlaps(await readShifts(store.ctx.db, store.storeId));
    if (overlaps > 0) problems.push(`${overlaps} pairs of workers were at the store at the same time`);
    if (unclear.resolved < unclear.unclear)
      problems.push(`${unclear.unclear - unclear.resolved} of ${unclear.unclear} unclear calls were never resolved`);
    say(
      `the queue let go of it after ${secondsSince(killedAtMs, job.releasedAtMs)} s, the next call came after ` +
        `${recoverySeconds?.toFixed(1) ?? "?"} s, all had ended after ${secondsSince(killedAtMs, endedAtMs)} s`,
    );
    say(
      `${unclear.unclear} calls were unclear: ${unclear.adopted} adopted, ${unclear.sentAgain} sent again, ` +
        `${unclear.resolved} resolved; ${problems.length} problems`,
    );
    return { missed: met.missed, recoverySeconds, unclear, problems };
  } finally {
    calls.stop();
  }
}

async function untilPoint({ shop }: StageStore, { afterCreates, delayMs }: KillPoint): Promise<void> {
  await waitUntil(() => shop.ledger.count("product-created") >= afterCreates, {
    what: `${afterCreates} products are in the shop`,
    lookEveryMs: 2,
    deadlineSeconds: 60,
  });
  await pause(delayMs);
}

/** What the dead worker left: whether it was hit in the middle, with rows ended and others not, and calls in flight. */
async function lookAtKill(
  store: StageStore,
  batchId: string,
  { claimToken }: Drainer,
): Promise<{ missed: string | null; description: string }> {
  const { db } = store.ctx;
  const { PENDING = 0, PROCESSING = 0, ...ended } = await countByStatus(store, batchId, "rows");
  const endedRows = Object.values(ended).reduce((sum, count) => sum + count, 0);
  const heldGroups = await db.uploadGroup.count({ where: { claimToken } });
  const openCalls = await db.uploadAttempt.count({ where: { claimToken, outcome: "INTENT" } });
  const description =
    `${endedRows} ended rows, ${PROCESSING} under way, ${PENDING} waiting; it held ${heldGroups} products ` +
    `and had ${openCalls} calls in flight`;
  if (endedRows === 0) return { missed: "no row had ended yet", description };
  if (PENDING + PROCESSING === 0) return { missed: "all rows had ended", description };
  if (heldGroups === 0) return { missed: "the worker held nothing", description };
  if (openCalls === 0) return { missed: "no call was in flight", description };
  return { missed: null, description };
}

const secondsSince = (startedAtMs: number, atMs: number | null): string =>
  atMs === null ? "?" : ((atMs - startedAtMs) / 1_000).toFixed(1);
