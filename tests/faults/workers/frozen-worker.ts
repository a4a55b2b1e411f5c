import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
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
import { findStale, type HeldCall } from "./stale-calls.ts";

const PRODUCTS = 500;
const WORKERS = 2;
const FROZEN_SECONDS = 20;
const TAKEN_OVER_WITHIN_SECONDS = 90;

export const frozenWorker: Fault = {
  line: 6,
  name: "frozen-worker",
  summary:
    "the worker of a store stands still for 20 seconds or more, another one takes over, and it goes on as if nothing were",
  measures: "products whose calls it settled, or called for again, after they had been taken from it",
  bound: 0,
  run,
};

interface Freeze {
  readonly heldCalls: number;
  readonly takeoverSeconds: number;
  readonly stale: number;
  readonly laterCalls: number;
  readonly problems: readonly string[];
}

/**
 * SIGSTOP and SIGCONT. The process keeps its connections, and with them its sign of life, so that only the heartbeat of its
 * job tells that it stands still. It is let go on 20 seconds later, or once its products have been taken up, if that is later:
 * the answers of its calls lie in its sockets by then.
 */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const freezes: Freeze[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const freeze = await freezeOnce(stage, pickKillPoint(seed, 1, PRODUCTS).afterCreates);
    fault.say(
      `seed ${seed}: frozen with ${freeze.heldCalls} calls in flight, taken over after ${freeze.takeoverSeconds.toFixed(1)} s; ` +
        `${freeze.stale} of its calls were settled afterwards, it made ${freeze.laterCalls} for other products, ` +
        `${freeze.problems.length} problems`,
    );
    freezes.push({ ...freeze, problems: freeze.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  return {
    fired: freezes.every(({ heldCalls }) => heldCalls > 0),
    figure: freezes.reduce((sum, { stale }) => sum + stale, 0),
    problems: freezes.flatMap(({ problems }) => problems),
    more: {
      takeoverSeconds: round(Math.max(...freezes.map(({ takeoverSeconds }) => takeoverSeconds))),
      callsInFlight: freezes.reduce((sum, { heldCalls }) => sum + heldCalls, 0),
    },
  };
}

async function freezeOnce(stage: UploadStage, afterCreates: number): Promise<Freeze> {
  const store = await stage.openStore();
  const batchId = await approveNewProducts(store, PRODUCTS);
  await waitUntil(() => store.shop.ledger.count("product-created") >= afterCreates, {
    what: `${afterCreates} products are in the shop`,
    lookEveryMs: 2,
    deadlineSeconds: 60,
  });
  const drainer = await untilCaughtAtWork(stage, store);
  const frozenAtMs = Date.now();
  process.kill(drainer.worker.processId, "SIGSTOP");
  let takenOverAt: Date;
  let held: HeldCall[];
  try {
    takenOverAt = await untilTakenOver(store, drainer);
    held = await readHeld(store, drainer);
    await pause(Math.max(0, frozenAtMs + FROZEN_SECONDS * 1_000 - Date.now()));
  } finally {
    process.kill(drainer.worker.processId, "SIGCONT");
  }
  const resumedAt = new Date();
  await untilBatchEnded(store, batchId);
  const { ids, stale, rewritten } = await findStale(store.ctx.db, drainer, held, takenOverAt);
  const problems = await checkUpload(stage, store, { batchId, products: PRODUCTS });
  if (rewritten > 0) problems.push(`${rewritten} of its calls do not say any more that their outcome is unknown`);
  if (!drainer.worker.isRunning()) problems.push("the worker ended when it was let go on");
  const laterCalls = await store.ctx.db.uploadAttempt.count({
    where: { claimToken: drainer.claimToken, startedAt: { gte: resumedAt }, groupId: { notIn: ids } },
  });
  const takeoverSeconds = (takenOverAt.getTime() - frozenAtMs) / 1_000;
  return { heldCalls: held.length, takeoverSeconds, stale, laterCalls, problems };
}

/** The calls whose answers it has not stored, as whoever took over wrote down while it stood still. */
async function readHeld({ ctx }: StageStore, { claimToken }: Drainer): Promise<HeldCall[]> {
  return ctx.db.uploadAttempt.findMany({
    where: { claimToken, outcome: "UNKNOWN" },
    select: { id: true, groupId: true },
  });
}

/** Waits until somebody else calls for the store. Answers since when. */
async function untilTakenOver({ ctx, storeId }: StageStore, { claimToken }: Drainer): Promise<Date> {
  const since = new Date();
  let takenOverAt = since;
  const isTakenOver = async () => {
    const first = await ctx.db.uploadAttempt.findFirst({
      where: { storeId, claimToken: { not: claimToken }, startedAt: { gte: since } },
      orderBy: { startedAt: "asc" },
    });
    takenOverAt = first?.startedAt ?? since;
    return first !== null;
  };
  await waitUntil(isTakenOver, {
    what: "another worker has taken over",
    lookEveryMs: 20,
    deadlineSeconds: TAKEN_OVER_WITHIN_SECONDS,
  });
  return takenOverAt;
}
