/** Where a reader stands within a record after a line of it. */
export type ScanState =
  | { kind: "complete"; columnCount: number }
  /** The line ended inside a quoted value: the record goes on. */
  | { kind: "open"; columnIndex: number }
  | { kind: "broken"; columnIndex: number; reason: string };

const QUOTE = 0x22;
const isSpace = (code: number) => code === 0x20 || code === 0x09 || code === 0xa0;

/**
 * Follows the quotes of one line of a record, from where the line before it ended. Values are not read here: this only
 * finds where a record ends, so that a broken one is left behind without losing the lines after it.
 */
export function scanLine(text: string, delimiter: string, openColumn: number | null): ScanState {
  const separator = delimiter.charCodeAt(0);
  let columnIndex = openColumn ?? 0;
  let place: "start" | "bare" | "quoted" | "closed" = openColumn === null ? "start" : "quoted";
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (place === "quoted") {
      if (code !== QUOTE) continue;
      if (text.charCodeAt(index + 1) === QUOTE) index += 1;
      else place = "closed";
    } else if (code === separator) {
      columnIndex += 1;
      place = "start";
    } else if (code === QUOTE) {
      if (place === "start") place = "quoted";
      else return { kind: "broken", columnIndex, reason: "a quote stands in the middle of a value" };
    } else if (!isSpace(code)) {
      if (place === "closed")
        return { kind: "broken", columnIndex, reason: "text follows the closing quote of a value" };
      place = "bare";
    }
  }
  return place === "quoted" ? { kind: "open", columnIndex } : { kind: "complete", columnCount: columnIndex + 1 };
}

/** The delimiter that the header is written with: comma, semicolon or tab. */
export function findDelimiter(header: string): string {
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: header.split(delimiter).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}
