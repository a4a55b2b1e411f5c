import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { openBenchDatabase } from "../bench-database.ts";
import { wholeNumber } from "../bench-options.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { round } from "../statistics.ts";
import { faultsOfAgain, faultsOfFirst, faultsOfStored } from "./check-import.ts";
import { generatedCatalog, generatedSize, type CatalogSize } from "./generated-catalog.ts";
import { runImport, type ImportRun } from "./run-import.ts";

const ORGANIZATION = "bench";

/** Imports a generated catalog into an empty database by the real command, then the same file once more. */
export const importBench = defineBench({
  name: "import",
  summary: "imports a generated Shopify CSV by the import command, twice",
  options: {
    variants: wholeNumber("variants in the file", { byDefault: 200_000, least: 1, most: 10_000_000 }),
  },
  prints: {
    variants: "variants in the file",
    products: "products in the file",
    fileMb: "size of the file",
    rowsPerSecond: "variants imported a second",
    seconds: "the import, without the start of the command",
    commandSeconds: "the import, with the start of the command",
    peakMemoryMb: "largest resident memory of the command",
    secondsAgain: "the second import of the same file",
    unchangedAgain: "variants that the second import found unchanged",
    peakMemoryMbAgain: "largest resident memory of the second command",
    warnings: "repairs of the first import",
  },
  async run({ variants }, run) {
    const databaseUrl = await openBenchDatabase(run.parts, "bench-import");
    const calibration = await calibrate(databaseUrl);
    const folder = await run.parts.open(
      () => mkdtemp(path.join(tmpdir(), "catalog-relay-bench-")),
      (made) => rm(made, { recursive: true, force: true }),
    );
    const file = path.join(folder, "catalog.csv");
    await pipeline(Readable.from(generatedCatalog(variants)), createWriteStream(file));
    const fileMb = (await stat(file)).size / 1_000_000;
    run.say(`A catalog of ${variants.toLocaleString("en-US")} variants was written: ${round(fileMb)} MB.`);
    await addOrganization(databaseUrl);

    const size = generatedSize(variants);
    const command = { databaseUrl, organization: ORGANIZATION, file, rejectsFile: path.join(folder, "rejects.csv") };
    const first = await importOnce(run, command, "first");
    const stored = await countStored(databaseUrl);
    const again = await importOnce(run, command, "second");
    const storedAfterAll = await countStored(databaseUrl);
    return {
      figures: {
        variants,
        products: size.products,
        fileMb: round(fileMb),
        rowsPerSecond: round(first.rowsPerSecond),
        seconds: round(first.seconds),
        commandSeconds: round(first.commandSeconds),
        peakMemoryMb: first.peakMemoryMb,
        secondsAgain: round(again.seconds),
        unchangedAgain: again.variants.unchanged,
        peakMemoryMbAgain: again.peakMemoryMb,
        warnings: first.warnings,
        calibration,
      },
      wrong: [
        ...faultsOfFirst(size, first),
        ...faultsOfAgain(size, again),
        ...faultsOfStored(size, stored, "first"),
        ...faultsOfStored(size, storedAfterAll, "second"),
      ],
    };
  },
});

async function addOrganization(databaseUrl: string): Promise<void> {
  const db = createDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    await createOrganization(db, { name: "Bench", slug: ORGANIZATION });
  } finally {
    await db.$disconnect();
  }
}

async function importOnce(run: BenchRun, command: Parameters<typeof runImport>[1], which: string): Promise<ImportRun> {
  const imported = await runImport(run.parts, command);
  run.say(`The ${which} import took ${round(imported.seconds)} s and ${imported.peakMemoryMb} MB.`);
  return imported;
}

/** What the database holds, whatever the command says of itself. */
async function countStored(databaseUrl: string): Promise<CatalogSize> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<CatalogSize>(
      `SELECT (SELECT count(*)::int FROM products) AS products,
        (SELECT count(DISTINCT (product_id, sku))::int FROM variants) AS variants`,
    );
    return found.rows[0] ?? { products: 0, variants: 0 };
  } finally {
    await client.end();
  }
}
