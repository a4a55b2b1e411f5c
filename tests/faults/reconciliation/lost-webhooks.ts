import { getRun } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { compareLinksWithShop } from "#tests/support/reconciliation/compare-links-with-shop.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";
import { editProducts } from "./merchant-edits.ts";

const PRODUCTS = 400;
const WORKERS = 2;
const LOST_SHARE = 0.05;
const WITHIN_SECONDS = 120;

export const lostWebhooks: Fault = {
  line: 22,
  name: "lost-webhooks",
  summary:
    "5 % of all webhooks are lost while a merchant edits and deletes products and variants; then one reconciliation",
  measures: "links that differ from the shop after it",
  bound: 0,
  run,
};

interface LostRun {
  readonly lost: number;
  readonly edits: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly seconds: number;
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const runs: LostRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const one = await loseWebhooks(stage, seed);
    fault.say(
      `seed ${seed}: ${one.edits} edits, ${one.lost} webhooks lost, ${one.before.length} links wrong before ` +
        `and ${one.after.length} after a run of ${round(one.seconds)} s`,
    );
    runs.push(one);
  }
  const sum = (of: (one: LostRun) => number) => runs.reduce((total, one) => total + of(one), 0);
  return {
    fired: runs.every(({ lost, before }) => lost > 0 && before.length > 0),
    figure: sum(({ after }) => after.length),
    problems: runs.flatMap(({ after }, index) => after.map((difference) => `seed ${index + 1}: ${difference}`)),
    more: {
      edits: sum(({ edits }) => edits),
      lostWebhooks: sum(({ lost }) => lost),
      linksWrongBefore: sum(({ before }) => before.length),
      runSeconds: round(Math.max(...runs.map(({ seconds }) => seconds))),
    },
  };
}

async function loseWebhooks(stage: UploadStage, seed: number): Promise<LostRun> {
  const store = await stage.openStore();
  await untilBatchEnded(store, await approveNewProducts(store, PRODUCTS));
  await untilWebhooksHandled(stage, store);
  const { faults } = stage.rig.simulator.webhooks;
  faults.add({ topic: "*", effect: "lose", probability: LOST_SHARE, seed, shop: store.shop.domain });
  const edits = editProducts(store, store.shop.products(), randomFrom(seed));
  await untilWebhooksHandled(stage, store);
  const before = await differences(store);
  const started = performance.now();
  const { runId } = await requestReconciliation(store.ctx, { storeId: store.storeId });
  await waitUntil(async () => (await getRun(store.ctx, { storeId: store.storeId, runId })).status === "COMPLETED", {
    what: "the reconciliation is completed",
    lookEveryMs: 100,
    deadlineSeconds: WITHIN_SECONDS,
  });
  const seconds = (performance.now() - started) / 1_000;
  const lost = faults.counts().reduce((total, { fired }) => total + fired, 0);
  faults.clear();
  return { lost, edits, before, after: await differences(store), seconds };
}

const differences = ({ ctx, storeId, shop }: StageStore): Promise<string[]> =>
  compareLinksWithShop(ctx.db, storeId, shop.products());

/** What was triggered has arrived, but for what is lost, and what has arrived is applied. */
async function untilWebhooksHandled({ rig }: UploadStage, { ctx: { db }, shop }: StageStore): Promise<void> {
  await rig.simulator.webhooks.settled();
  await waitUntil(
    async () => (await db.webhookDelivery.count({ where: { shopDomain: shop.domain, handledAt: null } })) === 0,
    { what: "the webhooks are handled", lookEveryMs: 100, deadlineSeconds: WITHIN_SECONDS },
  );
}
