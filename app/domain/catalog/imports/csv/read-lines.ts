import { cellOf, columnName, type CsvLayout, type CsvRow } from "./csv-layout.ts";
import type { CsvRecord } from "./read-records.ts";
import type { CatalogLine } from "../product-blocks.ts";
import { cleanText, toHandle } from "../repairs.ts";

/**
 * Says of every record which product it belongs to. A record whose product cannot be made out is given to the product
 * above it: that product may lack a variant otherwise, and is better held back as a whole.
 */
export async function* readCsvLines(
  records: AsyncIterable<CsvRecord[]>,
  layout: CsvLayout,
): AsyncGenerator<CatalogLine<CsvRow>[]> {
  let keyAbove: string | null = null;
  for await (const block of records) {
    const lines: CatalogLine<CsvRow>[] = [];
    for (const record of block) {
      if (record.fault === null && record.cells.every((cell) => cell === "")) continue;
      const line = toLine(record, layout, keyAbove);
      keyAbove = line.key;
      lines.push(line);
    }
    if (lines.length > 0) yield lines;
  }
}

function toLine(record: CsvRecord, layout: CsvLayout, keyAbove: string | null): CatalogLine<CsvRow> {
  const { line, cells, fault } = record;
  const row = { line, cells };
  const named = record.isAfterBreak ? "" : cleanText(cellOf(layout, row, "productKey")).trim();
  const isOwnKey = named !== "" && !named.includes("\uFFFD");
  const titled = toHandle(cleanText(cellOf(layout, row, "title")));
  const fallback = keyAbove ?? `line ${line}`;
  if (fault !== null) {
    const key = isOwnKey ? named : fallback;
    const column = columnName(layout, fault.columnIndex);
    const { code, reason, text } = fault;
    return { line, key, row: null, fault: { line, column, product: key, code, reason, text } };
  }
  if (isOwnKey) return { line, key: named, row, fault: null };
  if (layout.isKeyInherited && keyAbove !== null && titled === "") return { line, key: keyAbove, row, fault: null };
  if (titled !== "") return { line, key: titled, row, fault: null };
  const reason = "the line names neither a product nor a title";
  const column = columnName(layout, layout.indexes.productKey);
  const text = cells.join(",").slice(0, 500);
  return {
    line,
    key: fallback,
    row: null,
    fault: { line, column, product: keyAbove, code: "product.key-missing", reason, text },
  };
}
