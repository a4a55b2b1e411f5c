import { z } from "zod";
import { isCurrency, type CurrencyDefault } from "./currency-default.ts";
import { roundMoney, takeOrDrop, type DraftFindings, type FindingPlace } from "./draft-findings.ts";
import { productLine, type JsonProduct, type JsonVariant } from "./json-product-line.ts";
import type { CatalogLine } from "./product-blocks.ts";
import { combinationKey, optionExternalId, type ProductDraft, type VariantDraft } from "./product-draft.ts";
import {
  isNegativeNumber,
  readBarcode,
  readCategoryPath,
  readDecimal,
  readImageUrl,
  roundDecimal,
  toHandle,
} from "./repairs.ts";
import type { SourceLine } from "./source-lines.ts";

/** One product per line. A line that is no product of ours is a fault of its own. */
export async function* readJsonLines(
  lineBlocks: AsyncIterable<SourceLine[]>,
): AsyncGenerator<CatalogLine<JsonProduct>[]> {
  for await (const block of lineBlocks) {
    const lines = block.filter((line) => line.text.trim() !== "").map(readJsonLine);
    if (lines.length > 0) yield lines;
  }
}

function readJsonLine({ number: line, text: source, hasBadEncoding }: SourceLine): CatalogLine<JsonProduct> {
  const shown = source.slice(0, 500);
  const faulty = (
    key: string | null,
    column: string | null,
    code: "line.encoding" | "line.not-json" | "field.invalid",
    reason: string,
  ): CatalogLine<JsonProduct> => {
    const fault = { line, column, product: key, code, reason, text: shown };
    return { line, key: key ?? `line ${line}`, row: null, fault };
  };
  if (hasBadEncoding) {
    const at = source.indexOf("\uFFFD") + 1;
    return faulty(null, `character ${at}`, "line.encoding", `character ${at} holds bytes that are not UTF-8`);
  }
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = /position (\d+)/.exec(message)?.[1];
    return faulty(
      null,
      at === undefined ? null : `character ${Number(at) + 1}`,
      "line.not-json",
      message.slice(0, 200),
    );
  }
  const parsed = productLine.safeParse(json);
  const named = z.looseObject({ externalId: z.string().min(1) }).safeParse(json);
  const key = named.success ? named.data.externalId.trim() : null;
  if (parsed.success && parsed.data.externalId !== "") {
    return { line, key: parsed.data.externalId, row: parsed.data, fault: null };
  }
  const issue = parsed.error?.issues[0];
  const column = issue === undefined ? "externalId" : issue.path.join(".") || null;
  return faulty(key, column, "field.invalid", issue?.message ?? "the product has no external id");
}

/** The product that a line describes; null when it was rejected, which the findings tell. */
export function buildJsonProduct(
  findings: DraftFindings,
  currency: CurrencyDefault,
  { line, row }: { line: number; row: JsonProduct },
): ProductDraft | null {
  const place = (column: string): FindingPlace => ({ line, column, text: () => JSON.stringify(row) });
  if (row.title === "") findings.reject(place("title"), "product.title-missing", "the product has no title");
  if (row.variants.length === 0) {
    findings.reject(place("variants"), "product.without-variant", "the product has no variants");
  }
  checkOptions(findings, row, place);
  const said = row.handle || row.externalId;
  const handle = toHandle(said) || toHandle(row.title);
  if (row.handle !== "" && handle !== row.handle) {
    findings.warn(place("handle"), "handle.rewritten", `"${row.handle}" was rewritten to ${handle}`);
  }
  if (handle === "") findings.reject(place("handle"), "product.key-missing", `"${said}" holds no letter and no digit`);
  const variants = row.variants.flatMap((variant, index) => {
    return buildJsonVariant(findings, currency, variant, (field) => place(`variants.${index}.${field}`)) ?? [];
  });
  if (findings.rejects.length > 0) return null;
  const images = row.images.flatMap(({ url: address, alt }, index) => {
    const url = takeOrDrop(findings, place(`images.${index}.url`), readImageUrl(address), IMAGE);
    return url === null ? [] : [{ url, alt }];
  });
  const categoryPath = readCategoryPath(row.category || row.productTypeName, " > ");
  const { category: _, ...product } = row;
  return {
    ...product,
    handle,
    categoryPath: categoryPath.length > 0 ? categoryPath : ["Uncategorized"],
    options: row.options.map((name, at) => {
      return { name, values: [...new Set(variants.map(({ optionValues }) => optionValues[at] ?? ""))] };
    }),
    images,
    variants,
  };
}

const IMAGE = { repaired: "image.rewritten", dropped: "image.dropped" } as const;

function checkOptions(findings: DraftFindings, row: JsonProduct, place: (column: string) => FindingPlace): void {
  if (row.options.length > 3) {
    const reason = `the product has ${row.options.length} options (${row.options.join(", ")})`;
    findings.reject(place("options"), "product.too-many-options", reason);
  }
  if (new Set(row.options).size < row.options.length) {
    findings.reject(place("options"), "option.name-repeated", "two options of the product have the same name");
  }
  const indexByCombination = new Map<string, number>();
  for (const [index, { optionValues }] of row.variants.entries()) {
    const column = place(`variants.${index}.optionValues`);
    if (optionValues.length !== row.options.length || optionValues.includes("")) {
      const reason = `the variant has ${optionValues.filter((value) => value !== "").length} values for ${row.options.length} options`;
      findings.reject(column, "option.value-missing", reason);
    }
    const combination = combinationKey(optionValues);
    const earlier = indexByCombination.get(combination);
    if (earlier === undefined) indexByCombination.set(combination, index);
    else findings.reject(column, "option.values-repeated", `variants.${earlier} has the same option values`);
  }
}

function buildJsonVariant(
  findings: DraftFindings,
  currency: CurrencyDefault,
  variant: JsonVariant,
  place: (field: string) => FindingPlace,
): VariantDraft | null {
  const price = variant.price?.trim() ?? "";
  const reading = readDecimal(price);
  if (price === "") {
    findings.reject(place("price"), "price.missing", "the variant has no price");
  } else if (reading.kind === "unreadable") {
    const code = isNegativeNumber(price) ? "price.negative" : "price.unreadable";
    findings.reject(place("price"), code, reading.reason);
  } else if (reading.kind === "repaired") {
    findings.warn(place("price"), "price.rewritten", reading.repair);
  }
  const code = variant.currencyCode ?? currency.fallBack(findings, place("currencyCode"));
  if (!isCurrency(code)) findings.reject(place("currencyCode"), "currency.unreadable", `"${code}" is no currency`);
  if (reading.kind === "unreadable") return null;
  const decimal = (field: "compareAtPrice" | "cost" | "weightGrams") => {
    const said = variant[field] ?? "";
    return said === "" ? null : takeOrDrop(findings, place(field), readDecimal(said), DECIMALS[field]);
  };
  const money = (field: "compareAtPrice" | "cost") => {
    const amount = decimal(field);
    return amount === null ? null : roundMoney(findings, place(field), amount);
  };
  const compareAtPrice = money("compareAtPrice");
  const weightGrams = decimal("weightGrams");
  const barcode =
    variant.barcode === null ? "" : takeOrDrop(findings, place("barcode"), readBarcode(variant.barcode), BARCODE);
  const imageUrl =
    variant.imageUrl === null ? null : takeOrDrop(findings, place("imageUrl"), readImageUrl(variant.imageUrl), IMAGE);
  return {
    ...variant,
    externalId: variant.externalId || variant.sku || optionExternalId(variant.optionValues),
    barcode: barcode || null,
    price: roundMoney(findings, place("price"), reading.value),
    compareAtPrice: compareAtPrice === "0" ? null : compareAtPrice,
    cost: money("cost"),
    currencyCode: code,
    weightGrams: weightGrams === null ? null : roundDecimal(weightGrams, 3),
    imageUrl,
    countryOfOrigin: variant.countryOfOrigin ?? null,
    stockOnHand: variant.stockOnHand ?? null,
    line: place("").line,
  };
}

const BARCODE = { repaired: "barcode.cleaned", dropped: "barcode.mangled" } as const;
const DECIMALS = {
  compareAtPrice: { repaired: "price.rewritten", dropped: "compare-at-price.dropped" },
  cost: { repaired: "price.rewritten", dropped: "cost.dropped" },
  weightGrams: { repaired: "weight.rewritten", dropped: "weight.dropped" },
} as const;
