import { callFailures } from "./call-failures.ts";
import type { AutomaticRetry, ErrorExplanation, KnownFailure } from "./known-failure.ts";
import { explainMediaWarning } from "./media-warnings.ts";
import { preflightFailures, uploadFailures } from "./own-failures.ts";
import type { ErrorCategory } from "./row-failure.ts";
import { codeOfUserError, userErrorFailures } from "./user-error-failures.ts";

/** Every failure that is known, by its stable code. */
export const knownFailures: ReadonlyMap<string, KnownFailure> = new Map<string, KnownFailure>([
  ...Object.entries(callFailures),
  ...Object.entries(userErrorFailures).map(([code, failure]) => [codeOfUserError(code), failure] as const),
  ...Object.entries(uploadFailures),
  ...Object.entries(preflightFailures),
]);

/** For a code that this release does not know: one of an earlier or a later one, or a new one of Shopify. */
export const failuresByCategory: Record<ErrorCategory, KnownFailure> = {
  API_LIMIT: callFailures["shopify.throttled"],
  VALIDATION: {
    category: "VALIDATION",
    retried: "no",
    remedy: "none",
    explanation: "Shopify does not accept the content of this product as it is.",
    whatToDo: "Correct the named field in the catalog, then approve the product again.",
  },
  DUPLICATE: {
    category: "DUPLICATE",
    retried: "no",
    remedy: "none",
    explanation: "Something in the shop that is not ours already takes this place.",
    whatToDo: "Change the handle or the option values in the catalog, or remove what is in the shop, then retry.",
  },
  NETWORK: callFailures["shopify.no-answer"],
  SHOPIFY_ERROR: callFailures["shopify.failure"],
  UNKNOWN: {
    category: "UNKNOWN",
    retried: "once",
    remedy: "retry",
    explanation: "Something happened that the app does not know.",
    whatToDo: "Retry once; if it fails again, report the request id that is shown with the attempt.",
  },
};

const find = (code: string | null, category: ErrorCategory): KnownFailure =>
  knownFailures.get(code ?? "") ?? failuresByCategory[category];

/** What a failed row means in plain words, and what a person can do about it. */
export function explainError(code: string | null, category: ErrorCategory): ErrorExplanation {
  const { explanation, whatToDo } = find(code, category);
  return { explanation, whatToDo };
}

/** What a warning of a row means; null for one of which nothing more can be said than its message. */
export function explainWarning(code: string): ErrorExplanation | null {
  const known = knownFailures.get(code);
  return known ? { explanation: known.explanation, whatToDo: known.whatToDo } : explainMediaWarning(code);
}

/** Whether the app tries again by itself after a failure. */
export const automaticRetryOf = ({ code, category }: { code: string; category: ErrorCategory }): AutomaticRetry =>
  find(code, category).retried;
