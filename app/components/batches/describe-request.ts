import type { Text, Texts } from "../texts/texts.ts";

export interface SentFact {
  name: string;
  text: string;
}

const LONGEST = 200;
const MAX_FACTS = 40;

/** What tells products apart comes first, what is long comes last; PostgreSQL keeps no order of keys. */
const FIRST = ["title", "handle", "status", "vendor", "productType", "tags", "productOptions", "variants"];
const LAST = ["descriptionHtml", "files", "metafields"];

const placeOf = (key: string): number =>
  FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length + LAST.indexOf(key) + 1;

/** What a product has most often; the rest goes by the names that Shopify gives it. */
const NAMES = new Map<string, Text>([
  ["title", "Title"],
  ["status", "Status"],
  ["vendor", "Vendor"],
  ["productType", "Product type"],
  ["tags", "Tags"],
  ["productOptions", "Product options"],
  ["variants", "Variants"],
  ["descriptionHtml", "Description html"],
  ["files", "Files"],
]);

const nameOf = (t: Texts, key: string): string => {
  const name = NAMES.get(key);
  if (name !== undefined) return t(name);
  const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `S / Blue, 19.90, A-S`: what tells one variant, option or file from another. */
function describeEntry(entry: unknown): string {
  if (!isRecord(entry)) return String(entry);
  const { optionValues, inventoryItem, name, values, key, value, originalSource } = entry;
  const options = Array.isArray(optionValues) ? optionValues.map((one: unknown) => describeEntry(one)).join(" / ") : "";
  if (options !== "" || inventoryItem !== undefined)
    return [options, entry["price"], entry["sku"] ?? (isRecord(inventoryItem) ? inventoryItem["sku"] : undefined)]
      .filter((part) => typeof part === "string" && part !== "")
      .join(", ");
  if (typeof name === "string")
    return Array.isArray(values) ? `${name}: ${values.map(describeEntry).join(", ")}` : name;
  if (typeof key === "string" && typeof value === "string") return `${key} = ${value}`;
  return typeof originalSource === "string" ? originalSource : JSON.stringify(entry);
}

/**
 * The variables of a call to Shopify as names and short texts, for people who do not read JSON. Lists tell how long they
 * are and how they begin; nested inputs are taken apart, what is empty is left out.
 */
export function describeRequest(t: Texts, request: unknown): SentFact[] {
  if (!isRecord(request)) return [];
  const facts: SentFact[] = [];
  const entries = Object.entries(request).toSorted(([one], [other]) => placeOf(one) - placeOf(other));
  for (const [key, value] of entries) {
    if (value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) {
      if (value.length === 0) continue;
      const first = value.slice(0, 5).map(describeEntry).join("; ");
      facts.push({ name: `${nameOf(t, key)} (${value.length})`, text: cut(value.length > 5 ? `${first}; …` : first) });
    } else if (isRecord(value)) facts.push(...describeRequest(t, value));
    else facts.push({ name: nameOf(t, key), text: cut(typeof value === "string" ? value : JSON.stringify(value)) });
  }
  return facts.slice(0, MAX_FACTS);
}
