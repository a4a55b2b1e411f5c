import { notSimulated } from "../graphql/errors.ts";
import { gid } from "../state/gids.ts";
import type { ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";

/** One condition of Shopify's search syntax. */
export interface Term {
  field: string | null;
  comparison: ":" | ":>" | ":>=" | ":<" | ":<=";
  value: string;
  isNegated: boolean;
}

/** Products that match Shopify's search syntax (terms joined by AND), as the index sees them. */
export function searchProducts(
  shop: ShopState,
  query: string | null | undefined,
  sortKey: string | null | undefined,
): ProductRecord[] {
  const terms = parseTerms(query);
  const indexedUntilMs = shop.nowMs() - shop.environment.fidelity.searchIndexLagMs;
  const found: ProductRecord[] = [];
  for (const product of shop.catalog.products()) {
    if (product.updatedAtMs > indexedUntilMs) continue;
    if (terms.every((term) => matchesProduct(product, term) !== term.isNegated)) found.push(product);
  }
  return sortBy(found, sortKey, "products");
}

export function searchVariants(
  shop: ShopState,
  query: string | null | undefined,
  sortKey: string | null | undefined,
): VariantRecord[] {
  const terms = parseTerms(query);
  const indexedUntilMs = shop.nowMs() - shop.environment.fidelity.searchIndexLagMs;
  const found: VariantRecord[] = [];
  for (const variant of shop.catalog.variants()) {
    if (variant.updatedAtMs > indexedUntilMs) continue;
    if (terms.every((term) => matchesVariant(variant, term) !== term.isNegated)) found.push(variant);
  }
  return sortBy(found, sortKey, "productVariants");
}

/** Splits a search into its conditions, which are joined by AND. */
export function parseTerms(query: string | null | undefined): Term[] {
  const text = (query ?? "").trim();
  if (text === "") return [];
  if (/[()]|\bOR\b/.test(text)) throw notSimulated(`search query ${JSON.stringify(text)}`);
  const terms: Term[] = [];
  for (const match of text.matchAll(/(-|NOT\s+)?(?:(\w+)(:>=|:<=|:>|:<|:))?(?:'([^']*)'|"([^"]*)"|(\S+))/g)) {
    const [, negation, field, operator, single, double, bare] = match;
    const value = single ?? double ?? bare ?? "";
    if (!field && value.toUpperCase() === "AND") continue;
    const comparison =
      operator === ":>=" || operator === ":<=" || operator === ":>" || operator === ":<" ? operator : ":";
    terms.push({ field: field ?? null, comparison, value, isNegated: negation !== undefined });
  }
  return terms;
}

function matchesProduct(product: ProductRecord, term: Term): boolean {
  switch (term.field) {
    case null:
      return product.title.toLowerCase().includes(term.value.toLowerCase());
    case "id":
      return compareNumbers(product.id, Number(term.value.replace(/^.*\//, "")), term);
    case "handle":
      return matchesText(product.handle, term.value);
    case "title":
      return matchesText(product.title, term.value);
    case "status":
      return term.value.split(",").some((status) => status.toUpperCase() === product.status);
    case "vendor":
      return matchesText(product.vendor, term.value);
    case "product_type":
      return matchesText(product.productType, term.value);
    case "tag":
      return product.tags.some((tag) => matchesText(tag, term.value));
    case "sku":
      return product.variants.some((variant) => matchesText(variant.sku ?? "", term.value));
    case "updated_at":
      return compareNumbers(product.updatedAtMs, Date.parse(term.value), term);
    case "created_at":
      return compareNumbers(product.createdAtMs, Date.parse(term.value), term);
    default:
      throw notSimulated(`products(query:) filter ${term.field}`);
  }
}

function matchesVariant(variant: VariantRecord, term: Term): boolean {
  switch (term.field) {
    case "id":
      return compareNumbers(variant.id, Number(term.value.replace(/^.*\//, "")), term);
    case "product_id":
      return gid("Product", variant.productId) === term.value || String(variant.productId) === term.value;
    case "product_ids":
      return term.value.split(",").includes(String(variant.productId));
    case "sku":
      return matchesText(variant.sku ?? "", term.value);
    case "barcode":
      return matchesText(variant.barcode ?? "", term.value);
    default:
      throw notSimulated(`productVariants(query:) filter ${term.field ?? "without a field"}`);
  }
}

function matchesText(text: string, wanted: string): boolean {
  const folded = wanted.toLowerCase();
  if (folded.endsWith("*")) return text.toLowerCase().startsWith(folded.slice(0, -1));
  return text.toLowerCase() === folded;
}

const comparisons: Record<Term["comparison"], (value: number, limit: number) => boolean> = {
  ":": (value, limit) => value === limit,
  ":>": (value, limit) => value > limit,
  ":>=": (value, limit) => value >= limit,
  ":<": (value, limit) => value < limit,
  ":<=": (value, limit) => value <= limit,
};

function compareNumbers(value: number, limit: number, term: Term): boolean {
  return comparisons[term.comparison](value, limit);
}

interface Sortable {
  id: number;
  createdAtMs: number;
  updatedAtMs: number;
}

function sortBy<Row extends Sortable>(rows: Row[], sortKey: string | null | undefined, field: string): Row[] {
  switch (sortKey) {
    case null:
    case undefined:
    case "ID":
    case "RELEVANCE":
      return rows;
    case "UPDATED_AT":
      return rows.sort((a, b) => a.updatedAtMs - b.updatedAtMs || a.id - b.id);
    case "CREATED_AT":
      return rows.sort((a, b) => a.createdAtMs - b.createdAtMs || a.id - b.id);
    default:
      throw notSimulated(`${field}(sortKey: ${sortKey})`);
  }
}
