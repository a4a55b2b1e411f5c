import { combinationKey } from "../imports/product-draft.ts";
import type { ProductContent, VariantContent } from "../internal/plan-product-write.ts";
import { isUntouched, productColumns, variantColumns, type CorrectionColumn } from "./correction-columns.ts";
import type { CorrectionLine, LineProblem } from "./correction-file.ts";

/** A variant as the catalog holds it. */
export interface CorrectableVariant {
  id: string;
  externalId: string;
  content: VariantContent;
}

/** A product as the catalog holds it, with all of its variants. */
export interface CorrectableProduct {
  id: string;
  externalId: string;
  categoryId: string;
  content: ProductContent;
  variants: readonly CorrectableVariant[];
  /** When it changed last, as the file wrote it. */
  version: string;
  isRejected: boolean;
  isDiscontinued: boolean;
}

/** A row that a line names. */
export interface CorrectableRow {
  id: string;
  status: string;
  productId: string;
  variantId: string;
  storeId: string | null;
  storeName: string | null;
}

/** One field that would change. */
export interface FieldChange {
  field: string;
  /** Null for a field of the product. */
  variant: string | null;
  from: string;
  to: string;
}

/** What corrected lines make of one product. */
export interface CorrectedProduct {
  product: CorrectableProduct;
  content: ProductContent;
  variants: CorrectableVariant[];
  changes: FieldChange[];
  /** The rows to send again. */
  rows: CorrectableRow[];
}

export interface PlannedCorrections {
  products: CorrectedProduct[];
  /** Lines that say what the catalog says: nothing of them is sent again. */
  unchangedLines: number;
  problems: LineProblem[];
}

export interface CorrectionState {
  rows: ReadonlyMap<string, CorrectableRow>;
  products: ReadonlyMap<string, CorrectableProduct>;
}

type RowLine = CorrectionLine & { row: CorrectableRow };

/** Compares a corrected file with the catalog. Nothing of it may be saved while there is a problem. */
export function planCorrections(lines: readonly CorrectionLine[], state: CorrectionState): PlannedCorrections {
  const problems: LineProblem[] = [];
  const byProduct = new Map<string, RowLine[]>();
  for (const line of lines) {
    const row = state.rows.get(line.rowId);
    const refusal = refuseLine(line, row, state.products);
    if (row === undefined || refusal !== null) problems.push({ line: line.line, column: null, message: refusal ?? "" });
    else byProduct.set(row.productId, [...(byProduct.get(row.productId) ?? []), { ...line, row }]);
  }
  const products: CorrectedProduct[] = [];
  let unchangedLines = 0;
  for (const [productId, own] of byProduct) {
    const product = state.products.get(productId);
    if (product === undefined) continue;
    const corrected = correctProduct(product, own, problems);
    if (corrected.changes.length === 0) unchangedLines += own.length;
    else products.push(corrected);
  }
  return { products, unchangedLines, problems: problems.toSorted((one, other) => one.line - other.line) };
}

const AGAIN = "Download the failed rows again.";

function refuseLine(
  { version }: CorrectionLine,
  row: CorrectableRow | undefined,
  products: CorrectionState["products"],
): string | null {
  if (row === undefined) return "This batch has no such row. Take the file of this batch, or remove the line.";
  if (row.status !== "FAILED") return `This row is not failed any more (${row.status.toLowerCase()}). Remove the line.`;
  const product = products.get(row.productId);
  if (!product?.variants.some(({ id }) => id === row.variantId))
    return "The catalog does not have this variant any more. Remove the line.";
  if (product.isRejected)
    return "The product was rejected after this upload. Decide on it under Approvals, or remove the line.";
  if (product.isDiscontinued) return "The product is discontinued. Remove the line.";
  if (product.version !== version) return `The product changed in the catalog after this file was made. ${AGAIN}`;
  return null;
}

function correctProduct(
  product: CorrectableProduct,
  lines: readonly RowLine[],
  problems: LineProblem[],
): CorrectedProduct {
  const changes: FieldChange[] = [];
  const correct = { lines, problems, changes };
  let content = applyColumns(product.content, productColumns, null, correct);
  const variants: CorrectableVariant[] = [];
  for (const variant of product.variants) {
    const own = lines.filter(({ row }) => row.variantId === variant.id);
    const name = variant.content.optionValues.join(" / ") || variant.content.sku || variant.externalId;
    const before = changes.length;
    const wanted = applyColumns(variant.content, variantColumns, name, { ...correct, lines: own });
    if (changes.length > before) variants.push({ ...variant, content: wanted });
  }
  content = withOptionValues(content, product, variants);
  const message = optionProblem(content, product, variants);
  if (message !== null) problems.push({ line: lines[0]?.line ?? 0, column: null, message });
  return { product, content, variants, changes, rows: lines.map(({ row }) => row) };
}

interface Correcting {
  lines: readonly RowLine[];
  problems: LineProblem[];
  changes: FieldChange[];
}

/** Of several lines about one thing those count that say something else than the catalog, and they must agree. */
function applyColumns<Content>(
  stored: Content,
  columns: readonly CorrectionColumn<Content>[],
  variant: string | null,
  { lines, problems, changes }: Correcting,
): Content {
  let content = stored;
  for (const column of columns) {
    const shown = column.show(stored);
    const said = lines.flatMap(({ line, cells }) => {
      const cell = cells.get(column.name);
      return cell === undefined || isUntouched(shown, cell) ? [] : [{ line, cell }];
    });
    const [wanted] = said;
    if (wanted === undefined) continue;
    const other = said.find(({ cell }) => cell !== wanted.cell);
    if (other !== undefined) {
      const message = `Line ${wanted.line} says something else about the same ${variant === null ? "product" : "variant"}.`;
      problems.push({ line: other.line, column: column.name, message });
    }
    const reading = column.read(content, wanted.cell);
    if (reading.kind === "unreadable")
      problems.push({ line: wanted.line, column: column.name, message: reading.reason });
    else {
      const to = column.show(reading.value);
      content = reading.value;
      if (to !== shown) changes.push({ field: column.name, variant, from: shown, to });
    }
  }
  return content;
}

const contentOf = (product: CorrectableProduct, corrected: readonly CorrectableVariant[]): VariantContent[] => {
  const byId = new Map(corrected.map((variant) => [variant.id, variant.content]));
  return product.variants.map(({ id, content }) => byId.get(id) ?? content);
};

/** The product's lists of option values follow its variants: known values keep their places, new ones come last. */
function withOptionValues(
  content: ProductContent,
  product: CorrectableProduct,
  corrected: readonly CorrectableVariant[],
): ProductContent {
  const variants = contentOf(product, corrected);
  const options = content.options.map(({ name, values }, at) => {
    const used = new Set(variants.map(({ optionValues }) => optionValues[at] ?? ""));
    const before = new Set(product.variants.map((variant) => variant.content.optionValues[at] ?? ""));
    const kept = values.filter((value) => used.has(value) || !before.has(value));
    return { name, values: [...new Set([...kept, ...used])] };
  });
  return { ...content, options };
}

function optionProblem(
  { options }: ProductContent,
  product: CorrectableProduct,
  corrected: readonly CorrectableVariant[],
): string | null {
  const names = options.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) return "Two options of the product would have the same name.";
  const combinations = contentOf(product, corrected).map(({ optionValues }) => combinationKey(optionValues));
  if (corrected.length > 0 && new Set(combinations).size < combinations.length)
    return "Two variants of the product would have the same option values. Give every variant its own.";
  return null;
}
