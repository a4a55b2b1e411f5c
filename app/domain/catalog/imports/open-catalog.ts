import { InvalidInputError } from "#app/platform/errors.ts";
import { buildProduct } from "./csv/build-product.ts";
import { columnName, csvFields, type CsvField, type CsvLayout, type CsvRow } from "./csv/csv-layout.ts";
import { fitsMapping, mappedLayout, type ColumnMapping } from "./csv/mapped-csv.ts";
import { readCsvLines } from "./csv/read-lines.ts";
import { readCsvRecords, type CsvRecord } from "./csv/read-records.ts";
import { isShopifyHeader, shopifyLayout } from "./csv/shopify-csv.ts";
import type { CurrencyDefault } from "./currency-default.ts";
import { createDraftFindings, type DraftFindings } from "./draft-findings.ts";
import { rejectRemedies, type ImportWarning, type RejectedLine } from "./findings.ts";
import { buildJsonProduct, readJsonLines } from "./json-lines.ts";
import type { JsonProduct } from "./json-product-line.ts";
import { shippedMappings } from "./mappings/shipped.ts";
import { findScatteredProducts, groupProducts, type ProductBlock, type ReadLines } from "./product-blocks.ts";
import { productDraftSchema, type ProductDraft } from "./product-draft.ts";
import { readSourceLines } from "./source-lines.ts";

export type CatalogFormat = "shopify-csv" | "jsonl" | "mapped-csv";

/** A file that can be read from its start as often as it takes. */
export type CatalogSource = () => AsyncIterable<Uint8Array>;

/** One product of the file: what the catalog shall hold, or why nothing of it can be taken. */
export interface ReadProduct {
  key: string;
  lines: number[];
  draft: ProductDraft | null;
  warnings: ImportWarning[];
  rejects: RejectedLine[];
}

/** A catalog file whose format is known. */
export interface OpenedCatalog {
  format: CatalogFormat;
  mappingName: string | null;
  /** What is to be said about the file as a whole. */
  warnings: ImportWarning[];
  /** Each product once, complete. Reads the file once for its order, then, after `onOrdered`, for its content. */
  products(onOrdered?: () => void): AsyncGenerator<ReadProduct>;
}

export interface OpenCatalogOptions {
  format?: CatalogFormat;
  /** Instead of recognizing the file by its header. */
  mapping?: ColumnMapping;
  currency: CurrencyDefault;
}

/**
 * Finds out what a file is: by the asked format or mapping, else by its first line.
 * @throws {InvalidInputError} for an empty file, for one JSON list, for a header that cannot be read or that no format
 * knows, and for a mapping that does not fit.
 */
export async function openCatalog(source: CatalogSource, options: OpenCatalogOptions): Promise<OpenedCatalog> {
  const firstLine = await readFirstLine(source);
  if (firstLine === null) throw new InvalidInputError("import.empty", "The file is empty. Nothing was imported.");
  if (firstLine.trimStart().startsWith("[") && (options.format ?? "jsonl") === "jsonl") {
    throw new InvalidInputError(
      "import.json-list",
      "The file is one JSON list. Write every product as an object on a line of its own (JSON Lines), without [ and ] " +
        "and without commas between the lines, as docs/import.md shows.",
    );
  }
  const isJson = options.format === "jsonl" || (options.format === undefined && firstLine.trimStart().startsWith("{"));
  return isJson ? openJsonLines(source, options.currency) : openCsv(source, options);
}

async function readFirstLine(source: CatalogSource): Promise<string | null> {
  for await (const lines of readSourceLines(source())) {
    const found = lines.find(({ text }) => text.trim() !== "");
    if (found !== undefined) return found.text;
  }
  return null;
}

function openJsonLines(source: CatalogSource, currency: CurrencyDefault): OpenedCatalog {
  const readLines = () => readJsonLines(readSourceLines(source()));
  const build = (findings: DraftFindings, block: ProductBlock<JsonProduct>) => {
    const rows = block.lines.flatMap(({ line, row }) => (row === null ? [] : [{ line, row }]));
    const [first, ...repeated] = rows;
    for (const { line } of repeated) {
      const reason = `the product ${block.key} is already on line ${first?.line ?? line}`;
      findings.reject({ line, column: "externalId", text: () => block.key }, "product.repeated", reason);
    }
    return first === undefined ? null : buildJsonProduct(findings, currency, first);
  };
  return {
    format: "jsonl",
    mappingName: null,
    warnings: [],
    products: (onOrdered) => readProducts(readLines, build, onOrdered),
  };
}

async function openCsv(source: CatalogSource, options: OpenCatalogOptions): Promise<OpenedCatalog> {
  const readRecords = () => readCsvRecords(readSourceLines(source()));
  const header = await readHeader(readRecords());
  const layout = layoutFor(header.cells, options);
  const readLines = () => readCsvLines(withoutHeader(readRecords()), layout);
  return {
    format: layout.format,
    mappingName: layout.mappingName,
    warnings: ignoredColumns(layout, header.line),
    products(onOrdered) {
      const build = (findings: DraftFindings, block: ProductBlock<CsvRow>) => {
        const rows = block.lines.flatMap(({ row }) => (row === null ? [] : [row]));
        return buildProduct({ layout, findings, currency: options.currency }, block.key, rows);
      };
      return readProducts(readLines, build, onOrdered, (path) => columnOfField(layout, path));
    },
  };
}

/** Draft fields whose column goes by another name. */
const FIELD_NAMES = new Map<PropertyKey, CsvField>([
  ["externalId", "productKey"],
  ["categoryPath", "category"],
  ["currencyCode", "currency"],
  ["weightGrams", "weight"],
  ["imageUrl", "variantImage"],
  ["stockOnHand", "quantity"],
]);

function columnOfField(layout: CsvLayout, path: readonly PropertyKey[]): string | null {
  const names = path.flatMap((part) => FIELD_NAMES.get(part) ?? csvFields.find((field) => field === part) ?? []);
  const field = names.at(-1);
  return field === undefined ? null : columnName(layout, layout.indexes[field]);
}

async function readHeader(records: AsyncIterable<CsvRecord[]>): Promise<CsvRecord> {
  for await (const [header] of records) {
    if (header?.fault === null) return header;
    if (header !== undefined) {
      const { reason, code } = header.fault;
      throw new InvalidInputError(
        "import.header-unreadable",
        `The header is not readable: ${reason}. ${rejectRemedies[code]}`,
      );
    }
  }
  throw new InvalidInputError("import.empty", "The file is empty. Nothing was imported.");
}

async function* withoutHeader(records: AsyncIterable<CsvRecord[]>): AsyncGenerator<CsvRecord[]> {
  let isFirst = true;
  for await (const block of records) {
    yield isFirst ? block.slice(1) : block;
    isFirst = false;
  }
}

function layoutFor(header: string[], { format, mapping }: OpenCatalogOptions): CsvLayout {
  if (mapping !== undefined) return mappedLayout(mapping, header);
  if (format !== "mapped-csv" && isShopifyHeader(header)) return shopifyLayout(header);
  const fitting = format === "shopify-csv" ? undefined : shippedMappings.find((one) => fitsMapping(one, header));
  if (fitting !== undefined) return mappedLayout(fitting, header);
  throw new InvalidInputError(
    "import.header-unknown",
    "The header is neither a Shopify product CSV nor one that a shipped mapping knows " +
      `(${shippedMappings.map(({ name }) => name).join(", ")}). Write a column mapping as docs/import.md describes and ` +
      `name it with --mapping. The file's columns are: ${header.join(", ").slice(0, 1000)}.`,
  );
}

function ignoredColumns({ ignoredColumns: columns }: CsvLayout, line: number): ImportWarning[] {
  if (columns.length === 0) return [];
  const message = `left out: ${columns.join(", ")}`;
  return [{ line, column: null, product: null, code: "column.ignored", message }];
}

async function* readProducts<Row>(
  readLines: ReadLines<Row>,
  build: (findings: DraftFindings, block: ProductBlock<Row>) => ProductDraft | null,
  onOrdered?: () => void,
  columnOf: (path: readonly PropertyKey[]) => string | null = (path) => path.join("."),
): AsyncGenerator<ReadProduct> {
  const scattered = await findScatteredProducts(readLines);
  onOrdered?.();
  for await (const block of groupProducts(readLines, scattered)) {
    const findings = createDraftFindings(block.key);
    const faults = block.lines.flatMap(({ fault }) => fault ?? []);
    // Without its unreadable lines a product would be judged for what only they say.
    const draft = faults.length > 0 ? null : build(findings, block);
    const rejects = [...faults, ...findings.rejects];
    const { warnings } = findings;
    const lines = block.lines.map(({ line }) => line);
    if (rejects.length === 0 && draft !== null) rejects.push(...invalidFields(draft, lines[0] ?? 0, columnOf));
    yield { key: block.key, lines, draft: rejects.length === 0 ? draft : null, warnings, rejects };
  }
}

/** The last gate: whatever the format, only what the shape allows reaches the catalog. */
function invalidFields(
  draft: ProductDraft,
  firstLine: number,
  columnOf: (path: readonly PropertyKey[]) => string | null,
): RejectedLine[] {
  const keys = new Map<string, number>();
  const repeated = draft.variants.filter(({ externalId, line }) => {
    const isRepeated = keys.has(externalId);
    if (!isRepeated) keys.set(externalId, line);
    return isRepeated;
  });
  const issues = productDraftSchema.safeParse(draft).error?.issues ?? [];
  const product = draft.externalId;
  const text = draft.title;
  return [
    ...repeated.map(({ externalId, line }): RejectedLine => {
      const reason = `line ${keys.get(externalId) ?? line} has a variant with the same external id ${externalId}`;
      return { line, column: null, product, code: "variant.key-repeated", reason, text };
    }),
    ...issues.map(({ path, message }): RejectedLine => {
      const [list, index] = path;
      const variant = list === "variants" && typeof index === "number" ? draft.variants[index] : undefined;
      const column = columnOf(path);
      return { line: variant?.line ?? firstLine, column, product, code: "field.invalid", reason: message, text };
    }),
  ];
}
