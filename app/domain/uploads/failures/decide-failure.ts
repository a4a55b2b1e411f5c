import type { ShopifyError } from "#app/shopify/errors.ts";
import { automaticRetryOf, knownFailures } from "./failure-catalog.ts";
import type { RowFailure, UserError } from "./row-failure.ts";
import { codeOfUserError } from "./user-error-failures.ts";

const GONE_CODES = new Set(["PRODUCT_DOES_NOT_EXIST", "PRODUCT_VARIANT_DOES_NOT_EXIST"]);

/** Decides what one of the `userErrors` of an answer means. A code that is not known is UNKNOWN, not our guess. */
export function failureFromUserError(error: UserError): RowFailure {
  const code = codeOfMeaning(error);
  return {
    category: knownFailures.get(code)?.category ?? "UNKNOWN",
    code,
    message: error.message,
    field: error.field?.join(".") ?? null,
  };
}

/** Some codes cover many faults, and some mutations have none: then only the words tell. */
function codeOfMeaning({ code, message }: UserError): string {
  // Shopify takes some seconds over an image, and lets no variant show it before.
  if (/^non-ready media/i.test(message)) return codeOfUserError("NON_READY_MEDIA");
  if (code === "INVALID_VARIANT" && /already exists/i.test(message)) return codeOfUserError("VARIANT_ALREADY_EXISTS");
  if (code) return codeOfUserError(code);
  if (/^(product|publishable) does not exist/i.test(message)) return codeOfUserError("PRODUCT_DOES_NOT_EXIST");
  return codeOfUserError(/already (exists|in use|taken)|been taken/i.test(message) ? "TAKEN" : "INVALID");
}

/** Decides what an error that came instead of an answer means for the rows. */
export const failureFromShopifyError = ({ code, publicMessage }: ShopifyError): RowFailure => ({
  category: knownFailures.get(code)?.category ?? "UNKNOWN",
  code,
  message: publicMessage,
  field: null,
});

/**
 * Whether a failure that Shopify answered with is tried again by itself. `lastCode` is what the try before ended with:
 * what is retried once is final the second time.
 */
export function isTriedAgain(failure: RowFailure, lastCode: string | null): boolean {
  switch (automaticRetryOf(failure)) {
    case "yes":
    case "waits":
      return true;
    case "once":
      return failure.code !== lastCode;
    case "no":
      return false;
  }
}

/** What passes by itself is final once the batch has repeated too much: something is wrong that retries do not cure. */
export const retriesUsedUp = ({ category, code, message, field }: RowFailure): RowFailure => ({
  category,
  code: "upload.retries-used-up",
  message: `The batch has used up its automatic retries, so this was not tried again (${code}): ${message}`,
  field,
});

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
