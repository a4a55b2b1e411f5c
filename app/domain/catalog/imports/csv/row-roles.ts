import { placeOf, type RowReader } from "./row-reader.ts";
import { cellOf, type CsvRow } from "./csv-layout.ts";
import { optionCells } from "./read-options.ts";

/** Which of a product's lines are variants. The others carry images, prices in other currencies, or the product itself. */
export interface RowRoles {
  variants: CsvRow[];
}

/**
 * A line is a variant when it has option values, a sku, a price or a barcode. A first line without option values above
 * lines that have them is the product (where the layout says so). Lines that repeat a variant's sku with another
 * currency carry its price there: the line of the wanted currency gives the variant its price, the others are left out.
 */
export function chooseRows(reader: RowReader, rows: readonly CsvRow[]): RowRoles {
  const { layout } = reader;
  const hasOptions = (row: CsvRow) => optionCells(layout, row).some(({ value }) => value !== "");
  const marked = rows.filter((row) => {
    const cells = [cellOf(layout, row, "sku"), cellOf(layout, row, "price"), cellOf(layout, row, "barcode")];
    return hasOptions(row) || cells.some((cell) => cell.trim() !== "");
  });
  const first = marked[0];
  const isParentFirst =
    layout.isParentOnFirstLine &&
    first !== undefined &&
    first === rows[0] &&
    !hasOptions(first) &&
    marked.some(hasOptions);
  return { variants: mergeCurrencies(reader, isParentFirst ? marked.slice(1) : marked, hasOptions) };
}

function mergeCurrencies(reader: RowReader, rows: CsvRow[], hasOptions: (row: CsvRow) => boolean): CsvRow[] {
  const { layout, findings } = reader;
  const wanted = reader.currency.wanted;
  if (layout.indexes.currency === undefined) return rows;
  const currencyOf = (row: CsvRow) => cellOf(layout, row, "currency").trim().toUpperCase();
  const variantBySku = new Map<string, number>();
  const merged: CsvRow[] = [];
  for (const row of rows) {
    const sku = cellOf(layout, row, "sku").trim();
    const at = sku === "" || hasOptions(row) ? undefined : variantBySku.get(sku);
    const variant = at === undefined ? undefined : merged[at];
    if (at === undefined || variant === undefined || currencyOf(variant) === currencyOf(row)) {
      if (sku !== "" && !variantBySku.has(sku)) variantBySku.set(sku, merged.length);
      merged.push(row);
    } else if (currencyOf(row) === wanted) {
      merged[at] = withPriceOf(reader, variant, row);
    }
  }
  if (wanted === null) return merged;
  for (const row of merged) {
    const currency = currencyOf(row);
    if (currency === "" || currency === wanted) continue;
    const message = `the variant has no price in ${wanted}; its price in ${currency} is taken`;
    findings.warn(placeOf(layout, row, layout.indexes.currency), "price.other-currency", message);
  }
  return merged;
}

function withPriceOf({ layout }: RowReader, variant: CsvRow, price: CsvRow): CsvRow {
  const cells = [...variant.cells];
  for (const field of ["price", "compareAtPrice", "currency"] as const) {
    const index = layout.indexes[field];
    if (index !== undefined) cells[index] = price.cells[index] ?? "";
  }
  return { line: variant.line, cells };
}
