import type { ImportProgress, ImportSummary } from "#app/domain/catalog/import-catalog.server.ts";
import { repairMeanings, type ImportWarning, type RepairCode } from "#app/domain/catalog/imports/findings.ts";

const SHOWN_PER_CODE = 3;
const LINE_EVERY_MILLISECONDS = 3000;
const REDRAW_EVERY_MILLISECONDS = 100;

export interface ReportStream {
  write(text: string): unknown;
  isTTY?: boolean;
}

const number = (value: number): string => value.toLocaleString("en-US");
const counted = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

/** Says on a stream how far an import is: one line that is redrawn on a terminal, else a line every few seconds. */
export function createProgressReport(stream: ReportStream, sizeBytes: number, now: () => number) {
  const isTerminal = stream.isTTY === true;
  const interval = isTerminal ? REDRAW_EVERY_MILLISECONDS : LINE_EVERY_MILLISECONDS;
  let writtenAt = now();
  let isLineOpen = false;
  return {
    show(progress: ImportProgress): void {
      if (now() - writtenAt < interval) return;
      writtenAt = now();
      const percent = sizeBytes === 0 ? 100 : Math.min(100, Math.floor((progress.bytesRead / sizeBytes) * 100));
      const text =
        progress.phase === "ordering"
          ? `Looking through the file: ${percent} %`
          : `Importing: ${percent} % of the file, ${number(progress.products)} products, ` +
            `${number(progress.variants)} variants, ${number(progress.rejectedLines)} lines rejected`;
      stream.write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
      isLineOpen = isTerminal;
    },
    end(): void {
      if (isLineOpen) stream.write("\r\u001b[2K");
      isLineOpen = false;
    },
  };
}

/** The first warnings of each kind, to be shown after the import; the summary counts them all. */
export function createWarningSample() {
  const byCode = new Map<RepairCode, ImportWarning[]>();
  return {
    add(warning: ImportWarning): void {
      const shown = byCode.get(warning.code) ?? [];
      if (shown.length < SHOWN_PER_CODE) byCode.set(warning.code, [...shown, warning]);
    },
    lines(counts: Readonly<Record<string, number>>): string[] {
      return [...byCode].flatMap(([code, warnings]) => {
        const examples = warnings.map(({ line, column, message }) => {
          return `    line ${line}${column === null ? "" : `, ${column}`}: ${message}`;
        });
        const count = counts[code] ?? warnings.length;
        const more = count > examples.length ? [`    and ${number(count - examples.length)} more`] : [];
        return [`  ${code} (${number(count)}): ${repairMeanings[code]}`, ...examples, ...more];
      });
    },
  };
}

const sum = ({ created, updated, unchanged }: ImportSummary["products"]) => created + updated + unchanged;

/** What an import did, for a person. */
export function formatSummary(
  summary: ImportSummary,
  rejectsFile: string | null,
  warningLines: readonly string[],
): string {
  const { products, variants } = summary;
  const kind =
    summary.mappingName === null ? summary.format : `${summary.format} with the mapping ${summary.mappingName}`;
  const counts = (label: string, { created, updated, unchanged }: ImportSummary["products"]) =>
    `  ${label} ${number(created)} created, ${number(updated)} updated, ${number(unchanged)} unchanged`;
  const rejected =
    summary.rejectedLines === 0
      ? "  Rejected: nothing"
      : `  Rejected: ${counted(summary.rejectedLines, "line")} of ${counted(summary.rejectedProducts, "product")}; ` +
        `${rejectsFile ?? "the rejects file"} says why, and what to do`;
  const isNothingThere = sum(products) === 0 && summary.rejectedLines === 0;
  return [
    `Imported ${summary.fileName} (${kind}) in ${summary.seconds.toFixed(1)} s.`,
    ...(isNothingThere ? ["  The file holds no product below its header."] : []),
    counts("Products:", products),
    counts("Variants:", variants),
    rejected,
    summary.warnings === 0 ? "  Repaired: nothing" : `  Repaired: ${number(summary.warnings)}`,
    ...warningLines.map((line) => `  ${line}`),
  ].join("\n");
}
