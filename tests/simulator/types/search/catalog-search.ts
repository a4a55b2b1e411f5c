import { notSimulated } from "../../graphql/errors.ts";
import { gid } from "../../state/gids.ts";
import type { ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { compareNumbers, idIn, matchesText, searchTest, type Term } from "./search-expression.ts";
import { totalAvailable } from "../stock-totals.ts";

/** Products that match Shopify's search syntax, as the index sees them. */
export function searchProducts(
  shop: ShopState,
  query: string | null | undefined,
  sortKey: string | null | undefined,
): ProductRecord[] {
  const isFound = searchTest(query, matchesProduct);
  const indexedUntilMs = shop.nowMs() - shop.environment.fidelity.searchIndexLagMs;
  const found: ProductRecord[] = [];
  for (const product of shop.catalog.products()) {
    if (product.updatedAtMs > indexedUntilMs) continue;
    if (isFound(product)) found.push(product);
  }
  switch (sortKey) {
    case "TITLE":
      return found.sort((a, b) => compareTexts(a.title, b.title) || a.id - b.id);
    case "VENDOR":
      return found.sort((a, b) => compareTexts(a.vendor, b.vendor) || a.id - b.id);
    case "PRODUCT_TYPE":
      return found.sort((a, b) => compareTexts(a.productType, b.productType) || a.id - b.id);
    case "INVENTORY_TOTAL":
      return found.sort((a, b) => totalInventory(a) - totalInventory(b) || a.id - b.id);
    case null:
    case undefined:
    default:
      return sortBy(found, sortKey, "products");
  }
}

export function searchVariants(
  shop: ShopState,
  query: string | null | undefined,
  sortKey: string | null | undefined,
): VariantRecord[] {
  const isFound = searchTest(query, matchesVariant);
  const indexedUntilMs = shop.nowMs() - shop.environment.fidelity.searchIndexLagMs;
  const found: VariantRecord[] = [];
  for (const variant of shop.catalog.variants()) {
    if (variant.updatedAtMs > indexedUntilMs) continue;
    if (isFound(variant)) found.push(variant);
  }
  return sortBy(found, sortKey, "productVariants");
}

function matchesProduct(product: ProductRecord, term: Term): boolean {
  switch (term.field) {
    case null:
      return product.title.toLowerCase().includes(term.value.toLowerCase());
    case "id":
      return compareNumbers(product.id, idIn(term), term);
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
      return compareNumbers(variant.id, idIn(term), term);
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

/** Stock on sale, of tracked variants alone. */
export function totalInventory(product: ProductRecord): number {
  return product.variants.reduce((sum, { item }) => sum + (item.tracked ? totalAvailable(item) : 0), 0);
}

function compareTexts(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first < second ? -1 : Number(first > second);
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
