import { notSimulated } from "../../graphql/errors.ts";
import type { CollectionRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { compareNumbers, idIn, matchesText, searchTest, type Term } from "./search-expression.ts";

/** Collections that a search finds, as the index sees them. Recorded: collection-top-level-staged-read. */
export function searchCollections(
  shop: ShopState,
  query: string | null | undefined,
  sortKey: string | null | undefined,
): CollectionRecord[] {
  const isFound = searchTest(query, matchesCollection);
  const indexedUntilMs = shop.nowMs() - shop.environment.fidelity.searchIndexLagMs;
  const found = [...shop.collections.values()].filter(
    (collection) => collection.updatedAtMs <= indexedUntilMs && isFound(collection),
  );
  switch (sortKey ?? "ID") {
    case "ID":
    case "RELEVANCE":
      return found;
    case "TITLE":
      return found.sort((a, b) => compareTexts(a.title, b.title) || a.id - b.id);
    case "UPDATED_AT":
      return found.sort((a, b) => a.updatedAtMs - b.updatedAtMs || a.id - b.id);
    default:
      throw notSimulated(`collections(sortKey: ${sortKey})`);
  }
}

function matchesCollection(collection: CollectionRecord, term: Term): boolean {
  switch (term.field) {
    case "id":
      return compareNumbers(collection.id, idIn(term), term);
    case "handle":
      return matchesText(collection.handle, term.value);
    case "title":
      return matchesTitle(collection.title, term.value);
    case "collection_type":
      // A shop has such as products are put into by hand.
      return term.value.toLowerCase() === "custom";
    case "updated_at":
      return compareNumbers(collection.updatedAtMs, Date.parse(term.value), term);
    case null:
    default:
      throw notSimulated(`collections(query:) filter ${term.field ?? "without a field"}`);
  }
}

/** A prefix finds texts in which a word begins with it. Shopify: search syntax. */
const matchesTitle = (title: string, wanted: string): boolean =>
  matchesText(title, wanted) || (wanted.endsWith("*") && wordsOf(title).some((word) => matchesText(word, wanted)));

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function compareTexts(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first < second ? -1 : Number(first > second);
}
