import { ofRuns, round } from "#tests/bench/statistics.ts";
import { checkShops } from "#tests/bench/upload/check-shops.ts";
import { measureApproval } from "#tests/bench/upload/measure-approval.ts";
import { pointsUseFrom, utilizationOf, type ShopSample } from "#tests/bench/upload/utilization.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { openPointsStage, PRODUCT_SIZE, retriesConsumed, type PointsStage } from "./points-stage.ts";

const PRODUCTS = 500;
/** Of the plan Advanced. The bucket is nearly empty from the start, or the change would not be felt for long. */
const RESTORE_RATE = 200;
const AVAILABLE_AT_START = 400;
const ADAPTS_WITHIN_SECONDS = 5;
/** What "adapts" has to mean as well: who stopped altogether would not be throttled either. */
const USED_SHARE_AT_LEAST = 0.9;

export const rateHalved: Fault = {
  line: 10,
  name: "rate-halved",
  summary: "the restore rate of a shop is halved while 500 products go to it",
  measures: "seconds from the change to the last call that was throttled, in the worst seed (0: none was)",
  bound: ADAPTS_WITHIN_SECONDS,
  run,
};

interface HalvedRun {
  readonly isInTheMiddle: boolean;
  readonly adaptedAfterSeconds: number;
  readonly throttled: number;
  readonly usedShareAfter: number | null;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openPointsStage(fault, { plan: "advanced", shops: fault.seeds });
  const runs: HalvedRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const one = await uploadOnce(stage, randomFrom(seed), (line) => fault.say(`seed ${seed}: ${line}`));
    runs.push({ ...one, problems: one.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  const used = runs.flatMap(({ usedShareAfter }) => usedShareAfter ?? []);
  return {
    fired: runs.every(({ isInTheMiddle }) => isInTheMiddle),
    figure: round(Math.max(...runs.map(({ adaptedAfterSeconds }) => adaptedAfterSeconds))),
    problems: runs.flatMap(({ problems }) => problems),
    more: {
      throttled: runs.reduce((sum, one) => sum + one.throttled, 0),
      ...(used.length > 0 ? ofRuns("usedShareAfter", used) : {}),
    },
  };
}

async function uploadOnce(
  { world, workers, openStore }: PointsStage,
  random: () => number,
  say: (line: string) => void,
): Promise<HalvedRun> {
  const organization = await openStore(PRODUCTS);
  const [store] = organization.stores;
  if (!store) throw new Error("The organization has no store.");
  const { domain } = store;
  const changesAtProducts = Math.round((0.3 + 0.3 * random()) * PRODUCTS);
  const change: { atMs: number | null; products: number } = { atMs: null, products: 0 };
  await world.simulator.setPoints(domain, { available: AVAILABLE_AT_START });
  const measured = await measureApproval(
    world,
    {
      organization,
      workers,
      async meanwhile() {
        if (change.atMs !== null) return;
        const { products } = await world.simulator.shop(domain);
        if (products < changesAtProducts) return;
        await world.simulator.setPoints(domain, { restoreRate: RESTORE_RATE / 2 });
        change.atMs = Date.now();
        change.products = products;
      },
    },
    say,
  );
  const endedAtMs = measured.stores[0]?.endedAtMs ?? Number.NaN;
  const changedAtMs = change.atMs ?? Number.NaN;
  const samples = measured.watch.samplesOf(domain);
  const adaptedAfterSeconds = Math.max(0, (lastThrottledAtMs(samples) - changedAtMs) / 1_000);
  const throttled = (samples.at(-1)?.throttled ?? 0) - (samples.at(0)?.throttled ?? 0);
  const { restoreRate } = (await world.simulator.shop(domain)).points;
  const fromMs = changedAtMs + ADAPTS_WITHIN_SECONDS * 1_000;
  const usedShareAfter = utilizationOf([pointsUseFrom(samples, fromMs, { endedAtMs, restoreRate })]);
  const { wrong } = await checkShops(world, organization, measured, { products: PRODUCTS, ...PRODUCT_SIZE });
  const problems = [...wrong, ...(await retriesConsumed(world, measured.batchId))];
  if (usedShareAfter !== null && usedShareAfter < USED_SHARE_AT_LEAST)
    problems.push(`only ${round(100 * usedShareAfter)} % of the points were used once it had had time to adapt`);
  say(
    `halved at ${change.products} products: last throttled ${adaptedAfterSeconds.toFixed(1)} s later, ${throttled} throttled in all, ` +
      `afterwards ${round(100 * (usedShareAfter ?? Number.NaN))} % of the points used, ${problems.length} problems`,
  );
  return {
    isInTheMiddle: restoreRate === RESTORE_RATE / 2 && change.products < 0.8 * PRODUCTS && usedShareAfter !== null,
    adaptedAfterSeconds,
    throttled,
    usedShareAfter,
    problems,
  };
}

/** When the last throttled call had been seen, at most a tenth of a second too late. */
function lastThrottledAtMs(samples: readonly ShopSample[]): number {
  const grown = samples.filter(
    (sample, index) => sample.throttled > (samples[index - 1]?.throttled ?? sample.throttled),
  );
  return grown.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
}
