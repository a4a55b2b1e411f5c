import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { DEFAULT_WAREHOUSE_CODE } from "#app/domain/organizations/create-organization.server.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import type { ColumnMapping } from "./imports/csv/mapped-csv.ts";
import { createCurrencyDefault } from "./imports/currency-default.ts";
import type { ImportWarning } from "./imports/findings.ts";
import { createImportTally, type ImportTally } from "./imports/import-tally.ts";
import { shippedMappings } from "./imports/mappings/shipped.ts";
import {
  openCatalog,
  type CatalogFormat,
  type CatalogSource,
  type OpenedCatalog,
  type ReadProduct,
} from "./imports/open-catalog.ts";
import type { ProductDraft } from "./imports/product-draft.ts";
import type { RejectsSink } from "./imports/rejects-file.server.ts";
import { timeOrderedIds } from "./internal/time-ordered-id.ts";
import { writeProducts, type WriteCounts, type WrittenProduct } from "./internal/write-products.server.ts";

/** Without a queue the stores whose stock changes are woken by the next sweep. */
export type ImportContext = Pick<Context, "db" | "clock" | "log" | "organizationId" | "actor"> &
  Partial<Pick<Context, "queue">>;

export interface ImportProgress {
  /** The first pass finds out which products' lines do not stand together. */
  phase: "ordering" | "writing";
  /** Read from the file in the present pass. */
  bytesRead: number;
  products: number;
  variants: number;
  rejectedLines: number;
}

export interface ImportCatalogInput {
  /** Opens the file from its start; called several times. */
  source: CatalogSource;
  fileName: string;
  /** Recognized by the content when absent. */
  format?: CatalogFormat;
  /** A shipped mapping by its name, or an own one. */
  mapping?: string | ColumnMapping;
  /** ISO 4217, for prices without a currency; of several prices of one variant the one in this currency is taken. */
  currencyCode?: string;
  rejects: RejectsSink;
  onWarning?: (warning: ImportWarning) => void;
  /** Each product of the file once it is in the catalog, or rejected: then without `written`. */
  onProduct?: (product: ReadProduct, written: WrittenProduct | null) => Promise<void>;
  onProgress?: (progress: ImportProgress) => void;
}

export interface ImportSummary {
  importId: string;
  fileName: string;
  format: CatalogFormat;
  mappingName: string | null;
  products: WriteCounts;
  variants: WriteCounts;
  warnings: number;
  warningsByCode: Record<string, number>;
  rejectedLines: number;
  rejectedProducts: number;
  rejectedByCode: Record<string, number>;
  seconds: number;
}

const SLICE_PRODUCTS = 500;
const SLICE_VARIANTS = 2000;

/**
 * Brings a catalog file into the organization's catalog: Shopify's product CSV (old and new columns), our JSON Lines, or
 * a CSV with a column mapping.
 *
 * Products are found again by their external id (the handle, or what the mapping says), variants by sku, else by their
 * option values, so importing a file again changes nothing. Variants and products that the file does not name stay.
 * What can be repaired is imported with a warning; a line that cannot become a variant goes to `rejects`, and nothing of
 * its product is imported. A change of what is uploaded takes back approvals. Stock goes to the default warehouse as
 * counted at the start of the import.
 *
 * Memory does not grow with the file but by the keys of its products: products are written in slices of up to 500, each
 * slice in one transaction, so a killed import leaves whole products and is simply run again. A product whose lines are
 * scattered over the file is put together before it is written (see `groupProducts`).
 *
 * @throws {InvalidInputError} before anything is written, for a file, mapping or currency that cannot be used at all.
 * @throws {ForbiddenError} for an actor who may not change the whole catalog.
 */
export async function importCatalog(ctx: ImportContext, input: ImportCatalogInput): Promise<ImportSummary> {
  requirePermission(ctx.actor, "upload");
  const startedAt = ctx.clock.now();
  const progress = { phase: "ordering" as ImportProgress["phase"], bytesRead: 0 };
  const tally = createImportTally(input.rejects, input.onWarning);
  const report = () => input.onProgress?.({ ...progress, ...tally.written() });
  const catalog = await openCatalog(countingSource(input.source, progress, report), {
    ...(input.format === undefined ? {} : { format: input.format }),
    ...(input.mapping === undefined ? {} : { mapping: findMapping(input.mapping) }),
    currency: createCurrencyDefault(input.currencyCode),
  });
  for (const warning of catalog.warnings) tally.warn(warning);

  const run = await startRun(ctx, input.fileName, catalog, startedAt);
  const products = catalog.products(() => (progress.phase = "writing"));
  for await (const slice of inSlices(products)) {
    await writeSlice(ctx, run, slice, { tally, onProduct: input.onProduct });
    report();
  }
  await finishRun(ctx, run, tally);
  const { format, mappingName } = catalog;
  const seconds = (ctx.clock.now().getTime() - startedAt.getTime()) / 1000;
  return { importId: run.importId, fileName: input.fileName, format, mappingName, ...tally.totals(), seconds };
}

/** One import that has begun: its row, and what all of its slices share. */
interface ImportRun {
  importId: string;
  warehouseId: string;
  startedAt: Date;
  newId: () => string;
}

function findMapping(mapping: string | ColumnMapping): ColumnMapping {
  if (typeof mapping !== "string") return mapping;
  const shipped = shippedMappings.find(({ name }) => name === mapping);
  if (shipped !== undefined) return shipped;
  const names = shippedMappings.map(({ name }) => name).join(", ");
  throw new InvalidInputError(
    "import.mapping-unknown",
    `There is no mapping ${mapping}. The shipped ones are: ${names}. An own one is named by the path of its .json file.`,
  );
}

function countingSource(source: CatalogSource, progress: { bytesRead: number }, report: () => void): CatalogSource {
  return async function* () {
    progress.bytesRead = 0;
    for await (const chunk of source()) {
      progress.bytesRead += chunk.byteLength;
      yield chunk;
      report();
    }
  };
}

async function startRun(
  ctx: ImportContext,
  fileName: string,
  { format, mappingName }: OpenedCatalog,
  startedAt: Date,
): Promise<ImportRun> {
  const { organizationId } = ctx;
  const warehouse = await ctx.db.warehouse.upsert({
    where: { organizationId_code: { organizationId, code: DEFAULT_WAREHOUSE_CODE } },
    create: { organizationId, code: DEFAULT_WAREHOUSE_CODE, name: "Main warehouse" },
    update: {},
    select: { id: true },
  });
  const row = await ctx.db.catalogImport.create({
    data: { organizationId, fileName, format, mappingName, startedAt },
    select: { id: true },
  });
  const newId = timeOrderedIds(() => ctx.clock.now().getTime());
  return { importId: row.id, warehouseId: warehouse.id, startedAt, newId };
}

/** Accepted products of a transaction each; rejected ones come with the slice in which they are found. */
async function* inSlices(products: AsyncIterable<ReadProduct>): AsyncGenerator<ReadProduct[]> {
  let slice: ReadProduct[] = [];
  let variants = 0;
  for await (const product of products) {
    slice.push(product);
    variants += product.draft?.variants.length ?? 0;
    if (slice.length < SLICE_PRODUCTS && variants < SLICE_VARIANTS) continue;
    yield slice;
    slice = [];
    variants = 0;
  }
  if (slice.length > 0) yield slice;
}

async function writeSlice(
  ctx: ImportContext,
  { importId, warehouseId, startedAt, newId }: ImportRun,
  slice: readonly ReadProduct[],
  { tally, onProduct }: { tally: ImportTally; onProduct: ImportCatalogInput["onProduct"] | undefined },
): Promise<void> {
  const { organizationId } = ctx;
  const drafts = slice.flatMap(({ draft }) => draft ?? []);
  const written = await inTransaction(
    ctx.db,
    async (tx) => {
      const writtenAt = ctx.clock.now();
      const { queue } = ctx;
      const input = {
        organizationId,
        warehouseId,
        countedAt: startedAt,
        writtenAt,
        drafts,
        newId,
        ...(queue && { queue }),
      };
      const outcome = await writeProducts(tx, input);
      await tx.catalogImport.update({ where: { id: importId }, data: counterIncrements(outcome) });
      return outcome;
    },
    { timeoutMs: 60_000 },
  );
  tally.addWritten(written);
  const reasons = new Map(written.conflicts.map(({ draft, reason }) => [draft.externalId, reason]));
  for (const read of slice) {
    const product = withConflict(read, reasons);
    await tally.addRead(product);
    await onProduct?.(product, product.draft && (written.outcomes.get(product.draft.externalId) ?? null));
  }
}

/** A product that the catalog could not take beside what it holds counts as rejected like one of a faulty line. */
function withConflict(product: ReadProduct, reasons: ReadonlyMap<string, string>): ReadProduct {
  const reason = product.draft === null ? undefined : reasons.get(product.draft.externalId);
  if (product.draft === null || reason === undefined) return product;
  return { ...product, draft: null, rejects: [conflictLine(product.draft, product.lines[0] ?? 0, reason)] };
}

function conflictLine({ externalId, title }: ProductDraft, line: number, reason: string) {
  return {
    line,
    column: null,
    product: externalId,
    code: "product.variants-left-behind" as const,
    reason,
    text: title,
  };
}

function counterIncrements({ products, variants }: { products: WriteCounts; variants: WriteCounts }) {
  return {
    productsCreated: { increment: products.created },
    productsUpdated: { increment: products.updated },
    productsUnchanged: { increment: products.unchanged },
    variantsCreated: { increment: variants.created },
    variantsUpdated: { increment: variants.updated },
    variantsUnchanged: { increment: variants.unchanged },
  };
}

async function finishRun(ctx: ImportContext, { importId }: ImportRun, tally: ImportTally): Promise<void> {
  const { products, variants, warnings, rejectedLines, rejectedProducts } = tally.totals();
  await inTransaction(ctx.db, async (tx) => {
    await tx.catalogImport.update({
      where: { id: importId },
      data: { warnings, rejectedLines, rejectedProducts, completedAt: ctx.clock.now() },
    });
    await recordActivity(tx, ctx, {
      action: "catalog.imported",
      subjectType: "import",
      subjectId: importId,
      details: { products: { ...products }, variants: { ...variants }, warnings, rejectedLines, rejectedProducts },
    });
  });
  ctx.log.info({ importId, products, variants, warnings, rejectedLines, rejectedProducts }, "A catalog was imported.");
}
