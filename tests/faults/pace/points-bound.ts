import { ofRuns, round } from "#tests/bench/statistics.ts";
import { checkShops } from "#tests/bench/upload/check-shops.ts";
import { measureApproval } from "#tests/bench/upload/measure-approval.ts";
import { pointsUse, utilizationOf } from "#tests/bench/upload/utilization.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { openPointsStage, PRODUCT_SIZE, retriesConsumed, type PointsStage } from "./points-stage.ts";

const PRODUCTS = 1_000;
const RESTORE_RATE = 100;
const UNUSED_PERCENT_AT_MOST = 5;
const THROTTLED_PERCENT_AT_MOST = 0.5;
/** The latency of each seed: from quick to slow, since what is in flight depends on it. */
const LATENCY_MS = { least: 80, most: 600 };

export const pointsBound: Fault = {
  line: 9,
  name: "points-bound",
  summary: "1,000 products go to a shop that restores 100 points a second, at calls of another latency for each seed",
  measures: "percent of the restored points that were left unused, in the worst seed",
  bound: UNUSED_PERCENT_AT_MOST,
  run,
};

interface BoundRun {
  /** Whether it was the shop's points that had to be waited for. */
  readonly isBound: boolean;
  readonly unusedPercent: number | null;
  readonly throttledPercent: number;
  readonly seconds: number;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openPointsStage(fault, { plan: "standard", shops: fault.seeds });
  const runs: BoundRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const one = await uploadOnce(stage, seed, (line) => fault.say(`seed ${seed}: ${line}`));
    runs.push({ ...one, problems: one.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  const unused = runs.flatMap(({ unusedPercent }) => unusedPercent ?? []);
  const isMeasured = unused.length === runs.length && runs.length > 0;
  const throttled = runs.map(({ throttledPercent }) => throttledPercent);
  return {
    fired: runs.every(({ isBound }) => isBound),
    ...(isMeasured ? { figure: round(Math.max(...unused)) } : {}),
    problems: runs.flatMap(({ problems }) => problems),
    more: {
      ...ofRuns("throttledPercent", throttled),
      ...ofRuns(
        "seconds",
        runs.map(({ seconds }) => seconds),
      ),
    },
  };
}

async function uploadOnce(
  { world, workers, openStore }: PointsStage,
  seed: number,
  say: (line: string) => void,
): Promise<BoundRun> {
  const organization = await openStore(PRODUCTS);
  const mutationMs = Math.round(LATENCY_MS.least + randomFrom(seed)() * (LATENCY_MS.most - LATENCY_MS.least));
  await world.simulator.setLatency({ mutationMs, queryMs: Math.round(mutationMs / 3) });
  const measured = await measureApproval(world, { organization, workers }, say);
  const [end] = measured.stores;
  if (!end) throw new Error("The organization has no store.");
  const samples = measured.watch.samplesOf(end.store.domain);
  const [first, last] = [samples.at(0), samples.at(-1)];
  const use = pointsUse(samples, { endedAtMs: end.endedAtMs, restoreRate: RESTORE_RATE });
  const utilization = utilizationOf([use]);
  const unusedPercent = utilization === null ? null : 100 * (1 - utilization);
  const calls = (last?.calls ?? 0) - (first?.calls ?? 0);
  const throttled = (last?.throttled ?? 0) - (first?.throttled ?? 0);
  const throttledPercent = (100 * throttled) / Math.max(1, calls);
  const { restoreRate } = (await world.simulator.shop(end.store.domain)).points;
  const spent = (last?.spentPoints ?? 0) - (first?.spentPoints ?? 0);
  const { wrong } = await checkShops(world, organization, measured, { products: PRODUCTS, ...PRODUCT_SIZE });
  const problems = [...wrong, ...(await retriesConsumed(world, measured.batchId))];
  if (throttledPercent > THROTTLED_PERCENT_AT_MOST)
    problems.push(
      `${throttled} of ${calls} calls were throttled, ${round(throttledPercent)} %, and ${THROTTLED_PERCENT_AT_MOST} % is the most`,
    );
  const seconds = (end.endedAtMs - measured.approvedAtMs) / 1_000;
  say(
    `${mutationMs} ms a write: ${seconds.toFixed(1)} s, ${unusedPercent?.toFixed(1) ?? "?"} % of the points unused, ` +
      `${throttled} of ${calls} calls throttled, ${problems.length} problems`,
  );
  const isBound = restoreRate === RESTORE_RATE && spent > 3 * (first?.availablePoints ?? Number.POSITIVE_INFINITY);
  return { isBound, unusedPercent, throttledPercent, seconds, problems };
}
