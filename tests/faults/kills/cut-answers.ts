import { checkUpload } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { openUploadStage, untilBatchEnded, type StageStore, type UploadStage } from "../upload-stage.ts";
import { countDamage } from "./count-damage.ts";
import { approveWithFewPoints, openPublishingStore } from "./publishing-store.ts";

const PRODUCTS = 150;
/** Of the answers to each kind of call. */
const CUT_SHARE = 0.2;
/** What an upload calls: a create, its publishing, the reading of ids, and the look-up after an answer that was cut. */
const OPERATIONS = ["productSet", "publishablePublish", "nodes", "productByIdentifier"] as const;
const CUT_AT_LEAST = 20;

export const cutAnswers: Fault = {
  line: 13,
  name: "cut-answers",
  summary: "one in five of Shopify's answers is cut at a random byte while 150 products go to a shop",
  measures: "rows that are SUCCESS without an id, and products that are twice in the shop or lost",
  bound: 0,
  run,
};

interface CutRun {
  readonly figure: number;
  readonly cuts: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: 1, stores: fault.seeds });
  const runs: CutRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const one = await uploadOnce(stage, seed, (line) => fault.say(`seed ${seed}: ${line}`));
    runs.push({ ...one, problems: one.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  const cutsOf = (operation: string) => runs.reduce((sum, { cuts }) => sum + (cuts[operation] ?? 0), 0);
  return {
    fired: runs.every(({ cuts }) => totalOf(cuts) >= CUT_AT_LEAST) && cutsOf("productSet") > 0,
    figure: runs.reduce((sum, { figure }) => sum + figure, 0),
    problems: runs.flatMap(({ problems }) => problems),
    more: {
      cuts: runs.reduce((sum, { cuts }) => sum + totalOf(cuts), 0),
      ...Object.fromEntries(OPERATIONS.map((operation) => [operation, cutsOf(operation)])),
    },
  };
}

async function uploadOnce(stage: UploadStage, seed: number, say: (line: string) => void): Promise<CutRun> {
  const store = await openPublishingStore(stage);
  const { faults } = stage.rig.simulator;
  faults.add(
    ...OPERATIONS.map((operation) => ({
      name: operation,
      operation,
      shop: store.shop.domain,
      probability: CUT_SHARE,
      seed,
      point: "mid-body" as const,
      effect: "drop" as const,
    })),
  );
  const batchId = await approveWithFewPoints(store, PRODUCTS);
  await untilBatchEnded(store, batchId);
  const cuts = Object.fromEntries(faults.counts().map(({ name, fired }) => [name, fired]));
  faults.clear();
  const withoutIds = await countWithoutIds(store, batchId);
  const { duplicates, lost } = await countDamage(store, batchId, PRODUCTS);
  const problems = await checkUpload(stage, store, { batchId, products: PRODUCTS });
  say(
    `${totalOf(cuts)} answers were cut (${JSON.stringify(cuts)}): ${withoutIds} rows without an id, ` +
      `${duplicates} duplicates, ${lost} lost, ${problems.length} problems`,
  );
  return { figure: withoutIds + duplicates + lost, cuts, problems };
}

const countWithoutIds = ({ ctx }: StageStore, batchId: string): Promise<number> =>
  ctx.db.shopifyUploadProduct.count({
    where: {
      batchId,
      status: "SUCCESS",
      OR: [{ shopifyProductId: null }, { shopifyVariantId: null }, { shopifyInventoryItemId: null }],
    },
  });

const totalOf = (cuts: Readonly<Record<string, number>>): number =>
  Object.values(cuts).reduce((sum, count) => sum + count, 0);
