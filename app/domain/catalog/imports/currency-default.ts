import { InvalidInputError } from "#app/platform/errors.ts";
import type { DraftFindings, FindingPlace } from "./draft-findings.ts";

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));
const ASSUMED_CURRENCY = "USD";

export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** The currency of prices that name none. */
export interface CurrencyDefault {
  /** The currency that was asked for; null when the file alone decides. */
  wanted: string | null;
  /** The currency for a price without one; the first time that it has to be assumed is told. */
  fallBack(findings: DraftFindings, place: FindingPlace): string;
}

/** @throws {InvalidInputError} when the wanted currency is none of ISO 4217. */
export function createCurrencyDefault(wanted: string | undefined): CurrencyDefault {
  const code = wanted?.trim().toUpperCase() ?? null;
  if (code !== null && !isCurrency(code)) {
    throw new InvalidInputError("import.currency-unknown", `"${wanted ?? ""}" is no currency of ISO 4217, e.g. EUR.`);
  }
  let isTold = code !== null;
  return {
    wanted: code,
    fallBack(findings, place) {
      if (!isTold) {
        isTold = true;
        const message = `prices without a currency are taken as ${ASSUMED_CURRENCY}; name another one with --currency`;
        findings.warn(place, "currency.assumed", message);
      }
      return code ?? ASSUMED_CURRENCY;
    },
  };
}
