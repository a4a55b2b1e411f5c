import {
  cleanText,
  readBarcode,
  readDecimal,
  readImageUrl,
  roundDecimal,
  toHandle,
  type Reading,
} from "../imports/repairs.ts";
import { MAX_NAME_LENGTH, MAX_OPTIONS, MAX_TAGS, productStatuses } from "../imports/product-draft.ts";
import type { ProductContent, VariantContent } from "../internal/plan-product-write.ts";

/** One column of the file of failed rows in which a person may correct the catalog. */
export interface CorrectionColumn<Content> {
  name: string;
  show: (content: Content) => string;
  /** The content with what the cell says in this column's place. */
  read: (content: Content, cell: string) => Reading<Content>;
}

const unreadable = (reason: string): Reading<never> => ({ kind: "unreadable", reason });

function valueOf<Value, Content>(reading: Reading<Value>, take: (value: Value) => Content): Reading<Content> {
  return reading.kind === "unreadable" ? reading : { kind: "read", value: take(reading.value) };
}

interface TextRule {
  isRequired?: boolean;
  maxLength?: number;
  /** Null instead of an empty text. */
  isNullable?: boolean;
  clean?: (text: string) => Reading<string>;
}

const asItIs = (text: string): Reading<string> => ({ kind: "read", value: text });

function textColumn<Content>(
  name: string,
  key: keyof Content & string,
  rule: TextRule = {},
): CorrectionColumn<Content> {
  const { isRequired = false, maxLength = Infinity, isNullable = false, clean = asItIs } = rule;
  return {
    name,
    show: (content) => String(content[key] ?? ""),
    read: (content, cell) => {
      if (cell === "") {
        if (isRequired) return unreadable("must not be empty");
        return { kind: "read", value: { ...content, [key]: isNullable ? null : "" } };
      }
      if (cell.length > maxLength) return unreadable(`must have at most ${maxLength} characters, not ${cell.length}`);
      return valueOf(clean(cell), (value) => ({ ...content, [key]: value }));
    },
  };
}

const matching =
  (pattern: RegExp, rule: string) =>
  (text: string): Reading<string> =>
    pattern.test(text) ? asItIs(text) : unreadable(rule);

function readHandle(text: string): Reading<string> {
  const handle = toHandle(text);
  return handle === "" ? unreadable(`"${text}" leaves nothing that a web address can hold`) : asItIs(handle);
}

const MAX_MONEY = 9_999_999_999;

const readDigits = (places: number, max: number) => (text: string) => {
  const reading = readDecimal(text);
  if (reading.kind === "unreadable") return reading;
  if (Number(reading.value) > max) return unreadable(`must be at most ${max}`);
  return asItIs(roundDecimal(reading.value, places));
};

const money = (name: string, key: "price" | "compareAtPrice" | "cost") =>
  textColumn<VariantContent>(name, key, {
    isRequired: key === "price",
    isNullable: key !== "price",
    clean: readDigits(4, MAX_MONEY),
  });

const tags: CorrectionColumn<ProductContent> = {
  name: "Tags",
  show: (product) => product.tags.join(", "),
  read: (product, cell) => {
    const given = [...new Set(cell.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");
    if (given.length > MAX_TAGS) return unreadable(`must be at most ${MAX_TAGS} tags`);
    const long = given.find((tag) => tag.length > MAX_NAME_LENGTH);
    if (long !== undefined) return unreadable(`"${long.slice(0, 40)}…" is longer than ${MAX_NAME_LENGTH} characters`);
    return { kind: "read", value: { ...product, tags: given } };
  },
};

const status: CorrectionColumn<ProductContent> = {
  name: "Status",
  show: (product) => product.status.toLowerCase(),
  read: (product, cell) => {
    const found = productStatuses.find((one) => one === cell.toUpperCase());
    return found === undefined
      ? unreadable(`must be one of ${productStatuses.map((one) => one.toLowerCase()).join(", ")}`)
      : { kind: "read", value: { ...product, status: found } };
  },
};

const images: CorrectionColumn<ProductContent> = {
  name: "Images",
  show: (product) => product.images.map(({ url }) => url).join(" "),
  read: (product, cell) => {
    const known = new Map(product.images.map((image) => [image.url, image]));
    const given: ProductContent["images"] = [];
    for (const text of cell.split(/\s+/).filter((part) => part !== "")) {
      const url = readImageUrl(text);
      if (url.kind === "unreadable") return url;
      given.push(known.get(url.value) ?? { url: url.value, alt: null });
    }
    return { kind: "read", value: { ...product, images: given } };
  },
};

const optionNumbers = Array.from({ length: MAX_OPTIONS }, (_, index) => index);

const noSuchOption = (count: number): Reading<never> =>
  unreadable(
    `the product has ${count === 0 ? "no options" : `${count} options`}; options are added in the catalog itself`,
  );

const optionName = (at: number): CorrectionColumn<ProductContent> => ({
  name: `Option ${at + 1} name`,
  show: (product) => product.options[at]?.name ?? "",
  read: (product, cell) => {
    if (at >= product.options.length) return noSuchOption(product.options.length);
    if (cell === "") return unreadable("must not be empty");
    if (cell.length > MAX_NAME_LENGTH) return unreadable(`must have at most ${MAX_NAME_LENGTH} characters`);
    const options = product.options.map((option, index) => (index === at ? { ...option, name: cell } : option));
    return { kind: "read", value: { ...product, options } };
  },
});

const optionValue = (at: number): CorrectionColumn<VariantContent> => ({
  name: `Option ${at + 1} value`,
  show: (variant) => variant.optionValues[at] ?? "",
  read: (variant, cell) => {
    if (at >= variant.optionValues.length) return noSuchOption(variant.optionValues.length);
    if (cell === "") return unreadable("must not be empty");
    if (cell.length > MAX_NAME_LENGTH) return unreadable(`must have at most ${MAX_NAME_LENGTH} characters`);
    const optionValues = variant.optionValues.map((value, index) => (index === at ? cell : value));
    return { kind: "read", value: { ...variant, optionValues } };
  },
});

const name = { maxLength: MAX_NAME_LENGTH };
const optionalName = { maxLength: MAX_NAME_LENGTH, isNullable: true };

/** What may be corrected of a product: any of its lines may say it. */
export const productColumns: readonly CorrectionColumn<ProductContent>[] = [
  textColumn("Title", "title", { ...name, isRequired: true }),
  textColumn("Handle", "handle", { ...name, isRequired: true, clean: readHandle }),
  textColumn("Description", "descriptionHtml"),
  textColumn("Vendor", "vendor", name),
  textColumn("Product type", "productTypeName", name),
  tags,
  status,
  textColumn("SEO title", "seoTitle", { isNullable: true }),
  textColumn("SEO description", "seoDescription", { isNullable: true }),
  images,
  ...optionNumbers.map(optionName),
];

/** What may be corrected of a variant. */
export const variantColumns: readonly CorrectionColumn<VariantContent>[] = [
  ...optionNumbers.map(optionValue),
  textColumn("SKU", "sku", optionalName),
  textColumn("Barcode", "barcode", { ...optionalName, clean: readBarcode }),
  money("Price", "price"),
  money("Compare-at price", "compareAtPrice"),
  money("Cost", "cost"),
  textColumn("Currency", "currencyCode", {
    isRequired: true,
    clean: matching(/^[A-Z]{3}$/, "must be a currency of ISO 4217, e.g. EUR"),
  }),
  textColumn("Weight in grams", "weightGrams", { isNullable: true, clean: readDigits(3, 999_999_999) }),
  textColumn("Variant image", "imageUrl", { isNullable: true, clean: readImageUrl }),
  textColumn("HS code", "hsCode", optionalName),
  textColumn("Country of origin", "countryOfOrigin", {
    isNullable: true,
    clean: matching(/^[A-Z]{2}$/, "must be a country of ISO 3166-1, two letters"),
  }),
];

const asOneLine = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

/**
 * Whether a cell still says what the file said. Spreadsheets write numbers anew: `19.90` for 19.9, and 123 for 0123, which
 * nobody means as a correction.
 */
export function isUntouched(shown: string, cell: string): boolean {
  const [before, after] = [asOneLine(shown), asOneLine(cell)];
  if (before === after || cleanText(before) === after) return true;
  if (/^\d+(?:\.\d+)?$/.test(before) && /^\d+(?:\.\d+)?$/.test(after)) return sameDigits(before) === sameDigits(after);
  return false;
}

const sameDigits = (text: string): string =>
  (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text).replace(/^0+(?=\d)/, "");
