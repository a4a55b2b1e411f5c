import { defineBench, type BenchResult, type BenchRun, type Figure } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { fillCatalog } from "../approve/fill-catalog.ts";
import { round } from "../statistics.ts";
import { checkShops } from "./check-shops.ts";
import { measureApproval, type MeasuredApproval } from "./measure-approval.ts";
import { planCreates, planUpdates } from "./minimal-plan.ts";
import { figuresOfStores, measureStore, type ShopBudget } from "./upload-figures.ts";
import { uploadOptions, type UploadOptions } from "./upload-options.ts";
import { uploadPrints } from "./upload-prints.ts";
import { openUploadWorld, type UploadOrganization, type UploadWorld } from "./upload-world.ts";

/** Uploads a catalog with real processes, and compares the time with what the shops' points allow. */
export const uploadBench = defineBench({
  name: "upload",
  summary: "uploads N products of V variants to each store, and compares the time with the bound that the points set",
  options: uploadOptions,
  prints: uploadPrints,
  run: measureUpload,
});

async function measureUpload(options: UploadOptions, run: BenchRun): Promise<BenchResult> {
  const { plan, stores, products, variants, workers: workerCount } = options;
  const domains = Array.from({ length: stores }, (_, index) => `upload-${index + 1}.myshopify.com`);
  run.say("Starting PostgreSQL and the simulated Shopify …");
  const world = await openUploadWorld(run.parts, {
    purpose: "bench-upload",
    shops: domains.map((domain) => ({ domain, plan })),
    fidelity: { nodesCost: options["nodes-cost"], throttledAnswerDelayMs: options["throttled-ms"] },
  });
  const calibration = await calibrate(world.databaseUrl);
  const organization = await world.addOrganization("bench-upload", domains);
  run.say(`Filling a catalog of ${(stores * products).toLocaleString("en-US")} products of ${variants} variants …`);
  await fillCatalog(world.client, {
    organizationId: organization.ctx.organizationId,
    categoryIds: organization.stores.map(({ categoryId }) => categoryId),
    variants: stores * products * variants,
    variantsPerProduct: variants,
    hasImages: false,
  });
  const workers = await world.startWorkers(workerCount, stores);
  await world.simulator.setLatency(options["latency-ms"]);
  const minimal =
    options.update === "price"
      ? { points: planUpdates({ products, variantsPerProduct: variants }) }
      : planCreates({ products, variantsPerProduct: variants }, options["nodes-cost"]);
  const budgets = await fillBuckets(world, organization);
  run.say(`Approving everything; the plan is ${plan} …`);
  const measured = await measureApproval(world, { organization, workers }, (line) => run.say(line));
  const checked = await checkShops(world, organization, measured, { products, variantsPerProduct: variants });
  return {
    figures: {
      plan,
      what: options.update === "price" ? "update" : "create",
      products,
      variants,
      ...figuresOfBatch(measured, budgets, minimal.points),
      ...("readBack" in minimal ? { readBack: minimal.readBack } : {}),
      duplicates: checked.duplicates,
      calibration,
    },
    wrong: checked.wrong,
  };
}

/** Every upload starts with full buckets, whatever has been asked of the shops before. */
async function fillBuckets(
  { simulator }: UploadWorld,
  { stores }: UploadOrganization,
): Promise<ReadonlyMap<string, ShopBudget>> {
  const budgets = new Map<string, ShopBudget>();
  for (const { domain } of stores) {
    const { maximumAvailable } = (await simulator.shop(domain)).points;
    await simulator.setPoints(domain, { available: maximumAvailable });
    const { currentlyAvailable, restoreRate } = (await simulator.shop(domain)).points;
    budgets.set(domain, { atStart: currentlyAvailable, restoreRate });
  }
  return budgets;
}

function figuresOfBatch(
  measured: MeasuredApproval,
  budgets: ReadonlyMap<string, ShopBudget>,
  minimalPoints: number,
): Record<string, Figure> {
  const stores = measured.stores.map((end) => {
    const budget = budgets.get(end.store.domain) ?? { atStart: 0, restoreRate: Number.NaN };
    return measureStore(measured, end, { minimalPoints, budget });
  });
  return {
    ...figuresOfStores(stores),
    failed: measured.stores.reduce((sum, end) => sum + end.failedRows, 0),
    ...(measured.peakMemoryMb === null ? {} : { peakMemoryMb: round(measured.peakMemoryMb) }),
  };
}
