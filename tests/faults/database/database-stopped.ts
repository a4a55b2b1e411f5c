import { setTimeout as pause } from "node:timers/promises";
import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { approveNewProducts, type StageStore } from "../upload-stage.ts";
import { countDamage, keepApproving, untilAllEnded } from "./accepted-work.ts";
import { judgeAnswers, openApiCaller, slowest503, watchApi, type Outage } from "./api-watch.ts";
import { endBackends } from "./backend-ender.ts";
import { findEndedProcesses, openWiredStage, type WiredStage } from "./wired-stage.ts";

const WORKERS = 2;
const PRODUCTS_AT_START = 300;
const STOPS_PER_SEED = 5;
const STOPPED_SECONDS = 5;
const LONGEST_PAUSE_MS = 1_500;
const ENDING_SECONDS = 15;
const ENDED_AT_LEAST = 15;

export const databaseStopped: Fault = {
  line: 19,
  name: "database-stopped",
  summary: `PostgreSQL is away for ${STOPPED_SECONDS} seconds, ${STOPS_PER_SEED} times a seed, and then ends two connections a second`,
  measures: "accepted batches and products that were lost, and products that were created twice",
  bound: 0,
  run,
};

interface Trouble {
  readonly ended: number;
  readonly told: number;
  readonly slowest503: number;
  readonly backSeconds: readonly number[];
  readonly lost: number;
  readonly doubled: number;
  readonly problems: readonly string[];
}

/**
 * To its processes a server that is stopped is one that hangs up and lets nobody in, which a wire before it does without
 * stopping the server of whoever looks on; connections in the middle of a transaction are rolled back either way. Two seeds
 * make ten stops. Approvals go on over the API all the while.
 */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const wired = await openWiredStage(fault, { workers: WORKERS, stores: fault.seeds, plan: "advanced" });
  const troubles: Trouble[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const trouble = await stopRepeatedly(wired, randomFrom(seed), (line) => fault.say(`seed ${seed}: ${line}`));
    troubles.push({ ...trouble, problems: trouble.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  return {
    fired: troubles.every(({ ended, told }) => ended >= ENDED_AT_LEAST && told > 0),
    figure: troubles.reduce((sum, { lost, doubled }) => sum + lost + doubled, 0),
    problems: troubles.flatMap(({ problems }) => problems),
    more: {
      stops: troubles.flatMap(({ backSeconds }) => backSeconds).length,
      connectionsEnded: troubles.reduce((sum, { ended }) => sum + ended, 0),
      answers503: troubles.reduce((sum, { told }) => sum + told, 0),
      slowest503Seconds: round(Math.max(...troubles.map((trouble) => trouble.slowest503))),
      nextCallSeconds: round(Math.max(...troubles.flatMap(({ backSeconds }) => backSeconds))),
    },
  };
}

async function stopRepeatedly(wired: WiredStage, random: () => number, say: (line: string) => void): Promise<Trouble> {
  const { stage, wire } = wired;
  const store = await stage.openStore();
  const call = await openApiCaller(stage, store);
  const batchId = await approveNewProducts(store, PRODUCTS_AT_START);
  const approving = keepApproving(store, call);
  const watch = watchApi(call);
  const outages: Outage[] = [];
  const backSeconds: number[] = [];
  for (let stop = 1; stop <= STOPS_PER_SEED; stop += 1) {
    await untilNextCall(store);
    await pause(random() * LONGEST_PAUSE_MS);
    const fromMs = Date.now();
    await wire.hangUp();
    await pause(STOPPED_SECONDS * 1_000);
    await wire.open();
    outages.push({ fromMs, toMs: Date.now() });
    backSeconds.push(await untilNextCall(store));
  }
  const ended = await endBackends(stage.rig.databaseUrl, { wire, seconds: ENDING_SECONDS, random });
  const work = await approving.stop();
  await untilAllEnded(store);
  const answers = [...(await watch.stop()), ...work.answers];
  const all = { batchIds: [batchId, ...work.batchIds], products: PRODUCTS_AT_START + work.products };
  const { lost, doubled, problems } = await countDamage(stage, store, all);
  problems.push(...findEndedProcesses(stage), ...judgeAnswers(answers, outages));
  const told = answers.filter(({ status }) => status === 503).length;
  say(
    `${all.batchIds.length} batches accepted around ${outages.length} stops and ${ended} ended connections; calls went on ` +
      `within ${Math.max(...backSeconds).toFixed(1)} s, ${told} answers were 503; ${lost} lost, ${doubled} doubled, ${problems.length} problems`,
  );
  return { ended, told, slowest503: slowest503(answers), backSeconds, lost, doubled, problems };
}

/** Waits for the next call that the shop receives. Answers the seconds. */
async function untilNextCall({ shop }: StageStore): Promise<number> {
  const [startedAtMs, seen] = [performance.now(), shop.traffic.calls];
  const seenAtMs = await waitUntil(() => shop.traffic.calls > seen, {
    what: "the upload goes on",
    lookEveryMs: 5,
    deadlineSeconds: 90,
  });
  return (seenAtMs - startedAtMs) / 1_000;
}
