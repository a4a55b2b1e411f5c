import { z } from "zod";
import { InvalidInputError } from "#app/platform/errors.ts";
import { csvFields, normalizeColumn, type CsvLayout, type OptionColumns } from "./csv-layout.ts";

const column = z.string().trim().min(1);
const REQUIRED_COLUMNS = "must name the columns of productKey, title and price";

/** Says which column of a foreign CSV holds what. docs/import.md describes every key. */
export const columnMappingSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower case letters, digits and hyphens"),
  /** A file whose header has all of these columns is read with this mapping. */
  recognizedBy: z.array(column, "must list at least one column of the header").min(1),
  columns: z
    .partialRecord(z.enum(csvFields), column, {
      error: (issue) => {
        const unknown: unknown[] = "keys" in issue && Array.isArray(issue.keys) ? issue.keys : [];
        return unknown.length > 0 ? `${unknown.join(", ")} is none of ${csvFields.join(", ")}` : REQUIRED_COLUMNS;
      },
    })
    .refine(
      (columns) => columns.productKey !== undefined && columns.title !== undefined && columns.price !== undefined,
      REQUIRED_COLUMNS,
    ),
  options: z
    .union([
      z.strictObject({ pairs: z.array(z.strictObject({ name: column, value: column })).min(1) }),
      z.strictObject({ names: column, values: column, separator: z.string().min(1) }),
    ])
    .optional(),
  images: z.strictObject({ columns: z.array(column).min(1), separator: z.string().min(1).optional() }).optional(),
  categorySeparator: z.string().min(1).default(" > "),
  tagSeparator: z.string().min(1).default(","),
  weightUnit: z.enum(["g", "kg", "oz", "lb"]).optional(),
  /** One column of `label:value` pairs, of which one label is the category and one the vendor. */
  labels: z
    .strictObject({ column, separator: z.string().min(1), category: z.string().min(1), vendor: z.string().min(1) })
    .optional(),
  metafields: z.array(z.strictObject({ column, namespace: column, key: column, type: column })).default([]),
  /** A line without a product key belongs to the product of the line above. */
  isKeyInherited: z.boolean().default(false),
  /** A product's first line, when it has no option values and later lines have, only describes the product. */
  isParentOnFirstLine: z.boolean().default(false),
});

export type ColumnMapping = z.input<typeof columnMappingSchema>;

/**
 * Reads a mapping from JSON or from a shipped object.
 * @throws {InvalidInputError} naming every fault of the mapping.
 */
export function parseColumnMapping(mapping: unknown): z.infer<typeof columnMappingSchema> {
  const parsed = columnMappingSchema.safeParse(mapping);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  const list = problems.map(({ field, message }) => `${field || "the mapping"}: ${message}`).join("; ");
  throw new InvalidInputError(
    "import.mapping-invalid",
    `The column mapping is not usable: ${list}. docs/import.md shows one.`,
    problems,
  );
}

export function fitsMapping(mapping: ColumnMapping, header: readonly string[]): boolean {
  const names = new Set(header.map(normalizeColumn));
  return mapping.recognizedBy.every((name) => names.has(normalizeColumn(name)));
}

/**
 * The layout of a file that is read with a mapping.
 * @throws {InvalidInputError} naming the columns that the mapping means and the file does not have.
 */
export function mappedLayout(given: ColumnMapping, header: readonly string[]): CsvLayout {
  const mapping = parseColumnMapping(given);
  const names = header.map(normalizeColumn);
  const missing: string[] = [];
  const indexOf = (name: string): number => {
    const index = names.indexOf(normalizeColumn(name));
    if (index === -1) missing.push(name);
    return index;
  };
  const indexes: CsvLayout["indexes"] = {};
  for (const field of csvFields) {
    const name = mapping.columns[field];
    if (name !== undefined) indexes[field] = indexOf(name);
  }
  const layout: CsvLayout = {
    format: "mapped-csv",
    mappingName: mapping.name,
    header,
    indexes,
    options: optionColumns(mapping.options, indexOf),
    images: { indexes: (mapping.images?.columns ?? []).map(indexOf), separator: mapping.images?.separator ?? null },
    categorySeparator: mapping.categorySeparator,
    tagSeparator: mapping.tagSeparator,
    weightUnit: mapping.weightUnit ?? null,
    labels:
      mapping.labels === undefined
        ? null
        : {
            index: indexOf(mapping.labels.column),
            separator: mapping.labels.separator,
            categoryLabel: mapping.labels.category,
            vendorLabel: mapping.labels.vendor,
          },
    metafields: mapping.metafields.map((field) => ({ ...field, index: indexOf(field.column) })),
    isKeyInherited: mapping.isKeyInherited,
    isParentOnFirstLine: mapping.isParentOnFirstLine,
    ignoredColumns: [],
  };
  if (missing.length === 0) return layout;
  throw new InvalidInputError(
    "import.mapping-does-not-fit",
    `The mapping ${mapping.name} names columns that the file does not have: ${missing.join(", ")}. ` +
      `The file has: ${header.join(", ")}.`,
  );
}

function optionColumns(
  options: z.infer<typeof columnMappingSchema>["options"],
  indexOf: (name: string) => number,
): OptionColumns {
  if (options === undefined) return { kind: "pairs", pairs: [] };
  if ("pairs" in options) {
    const pairs = options.pairs.map(({ name, value }) => ({ nameIndex: indexOf(name), valueIndex: indexOf(value) }));
    return { kind: "pairs", pairs };
  }
  const { separator } = options;
  return { kind: "lists", namesIndex: indexOf(options.names), valuesIndex: indexOf(options.values), separator };
}
