import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { importCatalog } from "#app/domain/catalog/import-catalog.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { addProducts } from "#tests/support/worlds/upload-world.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import {
  openUploadStage,
  untilBatchEnded,
  VARIANTS_PER_PRODUCT,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";
import { checkStore } from "./check-store.ts";
import { catalogPoisons, hostileLines, storedPoisons } from "./poison.ts";

const PRODUCTS = 1_000;
const WORKERS = 2;
const PLANNED_WITHIN_SECONDS = 60;

export const poisonGroups: Fault = {
  line: 15,
  name: "poison-groups",
  summary:
    "among 1,000 products are some whose content cannot be read, is 10 MB large, or came with NUL and lone surrogates",
  measures: "other products that did not succeed, and worker processes that ended",
  bound: 0,
  run,
};

interface PoisonRun {
  readonly harmed: number;
  readonly poisons: number;
  readonly hasFired: boolean;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const runs: PoisonRun[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const one = await poisonOnce(stage, seed, (line) => fault.say(`seed ${seed}: ${line}`));
    runs.push({ ...one, problems: one.problems.map((problem) => `seed ${seed}: ${problem}`) });
  }
  return {
    fired: runs.every(({ hasFired }) => hasFired),
    figure: runs.reduce((sum, { harmed }) => sum + harmed, 0),
    problems: runs.flatMap(({ problems }) => problems),
    more: { poisons: runs.reduce((sum, { poisons }) => sum + poisons, 0) },
  };
}

async function poisonOnce(stage: UploadStage, seed: number, say: (line: string) => void): Promise<PoisonRun> {
  const store = await stage.openStore();
  const { db } = store.ctx;
  const hostile = await importHostile(store);
  const ids = await addProducts(store, PRODUCTS - hostile.length);
  const [catalogIds, storedIds] = pickPoisoned(ids, randomFrom(seed));
  const expected = new Map<string, { what: string; code: string }>();
  for (const [index, { what, product, code }] of catalogPoisons.entries()) {
    const id = catalogIds[index] ?? "";
    await db.product.update({ where: { id }, data: product });
    expected.set(id, { what, code });
  }
  await pauseStore(store.ctx, { storeId: store.storeId });
  const { batchId } = await approveProducts(store.ctx, { selection: { kind: "products", ids: [...ids, ...hostile] } });
  await untilPlanned(store, batchId);
  for (const [index, { what, json, of }] of storedPoisons.entries()) {
    const productId = storedIds[index] ?? "";
    if (of === "product")
      await db.$executeRaw`UPDATE upload_groups SET payload = ${json}::jsonb WHERE batch_id = ${batchId}::uuid AND product_id = ${productId}::uuid`;
    else
      await db.$executeRaw`UPDATE shopify_upload_products SET payload = ${json}::jsonb WHERE batch_id = ${batchId}::uuid AND product_id = ${productId}::uuid`;
    expected.set(productId, { what, code: "upload.unreadable-content" });
  }
  await resumeStore(store.ctx, { storeId: store.storeId });
  await untilBatchEnded(store, batchId);

  const groups = await db.uploadGroup.findMany({
    where: { batchId },
    select: { productId: true, status: true, errorCode: true },
  });
  const harmed = groups.filter(({ productId, status }) => status !== "SUCCESS" && !expected.has(productId));
  const missed = [...expected].filter(
    ([id, { code }]) =>
      !groups.some(({ productId, status, errorCode }) => productId === id && status === "FAILED" && errorCode === code),
  );
  const exits = stage.rig.workers.filter((worker) => !worker.isRunning()).length;
  const failedRows = expected.size * VARIANTS_PER_PRODUCT;
  const problems = [
    ...missed.map(([id, { what, code }]) => {
      const group = groups.find(({ productId }) => productId === id);
      return `${what}: ${group?.status ?? "not planned"} (${group?.errorCode ?? "no code"}) instead of FAILED (${code})`;
    }),
    ...(await checkStore(stage, store, {
      SUCCESS: PRODUCTS * VARIANTS_PER_PRODUCT - failedRows,
      FAILED: failedRows,
    })),
  ];
  say(
    `${expected.size} poisoned and ${hostile.length} repaired products among ${PRODUCTS}: ${harmed.length} others harmed, ` +
      `${exits} workers ended, ${problems.length} problems`,
  );
  return {
    harmed: harmed.length + exits,
    poisons: expected.size + hostile.length,
    hasFired:
      expected.size === catalogPoisons.length + storedPoisons.length && hostile.length === hostileLines().length,
    problems,
  };
}

/** Brings them in as a catalog file does, the only way by which they come near the product. Answers their ids. */
async function importHostile({ ctx }: StageStore): Promise<string[]> {
  const lines = hostileLines();
  const content = Buffer.from(lines.map(({ line }) => `${line}\n`).join(""));
  await importCatalog(ctx, {
    source: async function* source() {
      yield content;
    },
    fileName: "hostile.jsonl",
    rejects: { add: async () => undefined },
  });
  const externalIds = lines.map(({ externalId }) => externalId);
  const products = await ctx.db.product.findMany({
    where: { organizationId: ctx.organizationId, externalId: { in: externalIds } },
    select: { id: true },
  });
  return products.map(({ id }) => id);
}

/** Different products for each poison, anywhere among all. */
function pickPoisoned(ids: readonly string[], random: () => number): [string[], string[]] {
  const left = [...ids];
  const take = (count: number) =>
    Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)).flat();
  return [take(catalogPoisons.length), take(storedPoisons.length)];
}

async function untilPlanned({ ctx: { db } }: StageStore, batchId: string): Promise<void> {
  const isPlanned = async () =>
    (await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } })).plannedAt !== null;
  await waitUntil(isPlanned, {
    what: "the batch is planned",
    lookEveryMs: 50,
    deadlineSeconds: PLANNED_WITHIN_SECONDS,
  });
}
