import { placeOf, type RowReader } from "./row-reader.ts";
import type { CsvLayout, CsvRow } from "./csv-layout.ts";
import { combinationKey, MAX_NAME_LENGTH, MAX_OPTIONS, MAX_VARIANTS, type ProductDraft } from "../product-draft.ts";
import { cleanText } from "../repairs.ts";

/** A product's options, and what each of its variant lines chooses. */
export interface ProductOptions {
  options: ProductDraft["options"];
  valuesOf(row: CsvRow): string[];
}

interface OptionCell {
  name: string;
  value: string;
  nameIndex: number | null;
  valueIndex: number;
}

/** Names and values of the options as one line writes them, position by position. */
export function optionCells({ options }: CsvLayout, row: CsvRow): OptionCell[] {
  const cell = (index: number | null) => (index === null ? "" : cleanText(row.cells[index] ?? "").trim());
  if (options.kind === "pairs") {
    return options.pairs.map(({ nameIndex, valueIndex }) => {
      return { name: cell(nameIndex), value: cell(valueIndex), nameIndex, valueIndex };
    });
  }
  const { namesIndex, valuesIndex, separator } = options;
  const names = cell(namesIndex).split(separator);
  const values = cell(valuesIndex).split(separator);
  return Array.from({ length: Math.max(names.length, values.length) }, (_, position) => ({
    name: names[position]?.trim() ?? "",
    value: values[position]?.trim() ?? "",
    nameIndex: namesIndex,
    valueIndex: valuesIndex,
  }));
}

/**
 * Checks the options of a product's variant lines; null when a line was rejected. A single variant that is called
 * "Default Title" (or Title) has no options: Shopify writes a product without options this way.
 */
export function buildOptions(
  reader: RowReader,
  rows: readonly CsvRow[],
  variantRows: readonly CsvRow[],
): ProductOptions | null {
  const { layout, findings } = reader;
  const rejectedBefore = findings.rejects.length;
  const names = optionNames(layout, rows);
  const used = usedPositions(layout, names, variantRows);
  if (isWithoutOptions(layout, variantRows)) return { options: [], valuesOf: () => [] };

  for (const row of variantRows.slice(MAX_VARIANTS)) {
    const reason = `the product has more than ${MAX_VARIANTS} variants`;
    findings.reject(placeOf(layout, row, null), "product.too-many-variants", reason);
  }
  const valuesByRow = new Map<CsvRow, string[]>();
  const lineByCombination = new Map<string, number>();
  for (const row of variantRows) {
    const cells = optionCells(layout, row);
    const extra = used.length > MAX_OPTIONS ? cells[used[MAX_OPTIONS] ?? 0] : undefined;
    if (used.length > MAX_OPTIONS) {
      const reason = `the product has ${used.length} options (${used.map((at) => names[at] ?? "").join(", ")})`;
      findings.reject(placeOf(layout, row, extra?.valueIndex), "product.too-many-options", reason);
      continue;
    }
    const values = used.map((position) => {
      const cell = cells[position];
      checkOptionCell(reader, row, names[position] ?? "", position, cell);
      return cell?.value ?? "";
    });
    const combination = combinationKey(values);
    const earlierLine = lineByCombination.get(combination);
    if (earlierLine !== undefined) {
      const shown = values.length === 0 ? "no options" : values.join(" / ");
      const place = placeOf(layout, row, cells[used[0] ?? 0]?.valueIndex);
      findings.reject(place, "option.values-repeated", `line ${earlierLine} has the same option values (${shown})`);
    }
    lineByCombination.set(combination, earlierLine ?? row.line);
    valuesByRow.set(row, values);
  }
  checkRepeatedNames(reader, rows, used, names);
  if (findings.rejects.length > rejectedBefore) return null;
  const options = used.map((position, at) => {
    const values = [...new Set([...valuesByRow.values()].map((all) => all[at] ?? ""))];
    return { name: names[position] ?? "", values };
  });
  return { options, valuesOf: (row) => valuesByRow.get(row) ?? [] };
}

/** The first name that any of the product's lines gives to each position. */
function optionNames(layout: CsvLayout, rows: readonly CsvRow[]): string[] {
  const names: string[] = [];
  for (const row of rows) {
    for (const [position, { name }] of optionCells(layout, row).entries()) names[position] ||= name;
  }
  return names;
}

function usedPositions(layout: CsvLayout, names: readonly string[], variantRows: readonly CsvRow[]): number[] {
  const withValue = new Set<number>();
  for (const row of variantRows) {
    for (const [position, { value }] of optionCells(layout, row).entries()) if (value !== "") withValue.add(position);
  }
  return names.map((_, position) => position).filter((position) => names[position] !== "" || withValue.has(position));
}

function isWithoutOptions(layout: CsvLayout, variantRows: readonly CsvRow[]): boolean {
  const [only] = variantRows;
  if (only === undefined || variantRows.length > 1) return false;
  const cells = optionCells(layout, only).filter(({ name, value }) => name !== "" || value !== "");
  const [first] = cells;
  if (first === undefined) return true;
  return cells.length === 1 && (first.value === "Default Title" || (first.name === "Title" && first.value === ""));
}

function checkOptionCell(
  { layout, findings }: RowReader,
  row: CsvRow,
  name: string,
  position: number,
  cell: OptionCell | undefined,
): void {
  if (name === "") {
    const place = placeOf(layout, row, cell?.nameIndex ?? cell?.valueIndex);
    findings.reject(place, "option.name-missing", `option ${position + 1} has values but no name`);
  } else if (cell === undefined || cell.value === "") {
    const place = placeOf(layout, row, cell?.valueIndex);
    findings.reject(place, "option.value-missing", `the variant has no value for the option ${name}`);
  } else if (cell.value.length > MAX_NAME_LENGTH || name.length > MAX_NAME_LENGTH) {
    const place = placeOf(layout, row, cell.valueIndex);
    findings.reject(place, "field.invalid", `an option name or value is longer than ${MAX_NAME_LENGTH} characters`);
  }
}

function checkRepeatedNames(
  { layout, findings }: RowReader,
  rows: readonly CsvRow[],
  used: readonly number[],
  names: readonly string[],
): void {
  const usedNames = used.map((position) => names[position] ?? "").filter((name) => name !== "");
  const repeated = usedNames.find((name, at) => usedNames.indexOf(name) < at);
  const [first] = rows;
  if (repeated === undefined || first === undefined) return;
  const reason = `two options of the product are called ${repeated}`;
  findings.reject(placeOf(layout, first, null), "option.name-repeated", reason);
}
