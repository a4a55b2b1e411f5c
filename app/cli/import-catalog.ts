import "./frugal-heap.ts";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { importCatalog, type ImportSummary } from "#app/domain/catalog/import-catalog.server.ts";
import { createRejectsFile } from "#app/domain/catalog/imports/rejects-file.server.ts";
import type { Actor } from "#app/domain/context.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createDatabase, type Database } from "#app/platform/db.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { DatabaseNotUsableError, explainFailure } from "./explain-failure.ts";
import { IMPORT_HELP, readImportArguments, UsageError, type ImportArguments } from "./import-arguments.ts";
import { checkCatalogFile, checkRejectsPath, readMapping } from "./import-files.ts";
import { createProgressReport, createWarningSample, formatSummary } from "./import-report.ts";

const ACTOR: Actor = { type: "SYSTEM", id: null, name: "Command line" };

async function runImport(args: ImportArguments): Promise<number> {
  const sizeBytes = await checkCatalogFile(args.file);
  const fileName = basename(args.file);
  const rejectsPath = args.rejectsFile ?? `${fileName}.rejects.csv`;
  await checkRejectsPath(rejectsPath, args.file);
  const mapping = args.mapping === null ? null : await readMapping(args.mapping);
  const env = readEnv(["DATABASE_URL"]);
  const db = createDatabase({ url: env.DATABASE_URL, poolSize: 2, patienceSeconds: 60 });
  const rejects = createRejectsFile(rejectsPath);
  const progress = createProgressReport(process.stderr, sizeBytes, () => Date.now());
  const warnings = createWarningSample();
  try {
    const organizationId = await findOrganization(db, args.organization);
    const log = createLogger("warn", { process: "import" });
    const summary = await importCatalog(
      { db, log, clock: systemClock, organizationId, actor: ACTOR },
      {
        source: () => createReadStream(args.file),
        fileName,
        rejects,
        ...(args.format === null ? {} : { format: args.format }),
        ...(mapping === null ? {} : { mapping }),
        ...(args.currencyCode === null ? {} : { currencyCode: args.currencyCode }),
        onProgress: (state) => progress.show(state),
        onWarning: (warning) => warnings.add(warning),
      },
    );
    const warningLines = warnings.lines(summary.warningsByCode);
    progress.end();
    process.stdout.write(
      `${args.isJson ? formatJson(summary, rejects.writtenTo()) : formatSummary(summary, rejects.writtenTo(), warningLines)}\n`,
    );
    return summary.rejectedLines === 0 ? 0 : 2;
  } finally {
    progress.end();
    await rejects.close();
    await db.$disconnect();
  }
}

async function findOrganization(db: Database, slug: string): Promise<string> {
  const found = await db.organization.findUnique({ where: { slug }, select: { id: true } }).catch((error: unknown) => {
    throw new DatabaseNotUsableError(error);
  });
  if (found !== null) return found.id;
  const known = await db.organization.findMany({ select: { slug: true }, orderBy: { slug: "asc" }, take: 20 });
  const list = known.map((organization) => organization.slug).join(", ");
  throw new UsageError(
    `There is no organization ${slug}. ` +
      (list === ""
        ? "The database holds none yet: the first store that opens the app founds it."
        : `There are: ${list}.`),
  );
}

function formatJson(summary: ImportSummary, rejectsFile: string | null): string {
  const variants = summary.variants.created + summary.variants.updated + summary.variants.unchanged;
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const rowsPerSecond = Math.round(variants / Math.max(summary.seconds, 0.001));
  return JSON.stringify({ ...summary, rowsPerSecond, peakMemoryMb, rejectsFile });
}

try {
  const args = readImportArguments(process.argv.slice(2));
  if (args === null) process.stdout.write(`${IMPORT_HELP}\n`);
  else process.exitCode = await runImport(args);
} catch (error) {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exitCode = 1;
}
