import { roundMoney, takeOrDrop } from "../draft-findings.ts";
import { MAX_NAME_LENGTH, type VariantDraft } from "../product-draft.ts";
import {
  cleanText,
  isMangledNumber,
  isNegativeNumber,
  readBarcode,
  readDecimal,
  readFlag,
  readImageUrl,
  readQuantity,
  readWeightGrams,
  shortenText,
} from "../repairs.ts";
import { isCurrency } from "../currency-default.ts";
import { cellOf, type CsvField, type CsvRow } from "./csv-layout.ts";
import { placeOf, type RowReader } from "./row-reader.ts";

/** A variant of one line, without the external id; null when the line was rejected. */
export function buildVariant(
  reader: RowReader,
  row: CsvRow,
  optionValues: string[],
): Omit<VariantDraft, "externalId"> | null {
  const { layout, findings } = reader;
  const cell = (field: CsvField) => cleanText(cellOf(layout, row, field)).trim();
  const place = (field: CsvField) => placeOf(layout, row, layout.indexes[field]);
  const flag = (field: CsvField, fallback: boolean): boolean => {
    const text = cell(field);
    if (text === "") return fallback;
    return takeOrDrop(findings, place(field), readFlag(text), FLAG) ?? fallback;
  };

  const price = readPrice(reader, row);
  const currencyCode = readCurrency(reader, row);
  if (price === null || currencyCode === null) return null;
  const weightUnit = layout.weightUnit ?? (cell("weightUnit") || "g");
  const weight = cell("weight");
  const image = cell("variantImage");
  const quantity = cell("quantity");
  return {
    sku: readSku(reader, row),
    barcode: cell("barcode") === "" ? null : takeBarcode(reader, row),
    optionValues,
    price,
    compareAtPrice: optionalMoney(reader, row, "compareAtPrice", "compare-at-price.dropped", true),
    cost: optionalMoney(reader, row, "cost", "cost.dropped", false),
    currencyCode,
    weightGrams:
      weight === "" ? null : takeOrDrop(findings, place("weight"), readWeightGrams(weight, weightUnit), WEIGHT),
    imageUrl: image === "" ? null : takeOrDrop(findings, place("variantImage"), readImageUrl(image), IMAGE),
    requiresShipping: flag("requiresShipping", true),
    isTaxable: flag("isTaxable", true),
    isTracked:
      layout.indexes.inventoryTracker === undefined ? flag("isTracked", true) : cell("inventoryTracker") !== "",
    inventoryPolicy: readPolicy(reader, row),
    hsCode: cell("hsCode") === "" ? null : shortenText(cell("hsCode"), MAX_NAME_LENGTH),
    countryOfOrigin: readCountry(reader, row),
    stockOnHand: quantity === "" ? null : takeOrDrop(findings, place("quantity"), readQuantity(quantity), QUANTITY),
    line: row.line,
  };
}

const FLAG = { repaired: "flag.assumed", dropped: "flag.assumed" } as const;
const WEIGHT = { repaired: "weight.rewritten", dropped: "weight.dropped" } as const;
const IMAGE = { repaired: "image.rewritten", dropped: "image.dropped" } as const;
const QUANTITY = { repaired: "quantity.rewritten", dropped: "quantity.dropped" } as const;

function readPrice({ layout, findings }: RowReader, row: CsvRow): string | null {
  const place = placeOf(layout, row, layout.indexes.price);
  const text = cleanText(cellOf(layout, row, "price")).trim();
  if (text === "") {
    findings.reject(place, "price.missing", "the variant has no price");
    return null;
  }
  const reading = readDecimal(text);
  if (reading.kind === "unreadable") {
    const code = isNegativeNumber(text) ? "price.negative" : "price.unreadable";
    findings.reject(place, code, reading.reason);
    return null;
  }
  if (reading.kind === "repaired") findings.warn(place, "price.rewritten", reading.repair);
  return roundMoney(findings, place, reading.value);
}

function readCurrency({ layout, findings, currency }: RowReader, row: CsvRow): string | null {
  const text = cleanText(cellOf(layout, row, "currency"))
    .trim()
    .toUpperCase();
  const place = placeOf(layout, row, layout.indexes.currency ?? layout.indexes.price);
  if (text === "") return currency.fallBack(findings, place);
  if (isCurrency(text)) return text;
  findings.reject(place, "currency.unreadable", `"${text}" is no currency`);
  return null;
}

/** A compare-at price of 0 is how several systems write that there is none. */
function optionalMoney(
  { layout, findings }: RowReader,
  row: CsvRow,
  field: "compareAtPrice" | "cost",
  dropped: "compare-at-price.dropped" | "cost.dropped",
  isZeroNone: boolean,
): string | null {
  const text = cleanText(cellOf(layout, row, field)).trim();
  if (text === "") return null;
  const place = placeOf(layout, row, layout.indexes[field]);
  const value = takeOrDrop(findings, place, readDecimal(text), { repaired: "price.rewritten", dropped });
  if (value === null || (isZeroNone && value === "0")) return null;
  return roundMoney(findings, place, value);
}

function readSku({ layout, findings }: RowReader, row: CsvRow): string | null {
  const text = cleanText(cellOf(layout, row, "sku")).trim();
  if (text === "") return null;
  const place = placeOf(layout, row, layout.indexes.sku);
  if (isMangledNumber(text)) {
    findings.warn(place, "sku.mangled", `"${text}" has lost its digits in a spreadsheet`);
    return null;
  }
  const sku = text.replace(/^'/, "").trim();
  if (sku === "") return null;
  if (sku.length > MAX_NAME_LENGTH) findings.warn(place, "text.shortened", `the sku has ${sku.length} characters`);
  return shortenText(sku, MAX_NAME_LENGTH);
}

function takeBarcode({ layout, findings }: RowReader, row: CsvRow): string | null {
  const place = placeOf(layout, row, layout.indexes.barcode);
  const reading = readBarcode(cleanText(cellOf(layout, row, "barcode")));
  const codes = { repaired: "barcode.cleaned", dropped: "barcode.mangled" } as const;
  const barcode = takeOrDrop(findings, place, reading, codes);
  return barcode === null || barcode === "" ? null : shortenText(barcode, MAX_NAME_LENGTH);
}

function readCountry({ layout, findings }: RowReader, row: CsvRow): string | null {
  const text = cleanText(cellOf(layout, row, "countryOfOrigin"))
    .trim()
    .toUpperCase();
  if (text === "" || /^[A-Z]{2}$/.test(text)) return text || null;
  findings.warn(
    placeOf(layout, row, layout.indexes.countryOfOrigin),
    "country.dropped",
    `"${text}" is no country code`,
  );
  return null;
}

/** Shopify writes deny or continue; its newer columns, and other systems, whether selling goes on without stock. */
function readPolicy({ layout, findings }: RowReader, row: CsvRow): VariantDraft["inventoryPolicy"] {
  const text = cleanText(cellOf(layout, row, "inventoryPolicy")).trim();
  if (/^continue$/i.test(text)) return "CONTINUE";
  if (text === "" || /^deny$/i.test(text)) return "DENY";
  const goesOn = takeOrDrop(findings, placeOf(layout, row, layout.indexes.inventoryPolicy), readFlag(text), FLAG);
  return goesOn === true ? "CONTINUE" : "DENY";
}
