import { InvalidInputError } from "#app/platform/errors.ts";
import { normalizeColumn } from "../imports/csv/csv-layout.ts";
import { readCsvRecords, type CsvRecord } from "../imports/csv/read-records.ts";
import { rejectRemedies } from "../imports/findings.ts";
import { cleanText } from "../imports/repairs.ts";
import { readSourceLines } from "../imports/source-lines.ts";
import { productColumns, variantColumns } from "./correction-columns.ts";

/** Names the failed row that a line is about. */
export const ROW_COLUMN = "Row";
/** When the product changed last before the file was made: an older file must not undo what came later. */
export const VERSION_COLUMN = "Version";
/** They tell what is wrong, and are not read. */
export const TOLD_COLUMNS = [
  "Store",
  "Product",
  "Error category",
  "Error code",
  "Error",
  "Where",
  "What to do",
] as const;

/** The columns of the file of failed rows, in order. */
export const correctionHeader: readonly string[] = [
  ROW_COLUMN,
  VERSION_COLUMN,
  ...TOLD_COLUMNS,
  ...productColumns.map(({ name }) => name),
  ...variantColumns.map(({ name }) => name),
];

/** As many as a batch of corrections may hold, so that it is saved in one go. */
export const MAX_CORRECTION_LINES = 10_000;

/** One line of a corrected file. */
export interface CorrectionLine {
  line: number;
  rowId: string;
  version: string;
  /** Column -> what it says. */
  cells: ReadonlyMap<string, string>;
}

/** What is wrong with a line, in words for whoever wrote it. */
export interface LineProblem {
  line: number;
  column: string | null;
  message: string;
}

export interface CorrectionFile {
  lines: CorrectionLine[];
  problems: LineProblem[];
}

const knownColumns = new Map(correctionHeader.map((name) => [normalizeColumn(name), name]));
const ROW_ID = /^\d{1,18}$/;

/**
 * Reads a file of failed rows that somebody has corrected: with comma, semicolon or tab, with or without a mark at its
 * start, its columns in any order and some of them left out.
 * @throws {InvalidInputError} for a file that is no such file as a whole.
 */
export async function readCorrectionFile(bytes: Uint8Array): Promise<CorrectionFile> {
  const file: CorrectionFile = { lines: [], problems: [] };
  const lineOfRow = new Map<string, number>();
  let columns: readonly string[] | null = null;
  for await (const records of readCsvRecords(readSourceLines(inOnePiece(bytes))))
    for (const record of records) {
      if (columns === null) columns = readHeader(record);
      else if (record.cells.some((cell) => cell !== "") || record.fault !== null) {
        readRecord(record, columns, lineOfRow, file);
        requireFew(file);
      }
    }
  if (columns === null)
    throw new InvalidInputError("correction.empty", "The file is empty. Choose the corrected file.");
  if (file.lines.length === 0 && file.problems.length === 0)
    throw new InvalidInputError(
      "correction.empty",
      "The file has no line below its header. Choose the corrected file.",
    );
  return file;
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function requireFew({ lines, problems }: CorrectionFile): void {
  if (lines.length + problems.length <= MAX_CORRECTION_LINES) return;
  throw new InvalidInputError(
    "correction.too-many-lines",
    `The file has more than ${MAX_CORRECTION_LINES.toLocaleString("en")} lines. Send it in parts; each keeps the header.`,
  );
}

function readHeader({ cells, fault }: CsvRecord): string[] {
  const columns = cells.map((cell) => knownColumns.get(normalizeColumn(cell)) ?? cell);
  const unknown = columns.filter((column) => column !== "" && !correctionHeader.includes(column));
  const twice = columns.find((column, at) => column !== "" && columns.indexOf(column) !== at);
  const missing = [ROW_COLUMN, VERSION_COLUMN].filter((column) => !columns.includes(column));
  const said = (what: string) =>
    new InvalidInputError(
      "correction.invalid-header",
      `${what} Download the failed rows of the batch, correct them, and leave the first line as it is.`,
    );
  if (fault !== null) throw said(`The first line cannot be read: ${fault.reason}.`);
  if (missing.length > 0) throw said(`The file has no column ${missing.join(" and no column ")}.`);
  if (unknown.length > 0) throw said(`The file has columns that are not known: ${unknown.slice(0, 10).join(", ")}.`);
  if (twice !== undefined) throw said(`The column ${twice} stands in the file twice.`);
  return columns;
}

function readRecord(
  { line, cells, fault }: CsvRecord,
  columns: readonly string[],
  lineOfRow: Map<string, number>,
  { lines, problems }: CorrectionFile,
): void {
  const refuse = (column: string | null, message: string) => void problems.push({ line, column, message });
  if (fault !== null) {
    refuse(columns[fault.columnIndex ?? -1] ?? null, `${fault.reason}. ${rejectRemedies[fault.code]}`);
    return;
  }
  const told = new Map(columns.map((column, at) => [column, cleanText(withoutGuard(cells[at] ?? ""))] as const));
  const rowId = told.get(ROW_COLUMN) ?? "";
  const earlier = lineOfRow.get(rowId);
  if (!ROW_ID.test(rowId))
    refuse(ROW_COLUMN, "This is not the number of a row. Leave this column as it was downloaded.");
  else if (earlier !== undefined) refuse(ROW_COLUMN, `Line ${earlier} is about the same row. Keep one of them.`);
  else {
    lineOfRow.set(rowId, line);
    lines.push({ line, rowId, version: told.get(VERSION_COLUMN) ?? "", cells: told });
  }
}

/** The apostrophe before what a spreadsheet would calculate is the file's, not the catalog's. */
const withoutGuard = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
