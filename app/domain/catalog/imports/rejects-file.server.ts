import { open, type FileHandle } from "node:fs/promises";
import { rejectRemedies, type RejectedProductLine } from "./findings.ts";

/** Takes the lines that could not be imported. */
export interface RejectsSink {
  add(rejected: RejectedProductLine): Promise<void>;
}

export interface RejectsFile extends RejectsSink {
  /** Null while nothing was rejected: then no file is made. */
  writtenTo(): string | null;
  close(): Promise<void>;
}

const COLUMNS = ["line", "column", "product", "code", "reason", "what to do", "lines held back", "text"];

/**
 * Writes rejected lines as CSV to a file that is made, or replaced, by the first of them.
 */
export function createRejectsFile(path: string): RejectsFile {
  let file: FileHandle | null = null;
  return {
    async add(rejected) {
      if (file === null) {
        file = await open(path, "w");
        await file.write(formatRow(COLUMNS));
      }
      await file.write(
        formatRow([
          String(rejected.line),
          rejected.column ?? "",
          rejected.product ?? "",
          rejected.code,
          rejected.reason,
          rejectRemedies[rejected.code],
          formatLines(rejected.productLines),
          rejected.text,
        ]),
      );
    },
    writtenTo: () => (file === null ? null : path),
    async close() {
      await file?.close();
    },
  };
}

const formatRow = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`;

/** `5-9 12` for the lines 5, 6, 7, 8, 9 and 12. */
function formatLines(lines: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.last === line - 1) run.last = line;
    else runs.push({ first: line, last: line });
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(" ");
}
