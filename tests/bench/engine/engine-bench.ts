import { fillCatalog } from "../approve/fill-catalog.ts";
import { wholeNumber } from "../bench-options.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { median, ofRuns, round } from "../statistics.ts";
import { readBaselineProducts } from "../upload/baselines/baseline-products.ts";
import { checkShops } from "../upload/check-shops.ts";
import { measureApproval } from "../upload/measure-approval.ts";
import { openUploadWorld, type UploadWorld } from "../upload/upload-world.ts";
import { openRawQueue } from "./raw-queue.ts";
import { runBareLoop } from "./run-bare-loop.ts";

interface Size {
  readonly products: number;
  readonly variants: number;
}

interface Measured {
  readonly ours: number[];
  readonly bareLoop: number[];
  readonly rawQueue: number[];
  readonly wrong: string[];
}

/** What the engine does a second where neither points nor latency hold it, beside bare calls and beside a bare queue. */
export const engineBench = defineBench({
  name: "engine",
  summary: "uploads without limits and latency by one worker, beside a bare loop of the same calls and a bare queue",
  options: {
    products: wholeNumber("products of each round", { byDefault: 3_000, least: 501, most: 100_000 }),
    variants: wholeNumber("variants of each product", { byDefault: 3, least: 1, most: 250 }),
    rounds: wholeNumber("rounds, each of ours, the loop and the queue", { byDefault: 3, least: 1, most: 20 }),
  },
  prints: {
    products: "products of each round; variants: of each product",
    groupsPerSecond: "products a second from the commit of the approval to the last row: median of the rounds",
    bareLoopPerSecond: "the same products created one after the other by a process that only calls: median",
    rawQueueJobsPerSecond: "empty jobs that pg-boss fetches and completes, one per product: median",
    ratio: "groupsPerSecond / bareLoopPerSecond, of the medians",
  },
  async run({ products, variants, rounds }, run) {
    const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
    run.say("Starting PostgreSQL and the simulated Shopify …");
    const world = await openUploadWorld(run.parts, {
      purpose: "bench-engine",
      shops: numbers
        .flatMap((number) => [ourShop(number), bareShop(number)])
        .map((domain) => ({ domain, plan: "unlimited" })),
    });
    const calibration = await calibrate(world.databaseUrl);
    const measured = await measureRounds(run, world, numbers, { products, variants });
    const figures = {
      products,
      variants,
      ...ofRuns("groupsPerSecond", measured.ours),
      ...ofRuns("bareLoopPerSecond", measured.bareLoop),
      ...ofRuns("rawQueueJobsPerSecond", measured.rawQueue),
      ratio: round(median(measured.ours) / median(measured.bareLoop)),
      calibration,
    };
    return { figures, wrong: measured.wrong };
  },
});

const ourShop = (number: number): string => `engine-${number}.myshopify.com`;
const bareShop = (number: number): string => `bare-loop-${number}.myshopify.com`;

async function measureRounds(
  run: BenchRun,
  world: UploadWorld,
  numbers: readonly number[],
  { products, variants }: Size,
): Promise<Measured> {
  const measured: Measured = { ours: [], bareLoop: [], rawQueue: [], wrong: [] };
  const queue = await openRawQueue(run.parts, world.databaseUrl);
  const workers = await world.startWorkers(1, 1);
  for (const number of numbers) {
    const organization = await world.addOrganization(`engine-${number}`, [ourShop(number)]);
    const { organizationId } = organization.ctx;
    const categoryIds = organization.stores.map(({ categoryId }) => categoryId);
    const catalog = { organizationId, categoryIds, variants: products * variants, variantsPerProduct: variants };
    await fillCatalog(world.client, { ...catalog, hasImages: false });
    const inputs = await readBaselineProducts(world.client, { organizationId, limit: products });

    const ours = await measureApproval(world, { organization, workers }, (line) => run.say(line));
    const [end] = ours.stores;
    measured.ours.push(products / (((end?.endedAtMs ?? Number.NaN) - ours.approvedAtMs) / 1_000));
    const checked = await checkShops(world, organization, ours, { products, variantsPerProduct: variants });
    measured.wrong.push(...checked.wrong);

    const order = { domain: bareShop(number), products: inputs, variantsPerProduct: variants };
    const bare = await runBareLoop(run.parts, world.simulator, order);
    measured.bareLoop.push(bare.products / bare.seconds);
    if (bare.variants !== products * variants)
      measured.wrong.push(`The bare loop has the ids of ${bare.variants} of ${products * variants} variants.`);

    measured.rawQueue.push(await queue.measure(products));
    run.say(
      `Round ${number}: ${round(measured.ours.at(-1) ?? 0)} products a second by the engine, ` +
        `${round(measured.bareLoop.at(-1) ?? 0)} by the bare loop, ${round(measured.rawQueue.at(-1) ?? 0)} empty jobs.`,
    );
  }
  return measured;
}
