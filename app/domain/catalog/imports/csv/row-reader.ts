import type { CurrencyDefault } from "../currency-default.ts";
import type { DraftFindings, FindingPlace } from "../draft-findings.ts";
import { columnName, type CsvLayout, type CsvRow } from "./csv-layout.ts";

/** What reading a product's lines needs to know and to tell. */
export interface RowReader {
  layout: CsvLayout;
  findings: DraftFindings;
  currency: CurrencyDefault;
}

export function placeOf(layout: CsvLayout, row: CsvRow, index: number | null | undefined): FindingPlace {
  return { line: row.line, column: columnName(layout, index), text: () => row.cells.join(",") };
}
