/** What a column of a product CSV can hold. */
export const csvFields = [
  "productKey",
  "handle",
  "title",
  "descriptionHtml",
  "vendor",
  "category",
  "productTypeName",
  "tags",
  "type",
  "status",
  "isPublished",
  "isGiftCard",
  "seoTitle",
  "seoDescription",
  "sku",
  "barcode",
  "price",
  "compareAtPrice",
  "cost",
  "currency",
  "weight",
  "weightUnit",
  "variantImage",
  "requiresShipping",
  "isTaxable",
  "isTracked",
  "inventoryTracker",
  "quantity",
  "inventoryPolicy",
  "hsCode",
  "countryOfOrigin",
  "imagePosition",
  "imageAlt",
] as const;

export type CsvField = (typeof csvFields)[number];

/** Option names and values in a pair of columns each, or all in two columns with a separator. */
export type OptionColumns =
  | { kind: "pairs"; pairs: { nameIndex: number | null; valueIndex: number }[] }
  | { kind: "lists"; namesIndex: number; valuesIndex: number; separator: string };

/** `category:Shoes|brand:Acme` in one column. */
export interface LabelColumn {
  index: number;
  separator: string;
  categoryLabel: string;
  vendorLabel: string;
}

export interface MetafieldColumn {
  index: number;
  namespace: string;
  key: string;
  type: string;
}

/** Where a CSV file keeps what; made from its header. */
export interface CsvLayout {
  format: "shopify-csv" | "mapped-csv";
  mappingName: string | null;
  header: readonly string[];
  indexes: Partial<Record<CsvField, number>>;
  options: OptionColumns;
  images: { indexes: number[]; separator: string | null };
  categorySeparator: string;
  tagSeparator: string;
  /** Unit of every weight in the file; null when a column says it. */
  weightUnit: string | null;
  labels: LabelColumn | null;
  metafields: MetafieldColumn[];
  /** A line without a key belongs to the product of the line above. */
  isKeyInherited: boolean;
  /** A first line without option values, above lines that have them, is no variant. */
  isParentOnFirstLine: boolean;
  ignoredColumns: string[];
}

export interface CsvRow {
  line: number;
  cells: string[];
}

export function cellOf(layout: CsvLayout, row: CsvRow, field: CsvField): string {
  const index = layout.indexes[field];
  return index === undefined ? "" : (row.cells[index] ?? "");
}

export function columnName(layout: CsvLayout, index: number | null | undefined): string | null {
  return index === null || index === undefined ? null : (layout.header[index] ?? null);
}

export const normalizeColumn = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();
