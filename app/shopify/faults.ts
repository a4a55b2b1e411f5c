import type { AnswerFacts, GraphQLFault } from "./answer.ts";
import {
  DailyVariantLimitError,
  IdentityDefinitionMissingError,
  MissingScopeError,
  QueryTooExpensiveError,
  RequestRefusedError,
  ShopifyFailureError,
  StoreAccessError,
  StoreUnavailableError,
  ThrottledError,
  UnknownFaultError,
  type ShopifyError,
  type StoreUnavailability,
} from "./errors.ts";

/** Shopify advises a second when it does not say how long (shopify.dev, rate limits). */
const DEFAULT_WAIT_SECONDS = 1;

/** Seconds until the bucket holds what the call asks for, as the answer itself allows to compute. */
export function throttleWaitSeconds({ cost, throttle }: AnswerFacts): number {
  if (!cost || !throttle || throttle.restorePerSecond <= 0) return DEFAULT_WAIT_SECONDS;
  return Math.max(0, (cost.requestedPoints - throttle.availablePoints) / throttle.restorePerSecond);
}

/** Codes of errors that say, before anything is done, that the request has not the form that the schema asks for. */
const REQUEST_CODES = new Set([
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "INVALID_FIELD_ARGUMENTS",
  "INVALID_PRODUCT_TAXONOMY_NODE_ID",
  "INVALID_VARIABLE",
  "MAX_INPUT_SIZE_EXCEEDED",
  "NOT_FOUND",
  "RESOURCE_NOT_FOUND",
]);

/** graphql-ruby names what its static checks find like this: `undefinedField`, `argumentNotAccepted`. */
const STATIC_CHECK = /^[a-z]+(?:[A-Z][a-z]+)+$/;

const isAboutRequest = ({ code }: GraphQLFault): boolean =>
  code !== null && (REQUEST_CODES.has(code) || STATIC_CHECK.test(code));

/** Decides what top-level errors of an HTTP 200 mean. The worst one counts. */
export function errorFromFaults(faults: readonly GraphQLFault[], facts: AnswerFacts): ShopifyError {
  const codes = new Set(faults.map((fault) => fault.code));
  const message = faults.map((fault) => fault.message).join("; ");
  if (codes.has("THROTTLED")) return new ThrottledError(throttleWaitSeconds(facts), facts);
  if (codes.has("MAX_COST_EXCEEDED")) return new QueryTooExpensiveError(message, facts);
  if (codes.has("VARIANT_THROTTLE_EXCEEDED")) return new DailyVariantLimitError(facts);
  if (codes.has("ACCESS_DENIED")) return new MissingScopeError(message, facts);
  if (codes.has("SHOP_INACTIVE")) return new StoreUnavailableError("inactive", facts);
  if (faults.some((fault) => fault.code === "NOT_FOUND" && fault.message.includes("type 'id' is required"))) {
    return new IdentityDefinitionMissingError(facts);
  }
  if (codes.has("INTERNAL_SERVER_ERROR") || codes.has("TIMEOUT")) return new ShopifyFailureError(message, facts);
  return faults.every(isAboutRequest) ? new RequestRefusedError(message, facts) : new UnknownFaultError(message, facts);
}

/** Shopify answers for a shop that is out of service with these; the app's token is not what is wrong. */
const UNAVAILABLE: Readonly<Record<number, StoreUnavailability>> = {
  402: "frozen",
  403: "forbidden",
  404: "not-found",
  423: "locked",
};

/** Why a shop that answered with this status serves nobody; null when the status says something else. */
export const unavailabilityOf = (status: number): StoreUnavailability | null =>
  status >= 300 && status < 400 ? "redirected" : (UNAVAILABLE[status] ?? null);

export interface HttpAnswer {
  status: number;
  /** Shopify's Retry-After. */
  retryAfterSeconds: number | null;
  faults: readonly GraphQLFault[];
  facts: AnswerFacts;
}

/** Decides what an HTTP status other than 200 means. */
export function errorFromStatus({ status, retryAfterSeconds, faults, facts }: HttpAnswer): ShopifyError {
  if (status === 429 || status === 430) {
    if (faults.some(({ code }) => code === "VARIANT_THROTTLE_EXCEEDED")) return new DailyVariantLimitError(facts);
    return new ThrottledError(retryAfterSeconds ?? DEFAULT_WAIT_SECONDS, facts);
  }
  // Since 2026-04 a 403 can also mean that only another kind of token will be accepted, which a reconnection brings.
  if (status === 401 || (status === 403 && faults.some(({ message }) => /access tokens?\b/i.test(message)))) {
    return new StoreAccessError("The shop no longer accepts the app's token.", facts);
  }
  const unavailability = unavailabilityOf(status);
  if (unavailability) return new StoreUnavailableError(unavailability, facts);
  if (status >= 500 || status === 408) return new ShopifyFailureError(`HTTP ${status}`, facts);
  return new RequestRefusedError(`HTTP ${status}`, facts);
}
