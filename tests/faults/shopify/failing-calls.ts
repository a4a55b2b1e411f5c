import { ofRuns, round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import type { FaultEntryInput } from "#tests/simulator/faults/script.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { approveNewProducts, openUploadStage, VARIANTS_PER_PRODUCT, type UploadStage } from "../upload-stage.ts";
import { checkStore, countRows, readSpentTries } from "./check-store.ts";
import { forSeeds } from "./seeds.ts";

const PRODUCTS = 200;
const WORKERS = 2;
const MEAN_TRIES_AT_MOST = 2.2;
/** The last few products wait for their next try, and for a shop that three failures in a row make look silent. */
const ENDS_WITHIN_SECONDS = 300;

/** Of all calls, half of each before Shopify applied the call and half after. */
const SERVER_ERRORS = 0.3;
const LOST_ANSWERS = 0.05;
/** Of the writes, so that chance alone does not call a run too mild. */
const FIRED_AT_LEAST = { serverErrors: 0.22, lostAnswers: 0.02 };

export const failingCalls: Fault = {
  line: 11,
  name: "failing-calls",
  summary: "30 of 100 calls are answered 5xx and 5 not at all, half of them applied, while 200 products are uploaded",
  measures: "tries of a product on average (those that it spent, and the one that succeeded), in the worst seed",
  bound: MEAN_TRIES_AT_MOST,
  run,
};

interface FailingRun {
  readonly meanTries: number;
  readonly mostTries: number;
  readonly callsPerProduct: number;
  readonly failedRows: number;
  readonly hasFired: boolean;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const runs = await forSeeds({ seeds: fault.seeds, atOnce: WORKERS }, (seed) =>
    uploadOnce(stage, seed, (line) => fault.say(`seed ${seed}: ${line}`)),
  );
  const each = (figure: (one: FailingRun) => number) => runs.map(figure);
  return {
    fired: runs.every(({ hasFired }) => hasFired),
    figure: round(Math.max(...each(({ meanTries }) => meanTries))),
    problems: runs.flatMap(({ problems }, index) => problems.map((problem) => `seed ${index + 1}: ${problem}`)),
    more: {
      ...ofRuns(
        "callsPerProduct",
        each(({ callsPerProduct }) => callsPerProduct),
      ),
      mostTries: Math.max(...each(({ mostTries }) => mostTries)),
      failedRows: each(({ failedRows }) => failedRows).reduce((sum, count) => sum + count, 0),
    },
  };
}

async function uploadOnce(stage: UploadStage, seed: number, say: (line: string) => void): Promise<FailingRun> {
  const store = await stage.openStore();
  stage.rig.simulator.faults.add(...failures(store.shop.domain, seed));
  const batchId = await approveNewProducts(store, PRODUCTS);
  await waitUntil(
    async () =>
      (await store.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } })).completedAt !== null,
    { what: "the batch has ended", lookEveryMs: 100, deadlineSeconds: ENDS_WITHIN_SECONDS },
  );
  const met = await readWrites(store.ctx.db, batchId);
  const { FAILED = 0 } = await countRows(store);
  const tries = await readSpentTries(store);
  const problems = await checkStore(stage, store, {
    SUCCESS: PRODUCTS * VARIANTS_PER_PRODUCT - FAILED,
    ...(FAILED > 0 ? { FAILED } : {}),
  });
  const meanTries = 1 + tries.mean;
  say(
    `${met.calls} calls, ${round(100 * met.serverErrors)} % of them answered 5xx and ${round(100 * met.lostAnswers)} % not at all: ` +
      `${meanTries.toFixed(2)} tries on average and ${tries.most + 1} at most, ${FAILED} rows FAILED, ${problems.length} problems`,
  );
  return {
    meanTries,
    mostTries: tries.most + 1,
    callsPerProduct: met.calls / PRODUCTS,
    failedRows: FAILED,
    hasFired:
      met.serverErrors >= FIRED_AT_LEAST.serverErrors &&
      met.lostAnswers >= FIRED_AT_LEAST.lostAnswers &&
      stage.rig.simulator.faults.counts().every(({ entry, fired }) => entry.shop !== store.shop.domain || fired > 0),
    problems,
  };
}

/** Each fault is asked by itself, so the later ones are a little likelier among the calls that the earlier ones spare. */
function failures(shop: string, seed: number): FaultEntryInput[] {
  let spared = 1;
  const portion = (share: number, fault: Pick<FaultEntryInput, "point" | "effect" | "status">, index: number) => {
    const probability = share / spared;
    spared -= share;
    return { ...fault, operation: "*", shop, probability, seed: seed * 10 + index };
  };
  return [
    portion(SERVER_ERRORS / 2, { point: "before-apply", effect: "status", status: 503 }, 0),
    portion(LOST_ANSWERS / 2, { point: "before-apply", effect: "drop" }, 1),
    portion(SERVER_ERRORS / 2, { point: "after-apply", effect: "status", status: 502 }, 2),
    portion(LOST_ANSWERS / 2, { point: "after-apply", effect: "drop" }, 3),
  ];
}

/** The calls for products, creates and look-ups, and what share of them failed in which way. */
async function readWrites(
  db: UploadStage["runtime"]["db"],
  batchId: string,
): Promise<{ calls: number; serverErrors: number; lostAnswers: number }> {
  const byCode = await db.uploadAttempt.groupBy({ by: ["errorCode"], where: { batchId }, _count: true });
  const calls = byCode.reduce((sum, { _count }) => sum + _count, 0);
  const countOf = new Map(byCode.map(({ errorCode, _count }) => [errorCode, _count]));
  const shareOf = (code: string) => (countOf.get(code) ?? 0) / calls;
  return { calls, serverErrors: shareOf("shopify.failure"), lostAnswers: shareOf("shopify.no-answer") };
}
