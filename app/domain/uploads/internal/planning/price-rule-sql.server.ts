import { Prisma } from "@prisma/client";

/** Decimals of a currency's smallest unit (ISO 4217); all others have two. */
const DIGITS = {
  0: [
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
  ],
  3: ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"],
} as const;

/** What an amount is in, once the route has converted it; over `variants v` and its product's `route`. */
export const routeCurrency = Prisma.sql`CASE WHEN route.price_rate IS NULL THEN v.currency_code ELSE route.store_currency END`;

/**
 * How a route rounds: a lateral `rule (scale, digits, step, below)`. A price becomes the nearest multiple of `step`,
 * less `below`. NINETY_NINE is 99 of the smallest units that people pay with, of a currency without cents 99 whole ones.
 */
export const priceRule = Prisma.sql`LATERAL (
  SELECT coalesce(route.price_rate, 1) * coalesce(route.price_factor, 1) AS scale, digits,
    CASE route.price_rounding WHEN 'WHOLE' THEN 1 WHEN 'FIVE_CENTS' THEN CASE digits WHEN 0 THEN 5 ELSE 0.05 END
      WHEN 'NINETY_NINE' THEN CASE digits WHEN 0 THEN 100 ELSE 1 END ELSE power(10::numeric, -digits) END AS step,
    CASE WHEN route.price_rounding = 'NINETY_NINE' THEN CASE digits WHEN 0 THEN 1 ELSE 0.01 END ELSE 0 END AS below,
    coalesce(route.price_rate IS NOT NULL OR route.price_factor <> 1 OR route.price_rounding <> 'CENTS', FALSE) AS is_set
  FROM (SELECT CASE WHEN currency = ANY (${[...DIGITS[0]]}::text[]) THEN 0 WHEN currency = ANY (${[...DIGITS[3]]}::text[]) THEN 3 ELSE 2 END AS digits
    FROM (SELECT ${routeCurrency} AS currency OFFSET 0) AS converted OFFSET 0) AS currency
  OFFSET 0) AS rule`;

/** A price under the route's rule, as decimal text. Rounding never makes a price of nothing, and a route without a rule none other. */
export const routePrice = (amount: Prisma.Sql): Prisma.Sql => Prisma.sql`trim_scale(CASE
  WHEN rule.is_set AND ${amount} > 0
    THEN greatest(round((${amount} * rule.scale + rule.below) / rule.step) * rule.step, rule.step) - rule.below
  ELSE ${amount} END)::text`;

/** What was paid is converted and nothing else. */
export const routeCost = (amount: Prisma.Sql): Prisma.Sql => Prisma.sql`trim_scale(CASE
  WHEN route.price_rate IS NULL THEN ${amount} ELSE round(${amount} * route.price_rate, rule.digits) END)::text`;
