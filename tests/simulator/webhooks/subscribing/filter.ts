import { isObject } from "../payload-fields.ts";

type Comparison = ":" | ":>" | ":>=" | ":<" | ":<=";

interface Term {
  path: readonly string[];
  comparison: Comparison;
  value: string;
  isNegated: boolean;
}

const termPattern = /^(-|NOT )?([\w.]+)(:>=|:<=|:>|:<|:)(?:"([^"]*)"|'([^']*)'|(\S+))$/;

/** Shopify: "Filter webhooks". A word without a field is refused. Recorded: webhook-subscription-filter-mixed-term. */
export class InvalidFilterError extends Error {}

/**
 * Compiles a filter of search syntax (`variants.price:>=10.00 AND status:active OR vendor:Acme`): terms joined by AND or
 * OR, AND first, no parentheses. A path through a list matches when any of its entries does.
 * @throws InvalidFilterError
 */
export function compileFilter(text: string): (payload: unknown) => boolean {
  const alternatives = text.split(/\s+OR\s+/).map((alternative) => splitTerms(alternative).map(parseTerm));
  return (payload) => alternatives.some((terms) => terms.every((term) => holds(term, payload)));
}

function splitTerms(text: string): string[] {
  const terms = text.match(/(?:NOT\s+)?(?:[^\s"']+(?:"[^"]*"|'[^']*')?|"[^"]*")/g) ?? [];
  return terms.filter((term) => term !== "AND").map((term) => term.replace(/^NOT\s+/, "NOT "));
}

function parseTerm(text: string): Term {
  const match = termPattern.exec(text);
  const path = match?.[2]?.split(".");
  if (!match || !path) throw new InvalidFilterError(text);
  const operator = match[3];
  const comparison =
    operator === ":>=" || operator === ":<=" || operator === ":>" || operator === ":<" ? operator : ":";
  return { path, comparison, value: match[4] ?? match[5] ?? match[6] ?? "", isNegated: match[1] !== undefined };
}

function holds(term: Term, payload: unknown): boolean {
  const found = valuesAt(payload, term.path).some((value) => compare(value, term.comparison, term.value));
  return found !== term.isNegated;
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => valuesAt(entry, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return isObject(value) ? valuesAt(value[key], rest) : [];
}

function compare(value: unknown, comparison: Comparison, wanted: string): boolean {
  if (value === null || value === undefined) return false;
  if (comparison === ":") {
    if (wanted === "*") return true;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (text !== "" && wanted !== "" && Number(text) === Number(wanted)) return true;
    const folded = wanted.toLowerCase();
    return folded.endsWith("*") ? text.toLowerCase().startsWith(folded.slice(0, -1)) : text.toLowerCase() === folded;
  }
  const [left, right] = [asNumber(value), asNumber(wanted)];
  switch (comparison) {
    case ":>":
      return left > right;
    case ":>=":
      return left >= right;
    case ":<":
      return left < right;
    case ":<=":
      return left <= right;
  }
}

function asNumber(value: unknown): number {
  const number = Number(value);
  return Number.isNaN(number) && typeof value === "string" ? Date.parse(value) : number;
}
