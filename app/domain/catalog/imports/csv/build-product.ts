import { buildOptions, type ProductOptions } from "./read-options.ts";
import { buildVariant } from "./build-variant.ts";
import { placeOf, type RowReader } from "./row-reader.ts";
import { cellOf, type CsvField, type CsvRow } from "./csv-layout.ts";
import { takeOrDrop } from "../draft-findings.ts";
import {
  MAX_NAME_LENGTH,
  MAX_TAGS,
  optionExternalId,
  productStatuses,
  type ProductDraft,
  type VariantDraft,
} from "../product-draft.ts";
import { productTypes } from "#app/domain/catalog/product-states.ts";
import { chooseRows } from "./row-roles.ts";
import { cleanText, readCategoryPath, readFlag, readImageUrl, shortenText, toHandle } from "../repairs.ts";

const UNCATEGORIZED = "Uncategorized";

/** The product that these lines describe; null when a line was rejected, which the findings tell. */
export function buildProduct(reader: RowReader, key: string, rows: readonly CsvRow[]): ProductDraft | null {
  const { findings, layout } = reader;
  const product = createProductFields(reader, rows);
  const title = product.text("title", MAX_NAME_LENGTH);
  const first = rows[0];
  if (first === undefined) return null;
  if (title === "") {
    findings.reject(placeOf(layout, first, layout.indexes.title), "product.title-missing", "the product has no title");
  }
  const roles = chooseRows(reader, rows);
  if (roles.variants.length === 0) {
    const place = placeOf(layout, first, layout.indexes.price);
    findings.reject(place, "product.without-variant", "no line of the product has a price, a sku or option values");
  }
  const options = buildOptions(reader, rows, roles.variants);
  const variants = options === null ? [] : buildVariants(reader, roles.variants, options);
  const handle = buildHandle(reader, first, key, title);
  const productType = readType(reader, product.row("type"));
  if (findings.rejects.length > 0 || options === null) return null;
  const { categoryPath, labelledVendor } = buildCategory(reader, rows);
  return {
    externalId: key,
    handle,
    title,
    descriptionHtml: product.text("descriptionHtml", Number.MAX_SAFE_INTEGER),
    vendor: product.text("vendor", MAX_NAME_LENGTH) || labelledVendor,
    productTypeName: product.text("productTypeName", MAX_NAME_LENGTH),
    categoryPath,
    type: readRowFlag(reader, product.row("isGiftCard"), "isGiftCard", false) ? "GIFT_CARD" : productType,
    tags: buildTags(reader, product.row("tags")),
    status: readStatus(reader, product.row("status"), product.row("isPublished")),
    seoTitle: product.text("seoTitle", MAX_NAME_LENGTH) || null,
    seoDescription: product.text("seoDescription", 5000) || null,
    options: options.options,
    images: buildImages(reader, rows),
    metafields: layout.metafields.flatMap(({ index, namespace, key: metafieldKey, type }) => {
      const value = rows.map((row) => cleanText(row.cells[index] ?? "").trim()).find((text) => text !== "");
      return value === undefined ? [] : [{ namespace, key: metafieldKey, type, value }];
    }),
    variants,
  };
}

/** A product's own columns are filled in on its first line; where they are not, the first line that has them speaks. */
function createProductFields({ layout, findings }: RowReader, rows: readonly CsvRow[]) {
  const row = (field: CsvField) => rows.find((one) => cellOf(layout, one, field).trim() !== "");
  const raw = (field: CsvField) => {
    const found = row(field);
    return found === undefined ? "" : cellOf(layout, found, field).trim();
  };
  return {
    row,
    raw,
    text(field: CsvField, maxLength: number): string {
      const said = raw(field);
      const text = cleanText(said);
      const found = row(field);
      if (found === undefined) return "";
      const place = placeOf(layout, found, layout.indexes[field]);
      if (text !== said) findings.warn(place, "text.cleaned", "control characters were removed");
      if (text.length <= maxLength) return text;
      findings.warn(place, "text.shortened", `the text has ${text.length} characters, ${maxLength} are allowed`);
      return shortenText(text, maxLength).trim();
    },
  };
}

function buildVariants(reader: RowReader, rows: readonly CsvRow[], options: ProductOptions): VariantDraft[] {
  const { findings, layout } = reader;
  const built = rows.flatMap((row) => buildVariant(reader, row, options.valuesOf(row)) ?? []);
  const skuCounts = new Map<string, number>();
  for (const { sku } of built) if (sku !== null) skuCounts.set(sku, (skuCounts.get(sku) ?? 0) + 1);
  return built.map((variant) => {
    const isShared = variant.sku !== null && (skuCounts.get(variant.sku) ?? 0) > 1;
    if (isShared) {
      const row = rows.find(({ line }) => line === variant.line);
      if (row !== undefined) {
        const place = placeOf(layout, row, layout.indexes.sku);
        findings.warn(place, "sku.repeated", `the sku ${variant.sku} stands for several variants of the product`);
      }
    }
    const externalId = variant.sku === null || isShared ? optionExternalId(variant.optionValues) : variant.sku;
    return { ...variant, externalId };
  });
}

function buildHandle({ layout, findings }: RowReader, row: CsvRow, key: string, title: string): string {
  const named = cleanText(cellOf(layout, row, "handle")).trim();
  const said = named || key;
  const handle = toHandle(said) || toHandle(title);
  const place = placeOf(layout, row, layout.indexes.handle ?? layout.indexes.productKey);
  if (handle === "") {
    findings.reject(place, "product.key-missing", `"${said}" holds no letter and no digit`);
  } else if (cellOf(layout, row, "productKey").trim() === "" && named === "") {
    findings.warn(place, "handle.from-title", `the handle ${handle} was made from the title`);
  } else if (handle !== said && (named !== "" || layout.format === "shopify-csv")) {
    findings.warn(place, "handle.rewritten", `"${said}" was rewritten to ${handle}`);
  }
  return handle;
}

function buildCategory({ layout }: RowReader, rows: readonly CsvRow[]) {
  const firstFilled = (index: number | undefined) =>
    index === undefined ? "" : (rows.map((row) => cleanText(row.cells[index] ?? "").trim()).find((text) => text) ?? "");
  const named = readCategoryPath(firstFilled(layout.indexes.category), layout.categorySeparator);
  const typed = readCategoryPath(firstFilled(layout.indexes.productTypeName), layout.categorySeparator);
  const labelled = layout.labels === null ? [] : firstFilled(layout.labels.index).split(layout.labels.separator);
  const labelsOf = (label: string) =>
    labelled.filter((part) => part.startsWith(`${label}:`)).map((part) => part.slice(label.length + 1).trim());
  const labelledPath = layout.labels === null ? [] : labelsOf(layout.labels.categoryLabel);
  const path = [named, readCategoryPath(labelledPath.join(" > "), " > "), typed].find((names) => names.length > 0);
  return {
    categoryPath: path?.slice(0, 20) ?? [UNCATEGORIZED],
    labelledVendor: layout.labels === null ? "" : (labelsOf(layout.labels.vendorLabel)[0] ?? ""),
  };
}

function buildTags({ layout, findings }: RowReader, row: CsvRow | undefined): string[] {
  if (row === undefined) return [];
  const place = placeOf(layout, row, layout.indexes.tags);
  const byLowerCase = new Map<string, string>();
  for (const part of cleanText(cellOf(layout, row, "tags")).split(layout.tagSeparator)) {
    const tag = part.replace(/\s+/g, " ").trim();
    if (tag.length > MAX_NAME_LENGTH) findings.warn(place, "tag.dropped", `a tag has ${tag.length} characters`);
    else if (tag !== "" && !byLowerCase.has(tag.toLowerCase())) byLowerCase.set(tag.toLowerCase(), tag);
  }
  const tags = [...byLowerCase.values()];
  if (tags.length > MAX_TAGS) findings.warn(place, "tag.dropped", `the product has ${tags.length} tags`);
  return tags.slice(0, MAX_TAGS);
}

function buildImages(reader: RowReader, rows: readonly CsvRow[]): ProductDraft["images"] {
  const { layout, findings } = reader;
  const found: { url: string; alt: string | null; position: number }[] = [];
  for (const row of rows) {
    const position = Number(cellOf(layout, row, "imagePosition").trim() || Number.NaN);
    const alt = cleanText(cellOf(layout, row, "imageAlt")).trim();
    for (const index of layout.images.indexes) {
      const cell = cleanText(row.cells[index] ?? "");
      const parts = layout.images.separator === null ? [cell] : cell.split(layout.images.separator);
      for (const part of parts) {
        if (part.trim() === "") continue;
        const codes = { repaired: "image.rewritten", dropped: "image.dropped" } as const;
        const url = takeOrDrop(findings, placeOf(layout, row, index), readImageUrl(part), codes);
        if (url === null || found.some((image) => image.url === url)) continue;
        found.push({ url, alt: alt === "" ? null : alt, position: position > 0 ? position : Number.MAX_SAFE_INTEGER });
      }
    }
  }
  return found.sort((one, other) => one.position - other.position).map(({ url, alt }) => ({ url, alt }));
}

function readRowFlag(
  { layout, findings }: Pick<RowReader, "layout" | "findings">,
  row: CsvRow | undefined,
  field: "isGiftCard" | "isPublished",
  fallback: boolean,
): boolean {
  if (row === undefined) return fallback;
  const codes = { repaired: "flag.assumed", dropped: "flag.assumed" } as const;
  return (
    takeOrDrop(findings, placeOf(layout, row, layout.indexes[field]), readFlag(cellOf(layout, row, field)), codes) ??
    fallback
  );
}

/** A type that nobody knows is not guessed: taken as NORMAL, the product could be sold. */
function readType({ layout, findings }: RowReader, row: CsvRow | undefined): ProductDraft["type"] {
  if (row === undefined) return "NORMAL";
  const text = cellOf(layout, row, "type").trim();
  const name = text.toUpperCase().replace(/[\s-]+/g, "_");
  const type = productTypes.find((one) => one === name);
  if (type !== undefined) return type;
  const reason = `"${text}" is none of ${productTypes.join(", ")}`;
  findings.reject(placeOf(layout, row, layout.indexes.type), "field.invalid", reason);
  return "NORMAL";
}

/** A file without a status column says by Published whether the product is for sale. */
function readStatus(
  { layout, findings }: RowReader,
  row: CsvRow | undefined,
  publishedRow: CsvRow | undefined,
): ProductDraft["status"] {
  if (row === undefined) {
    if (layout.indexes.status !== undefined || publishedRow === undefined) return "ACTIVE";
    return readRowFlag({ layout, findings }, publishedRow, "isPublished", true) ? "ACTIVE" : "DRAFT";
  }
  const text = cellOf(layout, row, "status").trim();
  const status = productStatuses.find((one) => one === text.toUpperCase());
  if (status !== undefined) return status;
  findings.warn(placeOf(layout, row, layout.indexes.status), "status.assumed", `"${text}" is no status`);
  return "DRAFT";
}
