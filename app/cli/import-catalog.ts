import "./frugal-heap.ts";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { importCatalog, type ImportSummary } from "#app/domain/catalog/import-catalog.server.ts";
import { parseColumnMapping, type ColumnMapping } from "#app/domain/catalog/imports/csv/mapped-csv.ts";
import { createRejectsFile } from "#app/domain/catalog/imports/rejects-file.server.ts";
import type { Actor } from "#app/domain/context.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createDatabase, type Database } from "#app/platform/db.server.ts";
import { EnvError, readEnv } from "#app/platform/env.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { IMPORT_HELP, readImportArguments, UsageError, type ImportArguments } from "./import-arguments.ts";
import { createProgressReport, createWarningSample, formatSummary } from "./import-report.ts";

const ACTOR: Actor = { type: "SYSTEM", id: null, name: "Command line" };

async function runImport(args: ImportArguments): Promise<number> {
  const sizeBytes = await fileSize(args.file);
  const mapping = await readMapping(args.mapping);
  const env = readEnv(["DATABASE_URL"]);
  const db = createDatabase({ url: env.DATABASE_URL, poolSize: 2 });
  const fileName = basename(args.file);
  const rejects = createRejectsFile(args.rejectsFile ?? `${fileName}.rejects.csv`);
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
    progress.end();
    const warningLines = warnings.lines(summary.warningsByCode);
    process.stdout.write(
      `${args.isJson ? formatJson(summary, rejects.writtenTo()) : formatSummary(summary, rejects.writtenTo(), warningLines)}\n`,
    );
    return summary.rejectedLines === 0 ? 0 : 2;
  } finally {
    await rejects.close();
    await db.$disconnect();
  }
}

async function fileSize(file: string): Promise<number> {
  const found = await stat(file).catch((error: unknown) => {
    throw new UsageError(`The file ${file} cannot be read: ${messageOf(error)}`);
  });
  if (found.isDirectory()) throw new UsageError(`${file} is a folder. Name one file in it.`);
  return found.size;
}

async function readMapping(mapping: string | null): Promise<string | ColumnMapping | null> {
  if (mapping === null || !mapping.endsWith(".json")) return mapping;
  const text = await readFile(mapping, "utf8").catch((error: unknown) => {
    throw new UsageError(`The mapping ${mapping} cannot be read: ${messageOf(error)}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`The mapping ${mapping} is not JSON: ${messageOf(error)}`);
  }
  return parseColumnMapping(json);
}

async function findOrganization(db: Database, slug: string): Promise<string> {
  const found = await db.organization.findUnique({ where: { slug }, select: { id: true } });
  if (found !== null) return found.id;
  const known = await db.organization.findMany({ select: { slug: true }, orderBy: { slug: "asc" }, take: 20 });
  const list = known.map((organization) => organization.slug).join(", ");
  throw new UsageError(
    `There is no organization ${slug}. ${list === "" ? "The database holds none yet." : `There are: ${list}.`}`,
  );
}

function formatJson(summary: ImportSummary, rejectsFile: string | null): string {
  const variants = summary.variants.created + summary.variants.updated + summary.variants.unchanged;
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const rowsPerSecond = Math.round(variants / Math.max(summary.seconds, 0.001));
  return JSON.stringify({ ...summary, rowsPerSecond, peakMemoryMb, rejectsFile });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function explain(error: unknown): string {
  if (error instanceof AppError) return error.publicMessage;
  if (error instanceof UsageError) return `${error.message} (--help tells more)`;
  if (error instanceof EnvError) return error.message;
  return `The import broke off; whole products that it had written stay, and it can be run again.\n${messageOf(error)}`;
}

try {
  const args = readImportArguments(process.argv.slice(2));
  if (args === null) process.stdout.write(`${IMPORT_HELP}\n`);
  else process.exitCode = await runImport(args);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
