import { setTimeout as pause } from "node:timers/promises";
import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import type { DatabaseWire, UnansweredQuestion } from "#tests/rig/database-wire.ts";
import { checkUpload } from "../check-upload.ts";
import { untilCaughtAtWork } from "../drainer.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { pickKillPoint } from "../kill-points.ts";
import { approveNewProducts, untilBatchEnded } from "../upload-stage.ts";
import { judgeAnswers, openApiCaller, slowest503, watchApi } from "./api-watch.ts";
import { findEndedProcesses, openWiredStage, type WiredStage } from "./wired-stage.ts";

const WORKERS = 2;
const PRODUCTS = 500;
const SILENT_SECONDS = 25;
const NOTICED_WITHIN_SECONDS = 20;

export const halfOpenDatabase: Fault = {
  line: 20,
  name: "half-open-database",
  summary: `for ${SILENT_SECONDS} seconds nothing comes through to PostgreSQL or from it, and nobody is told`,
  measures: "seconds from a question on a silent connection until its process gave the connection up, at most",
  bound: NOTICED_WITHIN_SECONDS,
  run,
};

interface Silence {
  readonly noticedSeconds: number;
  readonly questions: number;
  readonly told: number;
  readonly slowest503: number;
  readonly backSeconds: number;
  readonly problems: readonly string[];
}

/** A connection on which nobody asks cannot be known to be dead; what counts is how long somebody waited on one. */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const silences: Silence[] = [];
  const wired = await openWiredStage(fault, { workers: WORKERS, stores: fault.seeds });
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const silence = await silenceOnce(wired, pickKillPoint(seed, 1, PRODUCTS).afterCreates);
    fault.say(
      `seed ${seed}: ${silence.questions} connections were asked in vain, the last was given up after ` +
        `${silence.noticedSeconds.toFixed(1)} s; ${silence.told} answers were 503, the slowest after ` +
        `${silence.slowest503.toFixed(1)} s; calls went on ${silence.backSeconds.toFixed(1)} s after the silence, ` +
        `${silence.problems.length} problems`,
    );
    silences.push({ ...silence, problems: silence.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  return {
    fired: silences.every(({ questions, told }) => questions > 0 && told > 0),
    figure: round(Math.max(...silences.map(({ noticedSeconds }) => noticedSeconds))),
    problems: silences.flatMap(({ problems }) => problems),
    more: {
      connectionsAskedInVain: silences.reduce((sum, { questions }) => sum + questions, 0),
      slowest503Seconds: round(Math.max(...silences.map((silence) => silence.slowest503))),
      nextCallSeconds: round(Math.max(...silences.map(({ backSeconds }) => backSeconds))),
    },
  };
}

async function silenceOnce({ stage, wire }: WiredStage, afterCreates: number): Promise<Silence> {
  const store = await stage.openStore();
  const call = await openApiCaller(stage, store);
  const batchId = await approveNewProducts(store, PRODUCTS);
  await waitUntil(() => store.shop.ledger.count("product-created") >= afterCreates, {
    what: `${afterCreates} products are in the shop`,
    lookEveryMs: 2,
    deadlineSeconds: 60,
  });
  await untilCaughtAtWork(stage, store);
  const before = wire.unanswered().length;
  const fromMs = Date.now();
  wire.silence();
  const watch = watchApi(call);
  await pause(SILENT_SECONDS * 1_000);
  wire.restore();
  const toMs = Date.now();
  const seenCalls = store.shop.traffic.calls;
  const backAtMs = waitUntil(() => store.shop.traffic.calls > seenCalls, {
    what: "the upload goes on",
    lookEveryMs: 5,
    deadlineSeconds: 120,
  }).then(() => Date.now());
  const [backAt] = await Promise.all([backAtMs, untilBatchEnded(store, batchId)]);
  await untilGivenUp(wire);
  const questions = wire.unanswered().slice(before);
  const answers = await watch.stop();
  const problems = [
    ...(await checkUpload(stage, store, { batchId, products: PRODUCTS })),
    ...findEndedProcesses(stage),
    ...judgeAnswers(answers, [{ fromMs, toMs }]),
  ];
  return {
    noticedSeconds: Math.max(0, ...questions.map(secondsInVain)),
    questions: questions.length,
    told: answers.filter(({ status }) => status === 503).length,
    slowest503: slowest503(answers),
    backSeconds: (backAt - toMs) / 1_000,
    problems,
  };
}

/** Longer than is promised, so that the figure says how much longer. */
const untilGivenUp = (wire: DatabaseWire): Promise<number> =>
  waitUntil(() => wire.unanswered().every(({ givenUpAtMs }) => givenUpAtMs !== null), {
    what: "every connection on which somebody waits is given up",
    lookEveryMs: 50,
    deadlineSeconds: 120,
  });

const secondsInVain = ({ askedAtMs, givenUpAtMs }: UnansweredQuestion): number =>
  ((givenUpAtMs ?? Number.POSITIVE_INFINITY) - askedAtMs) / 1_000;
