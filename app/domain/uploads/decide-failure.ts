import type { ShopifyError } from "#app/shopify/errors.ts";
import {
  ThrottledError,
  StoreAccessError,
  MissingScopeError,
  NoAnswerError,
  UnreachableError,
} from "#app/shopify/errors.ts";

export const errorCategories = ["API_LIMIT", "VALIDATION", "DUPLICATE", "NETWORK", "SHOPIFY_ERROR", "UNKNOWN"] as const;
export type ErrorCategory = (typeof errorCategories)[number];

/** Why a row failed, as it is stored on the row. */
export interface RowFailure {
  category: ErrorCategory;
  /** Stable: Shopify's code in lower case behind `shopify.`, or the app's own. */
  code: string;
  message: string;
  field: string | null;
}

export interface UserError {
  code?: string | null;
  field?: readonly string[] | null;
  message: string;
}

const DUPLICATE_CODES = new Set([
  "HANDLE_NOT_UNIQUE",
  "VARIANT_ALREADY_EXISTS",
  "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE",
  "DUPLICATED_METAFIELD_VALUE",
  "TAKEN",
]);

const PASSING_CODES = new Set(["JOB_ERROR", "GENERIC_ERROR"]);

const GONE_CODES = new Set(["PRODUCT_DOES_NOT_EXIST", "PRODUCT_VARIANT_DOES_NOT_EXIST"]);

export function failureFromUserError(error: UserError): RowFailure {
  const code = error.code ?? "INVALID";
  const isPassing = PASSING_CODES.has(code) || isStillProcessing(error.message);
  return {
    category: isPassing ? "SHOPIFY_ERROR" : isDuplicate(code, error.message) ? "DUPLICATE" : "VALIDATION",
    code: `shopify.${code.toLowerCase().replaceAll("_", "-")}`,
    message: error.message,
    field: error.field?.join(".") ?? null,
  };
}

/** Shopify takes some seconds over an image, and lets no variant show it before. */
const isStillProcessing = (message: string): boolean => /^non-ready media/i.test(message);

/** `INVALID_VARIANT` covers many faults; only its words tell that the combination of options is taken. */
const isDuplicate = (code: string, message: string): boolean =>
  DUPLICATE_CODES.has(code) || (code === "INVALID_VARIANT" && message.includes("already exists"));

/** Whether the answer says that the Shopify product or variant behind a link is gone. */
export const isGone = (errors: readonly UserError[]): boolean =>
  errors.some((error) => GONE_CODES.has(error.code ?? "") || /^product does not exist/i.test(error.message));

/** Whether a create was refused because the shop has a product with our identity already: then it is ours to adopt. */
export const isIdentityTaken = (errors: readonly UserError[]): boolean =>
  errors.some(({ code, field }) => code === "INVALID_METAFIELD" && field?.slice(-3).join(".") === "metafields.0.value");

/** The index of the variant that the error is about; null when it is about the product. */
export function variantIndex({ field }: UserError): number | null {
  const at = field?.indexOf("variants") ?? -1;
  const index = at < 0 ? Number.NaN : Number(field?.[at + 1]);
  return Number.isInteger(index) ? index : null;
}

export function failureFromShopifyError(error: ShopifyError): RowFailure {
  return { category: categoryOf(error), code: error.code, message: error.publicMessage, field: null };
}

function categoryOf(error: ShopifyError): ErrorCategory {
  if (error instanceof ThrottledError || error.code === "shopify.daily-variant-limit") return "API_LIMIT";
  if (error instanceof NoAnswerError || error instanceof UnreachableError) return "NETWORK";
  if (error instanceof StoreAccessError || error instanceof MissingScopeError) return "SHOPIFY_ERROR";
  if (error.code === "shopify.query-too-expensive" || error.code === "shopify.request-refused") return "VALIDATION";
  return "SHOPIFY_ERROR";
}
