import { parse } from "csv-parse/sync";
import { findDelimiter, scanLine } from "./scan-line.ts";
import type { RejectCode } from "../findings.ts";
import type { SourceLine } from "../source-lines.ts";

/** Why a record could not be read, and in which column. */
export interface RecordFault {
  code: RejectCode;
  columnIndex: number | null;
  reason: string;
  text: string;
}

/** One record of a CSV file. With a fault, `cells` holds only what could be made out. */
export interface CsvRecord {
  line: number;
  cells: string[];
  fault: RecordFault | null;
  /** The line may as well be the inside of a broken value before it. */
  isAfterBreak: boolean;
}

/** Lines of one record whose quotes are closed. */
interface WholeRecord {
  lines: SourceLine[];
  isAfterBreak: boolean;
}

/** A quoted value that runs beyond this was never closed. Shopify: a description holds 512 KB. */
const MAX_RECORD_CHARACTERS = 1024 * 1024;
const MAX_SHOWN_CHARACTERS = 500;

/**
 * Reads the records of a CSV file, the header first; blank lines are left out. A record with broken quotes costs its
 * first line alone: reading goes on with the next line. Yields many records at a time, and holds no more than one
 * record (at most 1 MB) beyond them.
 */
export async function* readCsvRecords(lineBlocks: AsyncIterable<SourceLine[]>): AsyncGenerator<CsvRecord[]> {
  const reader = createRecordReader();
  for await (const lines of lineBlocks) {
    const records = reader.push(lines);
    if (records.length > 0) yield records;
  }
  const last = reader.end();
  if (last.length > 0) yield last;
}

function createRecordReader() {
  let delimiter: string | null = null;
  let columnCount: number | null = null;
  let pending: SourceLine[] = [];
  let pendingCharacters = 0;
  let openColumn: number | null = null;
  let isAfterBreak = false;
  let whole: WholeRecord[] = [];
  let records: CsvRecord[] = [];

  const parseWhole = () => {
    if (delimiter === null || whole.length === 0) return;
    for (const record of parseRecords(whole, delimiter, columnCount)) {
      records.push(record);
      columnCount ??= record.cells.length;
    }
    whole = [];
  };

  /** Gives up on the first pending line and reads the others again, each as the start of a record. */
  const breakOff = (columnIndex: number, reason: string, code: RejectCode = "line.broken-quotes") => {
    const [broken, ...others] = pending;
    pending = [];
    pendingCharacters = 0;
    openColumn = null;
    if (broken === undefined || delimiter === null) return;
    parseWhole();
    const fault = { code, columnIndex, reason, text: broken.text.slice(0, MAX_SHOWN_CHARACTERS) };
    records.push({ line: broken.number, cells: looseCells(broken.text, delimiter), fault, isAfterBreak });
    isAfterBreak = true;
    for (const line of others) take(line);
  };

  const take = (line: SourceLine) => {
    if (pending.length === 0 && line.text.trim() === "") return;
    delimiter ??= findDelimiter(line.text);
    pending.push(line);
    pendingCharacters += line.text.length + 1;
    const hasNoQuote = openColumn === null && !line.text.includes('"');
    const state = hasNoQuote ? null : scanLine(line.text, delimiter, openColumn);
    if (state?.kind === "broken") return breakOff(state.columnIndex, state.reason);
    if (state?.kind === "open") {
      openColumn = state.columnIndex;
      if (pendingCharacters > MAX_RECORD_CHARACTERS) breakOff(openColumn, "a quoted value is never closed");
      return;
    }
    if (state !== null && pending.length > 1 && columnCount !== null && state.columnCount !== columnCount) {
      return breakOff(0, `a quote that opens on this line makes a record of ${state.columnCount} columns`);
    }
    whole.push({ lines: pending, isAfterBreak });
    if (isAfterBreak && (state?.columnCount ?? line.text.split(delimiter).length) === columnCount) isAfterBreak = false;
    pending = [];
    pendingCharacters = 0;
    openColumn = null;
    if (columnCount === null) parseWhole();
  };

  const flush = () => {
    parseWhole();
    const ready = records;
    records = [];
    return ready;
  };

  return {
    push(lines: SourceLine[]): CsvRecord[] {
      for (const line of lines) take(line);
      return flush();
    },
    end(): CsvRecord[] {
      while (pending.length > 0) breakOff(openColumn ?? 0, "a quoted value is never closed");
      return flush();
    },
  };
}

function parseRecords(whole: WholeRecord[], delimiter: string, columnCount: number | null): CsvRecord[] {
  const texts = whole.map(({ lines }) => lines.map(({ text }) => text).join("\n"));
  const parsed = parseCells(texts.join("\n"), delimiter);
  let headerLength = columnCount;
  return whole.map((record, index) => {
    const text = texts[index] ?? "";
    const cells = (parsed.length === whole.length ? parsed[index] : parseCells(text, delimiter)[0]) ?? [];
    headerLength ??= cells.length;
    return checkRecord(record, text, cells, headerLength);
  });
}

const parseCells = (text: string, delimiter: string): string[][] =>
  parse(text, { delimiter, record_delimiter: "\n", relax_column_count: true, trim: true });

function checkRecord(record: WholeRecord, text: string, cells: string[], columnCount: number): CsvRecord {
  const line = record.lines[0]?.number ?? 0;
  const badLine = record.lines.find(({ hasBadEncoding }) => hasBadEncoding);
  const shown = text.slice(0, MAX_SHOWN_CHARACTERS);
  let fault: RecordFault | null = null;
  if (badLine !== undefined) {
    const columnIndex = cells.findIndex((cell) => cell.includes("\uFFFD"));
    const reason = `line ${badLine.number} holds bytes that are not UTF-8`;
    fault = { code: "line.encoding", columnIndex: columnIndex === -1 ? null : columnIndex, reason, text: shown };
  } else if (cells.length < columnCount || cells.slice(columnCount).some((cell) => cell !== "")) {
    const reason = `the line has ${cells.length} columns, the header ${columnCount}`;
    const columnIndex = Math.min(cells.length, columnCount) - 1;
    fault = { code: "line.column-count", columnIndex, reason, text: shown };
  }
  return { line, cells, fault, isAfterBreak: record.isAfterBreak && fault?.code === "line.column-count" };
}

/** The values of a line whose quotes are broken, as far as they can be told apart. */
const looseCells = (text: string, delimiter: string): string[] =>
  text.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ""));
