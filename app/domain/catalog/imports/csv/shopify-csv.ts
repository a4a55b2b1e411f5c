import { normalizeColumn, type CsvField, type CsvLayout } from "./csv-layout.ts";

/**
 * Column names of Shopify's product CSV, old and new. Shopify: help centre, "Product CSV file columns"; the new names
 * ("URL handle", "Compare-at price") replaced the old ones ("Handle", "Variant Compare At Price") in its template.
 */
const COLUMNS: Partial<Record<CsvField, readonly string[]>> = {
  productKey: ["handle", "url handle"],
  title: ["title"],
  descriptionHtml: ["body (html)", "body html", "description"],
  vendor: ["vendor"],
  category: ["product category", "standardized product type"],
  productTypeName: ["type", "custom product type"],
  tags: ["tags"],
  status: ["status"],
  isPublished: ["published", "published on online store"],
  isGiftCard: ["gift card"],
  seoTitle: ["seo title"],
  seoDescription: ["seo description"],
  sku: ["variant sku", "sku"],
  barcode: ["variant barcode", "barcode"],
  price: ["variant price", "price"],
  compareAtPrice: ["variant compare at price", "compare-at price", "compare at price"],
  cost: ["cost per item"],
  currency: ["currency"],
  weight: ["variant grams", "weight value (grams)"],
  variantImage: ["variant image", "variant image url"],
  requiresShipping: ["variant requires shipping", "requires shipping"],
  isTaxable: ["variant taxable", "charge tax"],
  inventoryTracker: ["variant inventory tracker", "inventory tracker"],
  quantity: ["variant inventory qty", "inventory quantity"],
  inventoryPolicy: ["variant inventory policy", "continue selling when out of stock"],
  hsCode: ["variant hs code", "hs code", "harmonized system code"],
  countryOfOrigin: ["variant country of origin", "country of origin", "country/region of origin"],
  imagePosition: ["image position"],
  imageAlt: ["image alt text"],
};

const IMAGE_COLUMNS = ["image src", "product image url"];

/** Columns that say nothing about what a variant is, and are left out without a word. */
const WITHOUT_WORD =
  /^(google shopping \/|included \/|price \/|compare at price \/|compare-at price \/|unit price|variant fulfillment service$|fulfillment service$|variant weight unit$|weight unit for display$|variant tax code$|tax code$|option\d+ (name|value|linked to)$)/;

const MARKS = ["variant price", "variant sku", "body (html)", "option1 name", "product image url", "image src"];

export function isShopifyHeader(header: readonly string[]): boolean {
  const names = new Set(header.map(normalizeColumn));
  const hasKey = names.has("handle") || names.has("url handle");
  return hasKey && names.has("title") && MARKS.some((mark) => names.has(mark));
}

/** The layout of a Shopify product CSV of either generation; a mix of both is fine. */
export function shopifyLayout(header: readonly string[]): CsvLayout {
  const names = header.map(normalizeColumn);
  const indexes: CsvLayout["indexes"] = {};
  const known = new Set<string>();
  for (const [field, aliases] of entriesOf(COLUMNS)) {
    const index = names.findIndex((name) => aliases.includes(name));
    if (index === -1) continue;
    indexes[field] = index;
    known.add(names[index] ?? "");
  }
  const imageIndex = names.findIndex((name) => IMAGE_COLUMNS.includes(name));
  const pairs = names.flatMap((name, valueIndex) => {
    const number = /^option(\d+) value$/.exec(name)?.[1];
    if (number === undefined) return [];
    const nameIndex = names.indexOf(`option${number} name`);
    return [{ nameIndex: nameIndex === -1 ? null : nameIndex, valueIndex }];
  });
  return {
    format: "shopify-csv",
    mappingName: null,
    header,
    indexes,
    options: { kind: "pairs", pairs },
    images: { indexes: imageIndex === -1 ? [] : [imageIndex], separator: null },
    categorySeparator: " > ",
    tagSeparator: ",",
    weightUnit: "g",
    labels: null,
    metafields: [],
    isKeyInherited: false,
    isParentOnFirstLine: false,
    ignoredColumns: header.filter((_, index) => {
      const name = names[index] ?? "";
      return name !== "" && index !== imageIndex && !known.has(name) && !WITHOUT_WORD.test(name);
    }),
  };
}

function entriesOf(columns: typeof COLUMNS): [CsvField, readonly string[]][] {
  const fields: CsvField[] = Object.keys(columns).filter((key): key is CsvField => key in columns);
  return fields.flatMap((field) => {
    const aliases = columns[field];
    return aliases === undefined ? [] : [[field, aliases] satisfies [CsvField, readonly string[]]];
  });
}
