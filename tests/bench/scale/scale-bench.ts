import { fillCatalog } from "../approve/fill-catalog.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate, type Calibration } from "../calibration.ts";
import { OwnedParts } from "../owned-parts.ts";
import { round } from "../statistics.ts";
import { measureApproval } from "../upload/measure-approval.ts";
import { openUploadWorld } from "../upload/upload-world.ts";
import { checkLargeShops } from "./check-large-shops.ts";
import { readDatabaseWork } from "./database-work.ts";
import { paceOfTenths } from "./pace-of-tenths.ts";
import { requireRoom, scaleOptions } from "./scale-options.ts";

/** A shop of a million variants takes some gigabytes: the simulator keeps everything in memory, as a shop does on disk. */
const SIMULATOR_HEAP_MB = 12_000;

interface Size {
  readonly rows: number;
  readonly variants: number;
  readonly stores: number;
}

interface MeasuredSize {
  readonly calibration: Calibration;
  readonly figures: {
    readonly rows: number;
    readonly products: number;
    readonly seconds: number;
    readonly secondsPer1000Rows: number;
    readonly secondsPer1000RowsByTenths: readonly number[];
    readonly transactionsPerProduct: number;
    readonly rowsWrittenPerProduct: number;
    readonly peakMemoryMb?: number;
  };
  readonly wrong: readonly string[];
}

/** Whether a row costs the same, and a worker the same memory, however large the catalog is. */
export const scaleBench = defineBench({
  name: "scale",
  summary: "uploads whole catalogs of different sizes as one batch each, without limits and latency, by one worker",
  options: scaleOptions,
  prints: {
    sizes:
      "per size: rows, products, seconds from the commit of the approval to the last row's end, secondsPer1000Rows " +
      "(also of each tenth of the rows), what the database did per product from the start of the worker to its end, and " +
      "peakMemoryMb of the worker, which is started anew for each",
    spread: "the dearest size's seconds per 1,000 rows over the cheapest one's: flat up to 1.3",
    peakMemoryMb: "the most that a worker has had resident at any size (10^6 bytes)",
    variants: "variants of each product; stores: that the catalog is spread over",
  },
  async run({ rows: sizes, variants, stores }, run) {
    requireRoom({ rows: sizes, stores });
    const measured: MeasuredSize[] = [];
    for (const rows of sizes) measured.push(await measureApart(run, { rows, variants, stores }));
    const [first] = measured;
    if (first === undefined) throw new Error("No size was given.");
    const costs = measured.map(({ figures }) => figures.secondsPer1000Rows);
    const peaks = measured.flatMap(({ figures }) => figures.peakMemoryMb ?? []);
    return {
      figures: {
        sizes: measured.map(({ figures }) => figures),
        spread: round(Math.max(...costs) / Math.min(...costs)),
        ...(peaks.length === 0 ? {} : { peakMemoryMb: Math.max(...peaks) }),
        variants,
        stores,
        calibration: first.calibration,
      },
      wrong: measured.flatMap(({ wrong }) => wrong),
    };
  },
});

/** Each size has a database, a simulator and a worker of its own, which are ended before the next one begins. */
async function measureApart(run: BenchRun, size: Size): Promise<MeasuredSize> {
  const parts = await run.parts.open(
    () => new OwnedParts(),
    (opened) => opened.end(),
  );
  try {
    return await measureSize({ ...run, parts, say: (line) => run.say(line) }, size);
  } finally {
    await parts.end();
  }
}

async function measureSize(run: BenchRun, { rows, variants, stores }: Size): Promise<MeasuredSize> {
  const named = `${rows.toLocaleString("en-US")} rows`;
  run.say(`${named}: starting PostgreSQL and the simulated Shopify …`);
  const domains = Array.from({ length: stores }, (_, index) => `scale-${index + 1}.myshopify.com`);
  const world = await openUploadWorld(run.parts, {
    purpose: "bench-scale",
    shops: domains.map((domain) => ({ domain, plan: "unlimited" })),
    simulatorHeapMb: SIMULATOR_HEAP_MB,
  });
  const calibration = await calibrate(world.databaseUrl);
  const organization = await world.addOrganization("bench-scale", domains);
  run.say(`${named}: filling the catalog …`);
  const { organizationId } = organization.ctx;
  const categoryIds = organization.stores.map(({ categoryId }) => categoryId);
  const catalog = { organizationId, categoryIds, variants: rows, variantsPerProduct: variants };
  await fillCatalog(world.client, { ...catalog, hasImages: false });
  const workers = await world.startWorkers(1, stores);
  const before = await readDatabaseWork(world.client);
  run.say(`${named}: approving everything as one batch …`);
  const measured = await measureApproval(world, { organization, workers }, (line) => run.say(line));
  const lastEndMs = Math.max(...measured.stores.map(({ endedAtMs }) => endedAtMs));
  const seconds = (lastEndMs - measured.approvedAtMs) / 1_000;
  const tenths = await paceOfTenths(world.client, measured);
  for (const worker of workers) await worker.stop();
  const after = await readDatabaseWork(world.client);
  const products = Math.ceil(rows / variants);
  run.say(`${named}: ${round(seconds)} s; comparing the shops with the database …`);
  const wrong = await checkLargeShops(world, organization, { batchId: measured.batchId, rows, products });
  return {
    calibration,
    figures: {
      rows,
      products,
      seconds: round(seconds),
      secondsPer1000Rows: round((seconds * 1_000) / rows),
      secondsPer1000RowsByTenths: tenths,
      transactionsPerProduct: round((after.transactions - before.transactions) / products),
      rowsWrittenPerProduct: round((after.rowsWritten - before.rowsWritten) / products),
      ...(measured.peakMemoryMb === null ? {} : { peakMemoryMb: round(measured.peakMemoryMb) }),
    },
    wrong: wrong.map((fault) => `${named}: ${fault}`),
  };
}
