import { round } from "#tests/bench/statistics.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { checkUpload } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";
import { judgeAdoption, notAdoptedPercent, type Adoption } from "./adoption.ts";
import { startArmedWorker, untilDead } from "./armed-upload.ts";
import type { ArmedHit } from "./armed-hit.ts";

const PRODUCTS = 200;
/** So long after it has accepted a create Shopify answers it: all that are in flight are accepted by then. */
const ANSWERS_LATE_MS = 1_500;
/** Below it a share of 99 % says nothing. */
const IN_FLIGHT_AT_LEAST = 50;
const NOT_ADOPTED_PERCENT_AT_MOST = 1;

export const adoptAccepted: Fault = {
  line: 2,
  name: "adopt-accepted",
  summary: "a worker is killed with -9 when Shopify has accepted many creates whose answers are not stored",
  measures: "percent of the accepted creates that were not adopted without a second write",
  bound: NOT_ADOPTED_PERCENT_AT_MOST,
  run,
};

interface Kill extends Adoption {
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: 0, stores: fault.seeds });
  const kills: Kill[] = [];
  const problems: string[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const kill = await killOnce(stage, hitOf(seed), (line) => fault.say(`seed ${seed}: ${line}`));
    problems.push(...kill.problems.map((problem) => `seed ${seed}: ${problem}`));
    kills.push(kill);
  }
  const sum = (of: keyof Adoption) => kills.reduce((total, kill) => total + kill[of], 0);
  const all = { accepted: sum("accepted"), adopted: sum("adopted"), secondWrites: sum("secondWrites") };
  const fired = kills.every(({ accepted }) => accepted >= IN_FLIGHT_AT_LEAST);
  return {
    fired,
    ...(fired ? { figure: round(notAdoptedPercent(all)) } : {}),
    problems,
    more: { ...all, adoptedPercent: round(100 - notAdoptedPercent(all)) },
  };
}

/** The first answer comes alone, for nobody knows a shop's points before it. Those of the others come together. */
const hitOf = (seed: number): ArmedHit => ({
  failpoint: "uploads.after-answer",
  hit: 2 + Math.floor(30 * randomFrom(seed)()),
});

async function killOnce(stage: UploadStage, armed: ArmedHit, say: (line: string) => void): Promise<Kill> {
  const store = await stage.openStore();
  const { simulator } = stage.rig;
  const worker = await startArmedWorker(stage, armed);
  simulator.faults.add({
    operation: "productSet",
    shop: store.shop.domain,
    every: 1,
    point: "after-apply",
    effect: "delay",
    delayMs: ANSWERS_LATE_MS,
  });
  const batchId = await approveNewProducts(store, PRODUCTS);
  const hasDied = await untilDead(stage, store, { worker, armed, batchId });
  if (!hasDied) throw new Error(`The worker was not answered ${armed.hit} times.`);
  simulator.faults.clear();
  const accepted = await findAccepted(store, batchId);
  say(`${worker.name} died at answer ${armed.hit}, when ${accepted.length} creates were accepted and not stored`);
  const replacement = await stage.rig.addWorker();
  await untilBatchEnded(store, batchId);
  const adoption = judgeAdoption(await readAttemptsAfter(store, accepted));
  const problems = await checkUpload(stage, store, { batchId, products: PRODUCTS });
  await replacement.stop();
  say(
    `${adoption.adopted} of them were adopted, ${adoption.secondWrites} written a second time; ${problems.length} problems`,
  );
  return { ...adoption, problems };
}

interface UnstoredCreate {
  readonly groupId: bigint;
  /** The last of its attempts when the worker died. */
  readonly attemptId: bigint;
}

/** The creates of which the shop has the product, and the database only that they were about to be sent. */
async function findAccepted({ ctx, shop }: StageStore, batchId: string): Promise<UnstoredCreate[]> {
  const made = new Set(shop.ledger.productCreates().map(({ identity }) => identity));
  const open = await ctx.db.uploadAttempt.findMany({
    where: { batchId, step: "CREATE_PRODUCT", outcome: "INTENT" },
    select: { id: true, groupId: true, group: { select: { productId: true } } },
  });
  return open.flatMap(({ id, groupId, group }) => (made.has(group.productId) ? [{ groupId, attemptId: id }] : []));
}

async function readAttemptsAfter({ ctx }: StageStore, creates: readonly UnstoredCreate[]) {
  const attempts = await ctx.db.uploadAttempt.findMany({
    where: { groupId: { in: creates.map(({ groupId }) => groupId) } },
    select: { id: true, groupId: true, step: true, outcome: true },
  });
  const ofGroup = Map.groupBy(attempts, ({ groupId }) => groupId);
  return creates.map(({ groupId, attemptId }) => ({
    attempts: (ofGroup.get(groupId) ?? []).filter(({ id }) => id > attemptId),
  }));
}
