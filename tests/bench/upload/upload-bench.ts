import { defineBench, type BenchResult, type BenchRun, type Figure } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { fillCatalog } from "../approve/fill-catalog.ts";
import { round } from "../statistics.ts";
import { readBaselineProducts } from "./baselines/baseline-products.ts";
import { BASELINE_PRODUCTS, CASE_STUDY_SHOP, runBaselines, UNPACED_SHOP } from "./baselines/baselines.ts";
import { checkShops } from "./check-shops.ts";
import { changePrices, fillShops } from "./filled-shops.ts";
import { linkEverything } from "./unchanged/linked-catalog.ts";
import { measureApproval, type MeasuredApproval } from "./measure-approval.ts";
import { planCreates, planUpdates } from "./minimal-plan.ts";
import { measureUnchanged } from "./unchanged/unchanged-rounds.ts";
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
  const { plan, stores, products, variants } = options;
  const domains = Array.from({ length: stores }, (_, index) => `upload-${index + 1}.myshopify.com`);
  const baselineShops = options.baselines ? [CASE_STUDY_SHOP, UNPACED_SHOP] : [];
  run.say("Starting PostgreSQL and the simulated Shopify …");
  const world = await openUploadWorld(run.parts, {
    purpose: "bench-upload",
    shops: [...domains, ...baselineShops].map((domain) => ({ domain, plan })),
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
  const common = { plan, products, variants };
  const measure = options.unchanged ? measureNothingToDo : measureAgainstBound;
  const { figures, wrong } = await measure(options, run, { world, organization });
  return { figures: { ...common, ...figures, calibration }, wrong };
}

interface Stage {
  readonly world: UploadWorld;
  readonly organization: UploadOrganization;
}

async function measureAgainstBound(options: UploadOptions, run: BenchRun, { world, organization }: Stage) {
  const { plan, products, variants: variantsPerProduct } = options;
  const isUpdate = options.update === "price";
  const say = (line: string) => run.say(line);
  if (isUpdate) {
    say("Filling the shops, without limits and latency …");
    await fillShops(world, organization, { plan, say });
    await changePrices(world, organization);
  }
  const workers = await world.startWorkers(options.workers, options.stores);
  await world.simulator.setLatency(options["latency-ms"]);
  const { points, ...how } = isUpdate
    ? { points: planUpdates({ products, variantsPerProduct }) }
    : planCreates({ products, variantsPerProduct }, options["nodes-cost"]);
  const budgets = await fillBuckets(world, organization);
  say(`Approving everything; the plan is ${plan} …`);
  const [measured, baselines] = await Promise.all([
    measureApproval(world, { organization, workers }, say),
    options.baselines ? measureBaselines({ world, organization }, say) : null,
  ]);
  const checked = await checkShops(world, organization, measured, { products, variantsPerProduct });
  const figures = {
    what: isUpdate ? "update" : "create",
    ...figuresOfBatch(measured, budgets, points),
    ...how,
    duplicates: checked.duplicates,
    ...(baselines === null ? {} : { baselines }),
  };
  return { figures, wrong: checked.wrong };
}

async function measureNothingToDo(options: UploadOptions, run: BenchRun, { world, organization }: Stage) {
  const say = (line: string) => run.say(line);
  say("Linking everything as an upload leaves it …");
  await linkEverything(world, organization, say);
  const workers = await world.startWorkers(options.workers, options.stores);
  await world.simulator.setLatency(options["latency-ms"]);
  const variants = options.stores * options.products * options.variants;
  const { figures, wrong } = await measureUnchanged(world, { organization, workers }, { variants, say });
  return { figures: { what: "unchanged", ...figures }, wrong };
}

async function measureBaselines({ world, organization }: Stage, say: (line: string) => void) {
  const { organizationId } = organization.ctx;
  const products = await readBaselineProducts(world.client, { organizationId, limit: BASELINE_PRODUCTS });
  return runBaselines(world.simulator, products, say);
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
