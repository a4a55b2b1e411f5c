import type { AnswerFacts, GraphQLFault } from "./answer.ts";
import {
  DailyVariantLimitError,
  IdentityDefinitionMissingError,
  MissingScopeError,
  QueryTooExpensiveError,
  RequestRefusedError,
  ShopifyFailureError,
  StoreAccessError,
  ThrottledError,
  type ShopifyError,
} from "./errors.ts";

/** Shopify advises a second when it does not say how long (shopify.dev, rate limits). */
const DEFAULT_WAIT_SECONDS = 1;

/** Seconds until the bucket holds what the call asks for, as the answer itself allows to compute. */
export function throttleWaitSeconds({ cost, throttle }: AnswerFacts): number {
  if (!cost || !throttle || throttle.restorePerSecond <= 0) return DEFAULT_WAIT_SECONDS;
  return Math.max(0, (cost.requestedPoints - throttle.availablePoints) / throttle.restorePerSecond);
}

/** Decides what top-level errors of an HTTP 200 mean. The worst one counts. */
export function errorFromFaults(faults: readonly GraphQLFault[], facts: AnswerFacts): ShopifyError {
  const codes = new Set(faults.map((fault) => fault.code));
  const message = faults.map((fault) => fault.message).join("; ");
  if (codes.has("THROTTLED")) return new ThrottledError(throttleWaitSeconds(facts), facts);
  if (codes.has("MAX_COST_EXCEEDED")) return new QueryTooExpensiveError(message, facts);
  if (codes.has("VARIANT_THROTTLE_EXCEEDED")) return new DailyVariantLimitError(facts);
  if (codes.has("ACCESS_DENIED")) return new MissingScopeError(message, facts);
  if (codes.has("SHOP_INACTIVE")) return new StoreAccessError("The shop is closed or frozen.", facts);
  if (faults.some((fault) => fault.code === "NOT_FOUND" && fault.message.includes("type 'id' is required"))) {
    return new IdentityDefinitionMissingError(facts);
  }
  if (codes.has("INTERNAL_SERVER_ERROR") || codes.has("TIMEOUT")) return new ShopifyFailureError(message, facts);
  return new RequestRefusedError(message, facts);
}

/** Decides what an HTTP status other than 200 means. `retryAfterSeconds` is Shopify's Retry-After, in seconds. */
export function errorFromStatus(status: number, retryAfterSeconds: number | null, facts: AnswerFacts): ShopifyError {
  if (status === 429 || status === 430) return new ThrottledError(retryAfterSeconds ?? DEFAULT_WAIT_SECONDS, facts);
  if (status === 401) return new StoreAccessError("The shop no longer accepts the app's token.", facts);
  if (status === 402) return new StoreAccessError("The shop is frozen until its owner pays Shopify's bill.", facts);
  if (status === 403) return new StoreAccessError("The shop refuses the app.", facts);
  if (status === 404) return new StoreAccessError("There is no shop at this address.", facts);
  if (status === 423) return new StoreAccessError("Shopify has locked the shop.", facts);
  if (status >= 500) return new ShopifyFailureError(`HTTP ${status}`, facts);
  return new RequestRefusedError(`HTTP ${status}`, facts);
}
