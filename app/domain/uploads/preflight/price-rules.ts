import { errorAt, warningAt, type CheckedProduct, type CheckedVariant, type Finding } from "./finding.ts";
import { AMOUNT_LIMIT } from "./shopify-limits.ts";

/** Prices, compare-at prices and costs, and whether they are in the shop's money. */
export function checkPrices({ store, variants }: CheckedProduct): Finding[] {
  const decimals = decimalsOf(store.currencyCode);
  return variants.flatMap((checked) => {
    const { variantId, variant } = checked;
    if (variant.currencyCode !== store.currencyCode) {
      const message = `The price is in ${variant.currencyCode}, the shop sells in ${store.currencyCode}.`;
      return [errorAt("preflight.currency-mismatch", { field: "currencyCode", message, variantId })];
    }
    return [
      ...checkAmount(checked, { field: "price", name: "price", decimals }),
      ...checkAmount(checked, { field: "compareAtPrice", name: "compare-at price", decimals }),
      ...checkAmount(checked, { field: "cost", name: "cost", decimals: null }),
      ...compareAmounts(checked),
    ];
  });
}

interface AmountRule {
  field: "price" | "compareAtPrice" | "cost";
  name: string;
  /** Null: Shopify may round it, for no customer pays it. */
  decimals: number | null;
}

function checkAmount({ variantId, variant }: CheckedVariant, { field, name, decimals }: AmountRule): Finding[] {
  const text = variant[field];
  if (text === null) return [];
  const amount = Number(text);
  const shown = `${text} ${variant.currencyCode}`;
  if (amount < 0) {
    return [errorAt("preflight.price-negative", { field, message: `The ${name} is ${shown}.`, variantId })];
  }
  if (!(amount < AMOUNT_LIMIT)) {
    return [errorAt("preflight.price-too-high", { field, message: `The ${name} is ${shown}.`, variantId })];
  }
  if (decimals !== null && fractionDigits(text) > decimals) {
    const message = `The ${name} is ${shown}; ${variant.currencyCode} has ${decimals === 0 ? "no" : decimals} decimals.`;
    return [errorAt("preflight.price-too-precise", { field, message, variantId })];
  }
  return [];
}

function compareAmounts({ variantId, variant }: CheckedVariant): Finding[] {
  const findings: Finding[] = [];
  if (Number(variant.price) === 0) {
    findings.push(warningAt("preflight.price-zero", { field: "price", message: "The price is zero.", variantId }));
  }
  const { compareAtPrice, price } = variant;
  // Zero is how some sources say "none".
  if (compareAtPrice !== null && Number(compareAtPrice) > 0 && Number(compareAtPrice) <= Number(price)) {
    const message = `The compare-at price is ${compareAtPrice}, the price ${price} ${variant.currencyCode}.`;
    findings.push(warningAt("preflight.compare-at-not-higher", { field: "compareAtPrice", message, variantId }));
  }
  return findings;
}

const fractionDigits = (amount: string): number => amount.split(".")[1]?.replace(/0+$/, "").length ?? 0;

const knownDecimals = new Map<string, number>();

/** Decimals of a currency (ISO 4217); two of one that is not known. */
function decimalsOf(currency: string): number {
  const known = knownDecimals.get(currency);
  if (known !== undefined) return known;
  const decimals = /^[A-Z]{3}$/.test(currency)
    ? (new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2)
    : 2;
  knownDecimals.set(currency, decimals);
  return decimals;
}
