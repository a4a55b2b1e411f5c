import { setTimeout as pause } from "node:timers/promises";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import { fillCatalog } from "#tests/bench/approve/fill-catalog.ts";
import { median, percentile, round } from "#tests/bench/statistics.ts";
import {
  openUploadWorld,
  type UploadOrganization,
  type UploadStore,
  type UploadWorld,
} from "#tests/bench/upload/upload-world.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";

const LARGE_PRODUCTS = 20_000;
const SMALL_STORES = 19;
const SMALL_PRODUCTS = 10;
const VARIANTS_PER_PRODUCT = 3;
const WORKERS = 2;
const TIMES_AT_MOST = 3;

/** Between two approvals for small stores. */
const LONGEST_PAUSE_MS = 1_000;

const LARGE_SHOP = "large.myshopify.com";
const smallShop = (number: number): string => `small-${number}.myshopify.com`;

export const smallStoresBesideLarge: Fault = {
  line: 8,
  name: "small-stores-beside-large",
  summary: "19 stores of the same organization get 10 products each while 20,000 go to another one, all by two workers",
  measures: "95 of 100 waits of small stores beside the large one, as a multiple of the median wait of one alone",
  bound: TIMES_AT_MOST,
  run,
};

interface Stage {
  readonly world: UploadWorld;
  readonly organization: UploadOrganization;
  readonly large: UploadStore;
  readonly small: readonly UploadStore[];
  /** The next products of a store that have not been approved. */
  takeProducts(store: UploadStore, count: number): string[];
}

/**
 * A wait is the time from the commit of a store's approval to the end of its last row. Every store has uploaded one product
 * before, so that no wait holds what only a first upload takes. Then each small store uploads ten products alone, one store
 * after the other; then the large one begins, and for each seed all small stores get ten more within some ten seconds.
 */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openStage(fault);
  const problems: string[] = [];
  for (const store of [stage.large, ...stage.small]) await upload(stage, store, 1, problems);
  const alone: Wait[] = [];
  for (const store of stage.small) alone.push(await upload(stage, store, SMALL_PRODUCTS, problems));
  fault.say(`alone: ${shown(alone)}`);

  const everything = { categoryId: stage.large.categoryId, approvalStatus: "PENDING" } as const;
  const { batchId } = await approve(stage, { kind: "filter", filter: everything });
  await untilUnderWay(stage, batchId);
  const beside: Wait[] = [];
  let isLargeAtWork = true;
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const before = await uploadedTo(stage, stage.large);
    const waits = await uploadToAll(stage, randomFrom(seed), problems);
    const after = await uploadedTo(stage, stage.large);
    beside.push(...waits);
    isLargeAtWork &&= after > before && after < LARGE_PRODUCTS;
    fault.say(
      `seed ${seed}: beside the large store ${shown(waits)}; ` +
        `meanwhile ${after - before} products went to the large one, ${LARGE_PRODUCTS - after} are left`,
    );
  }
  return {
    fired: isLargeAtWork,
    figure: round(percentile(lastRows(beside), 95) / median(lastRows(alone))),
    problems: [...problems, ...(await compareShops(stage, fault.seeds))],
    more: { ...figuresOf("alone", alone), ...figuresOf("beside", beside) },
  };
}

const lastRows = (waits: readonly Wait[]): number[] => waits.map(({ toLastRow }) => toLastRow);
const firstCalls = (waits: readonly Wait[]): number[] => waits.map(({ toFirstCall }) => toFirstCall);

const figuresOf = (name: string, waits: readonly Wait[]): Record<string, number> => ({
  [`${name}Seconds`]: round(median(lastRows(waits))),
  [`${name}SecondsP95`]: round(percentile(lastRows(waits), 95)),
  [`${name}FirstCallSeconds`]: round(median(firstCalls(waits))),
  [`${name}FirstCallSecondsP95`]: round(percentile(firstCalls(waits), 95)),
});

const shown = (waits: readonly Wait[]): string =>
  `median ${round(median(lastRows(waits)))} s to the last row, 95 % within ${round(percentile(lastRows(waits), 95))} s, ` +
  `${round(median(firstCalls(waits)))} s of it to the first call`;

async function openStage(fault: FaultRun): Promise<Stage> {
  fault.say(`Starting PostgreSQL, the simulated Shopify and ${WORKERS} workers …`);
  const domains = [LARGE_SHOP, ...Array.from({ length: SMALL_STORES }, (_, index) => smallShop(index + 1))];
  const world = await openUploadWorld(fault.parts, {
    purpose: "faults",
    shops: domains.map((domain) => ({ domain, plan: domain === LARGE_SHOP ? "plus" : "standard" })),
  });
  const organization = await world.addOrganization("small-beside-large", domains);
  const [large, ...small] = organization.stores;
  if (!large) throw new Error("The organization has no store.");
  const smallProducts = 1 + SMALL_PRODUCTS * (1 + fault.seeds);
  const categoryIds = [
    ...Array.from({ length: 1 + LARGE_PRODUCTS }, () => large.categoryId),
    ...small.flatMap(({ categoryId }) => Array.from({ length: smallProducts }, () => categoryId)),
  ];
  const { organizationId } = organization.ctx;
  const variants = categoryIds.length * VARIANTS_PER_PRODUCT;
  await fillCatalog(world.client, { organizationId, categoryIds, variants, hasImages: false });
  const found = await world.client.query<{ id: string; categoryId: string }>(
    `SELECT id, category_id AS "categoryId" FROM products WHERE organization_id = $1 ORDER BY id`,
    [organizationId],
  );
  await world.startWorkers(WORKERS, WORKERS);
  await world.simulator.setLatency({ mutationMs: 200, queryMs: 70 });
  const waiting = Map.groupBy(found.rows, (product) => product.categoryId);
  return {
    world,
    organization,
    large,
    small,
    takeProducts: ({ categoryId }, count) => (waiting.get(categoryId) ?? []).splice(0, count).map(({ id }) => id),
  };
}

/** Seconds from the commit of an approval. */
interface Wait {
  readonly toFirstCall: number;
  readonly toLastRow: number;
}

interface Approved {
  readonly batchId: string;
  readonly approvedAtMs: number;
}

async function approve({ organization }: Stage, selection: ProductSelection): Promise<Approved> {
  const { batchId } = await approveProducts(organization.ctx, { selection });
  return { batchId, approvedAtMs: Date.now() };
}

/** Waits until all groups of the large store are there and the first hundred of them have been uploaded. */
async function untilUnderWay(stage: Stage, batchId: string): Promise<void> {
  const { db } = stage.organization.ctx;
  const isUnderWay = async () => {
    const { plannedAt } = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
    return plannedAt !== null && (await uploadedTo(stage, stage.large)) >= 100;
  };
  const what = "the large store is being uploaded to";
  await waitUntil(isUnderWay, { what, lookEveryMs: 50, deadlineSeconds: 180 });
}

/** Uploads new products to one store. */
async function upload(stage: Stage, store: UploadStore, count: number, problems: string[]): Promise<Wait> {
  const approved = await approve(stage, { kind: "products", ids: stage.takeProducts(store, count) });
  return waitOf(stage, approved, { store, count, problems });
}

/** Ten new products to every small store, approved at random moments of some ten seconds. */
async function uploadToAll(stage: Stage, random: () => number, problems: string[]): Promise<Wait[]> {
  const waits: Promise<Wait>[] = [];
  for (const store of stage.small) {
    await pause(random() * LONGEST_PAUSE_MS);
    const approved = await approve(stage, { kind: "products", ids: stage.takeProducts(store, SMALL_PRODUCTS) });
    waits.push(waitOf(stage, approved, { store, count: SMALL_PRODUCTS, problems }));
  }
  return Promise.all(waits);
}

async function waitOf(
  { organization }: Stage,
  { batchId, approvedAtMs }: Approved,
  { store, count, problems }: { store: UploadStore; count: number; problems: string[] },
): Promise<Wait> {
  const { db } = organization.ctx;
  const isCompleted = async () =>
    (await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } })).completedAt !== null;
  const what = `the products of ${store.domain} are uploaded`;
  await waitUntil(isCompleted, { what, lookEveryMs: 100, deadlineSeconds: 300 });
  const { _count: succeeded, _max: last } = await db.shopifyUploadProduct.aggregate({
    where: { batchId, status: "SUCCESS" },
    _count: true,
    _max: { processedAt: true },
  });
  if (succeeded !== count * VARIANTS_PER_PRODUCT)
    problems.push(`${store.domain}: ${succeeded} of ${count * VARIANTS_PER_PRODUCT} rows are SUCCESS`);
  const { _min: first } = await db.uploadAttempt.aggregate({ where: { batchId }, _min: { startedAt: true } });
  const secondsTo = (at: Date | null) => ((at?.getTime() ?? Number.NaN) - approvedAtMs) / 1_000;
  return { toFirstCall: secondsTo(first.startedAt), toLastRow: secondsTo(last.processedAt) };
}

const uploadedTo = async ({ world }: Stage, { domain }: UploadStore): Promise<number> =>
  (await world.simulator.shop(domain)).products;

/** Products that are in a small shop more or less often than once, in words. */
async function compareShops({ world, small }: Stage, seeds: number): Promise<string[]> {
  const expected = 1 + SMALL_PRODUCTS * (1 + seeds);
  const problems: string[] = [];
  for (const { domain } of small) {
    const { products } = await world.simulator.shop(domain);
    const { duplicateIdentities } = await world.simulator.ledger(domain);
    if (products !== expected || duplicateIdentities > 0)
      problems.push(`${domain}: ${products} products instead of ${expected}, ${duplicateIdentities} of them twice`);
  }
  return problems;
}
