import { passingFault, refusedContent, type KnownFailure } from "./known-failure.ts";

const RETRY_LATER = "Retry a little later; the app first looks up what became of the earlier tries.";

/** The store as a whole does not let the app work; its rows wait, and none of them spends a try. */
const heldStore = (explanation: string, whatToDo: string): KnownFailure => ({
  category: "SHOPIFY_ERROR",
  retried: "waits",
  remedy: "wait",
  explanation,
  whatToDo,
});

/** What a call can bring instead of an answer, by the code of the error that `app/shopify` makes of it. */
export const callFailures = {
  "shopify.throttled": {
    category: "API_LIMIT",
    retried: "waits",
    remedy: "wait",
    explanation: "Shopify asked for a pause and the time for this batch was over.",
    whatToDo: "Retry; nothing was changed in the shop.",
  },
  "shopify.daily-variant-limit": {
    category: "API_LIMIT",
    retried: "waits",
    remedy: "wait",
    explanation: "The shop has created as many variants today as Shopify allows.",
    whatToDo: "Nothing is lost: new products go on when the limit lifts; retry what has failed then.",
  },
  "shopify.query-too-expensive": refusedContent(
    "The product is larger than what Shopify takes in one request.",
    "Reduce its images or metafields, then approve it again.",
  ),
  "shopify.request-refused": refusedContent(
    "Shopify does not take the request in the form in which it was sent.",
    "Correct the value that Shopify names in the catalog and approve the product again; if it names none, report the request id that is shown with the attempt.",
  ),
  "shopify.access-revoked": {
    category: "SHOPIFY_ERROR",
    retried: "waits",
    remedy: "reconnect-store",
    explanation: "The shop no longer accepts the app's token: it was revoked, or the app was uninstalled.",
    whatToDo: "Open the app in that shop's admin to connect it again; its products then go on by themselves.",
  },
  "shopify.missing-scope": {
    category: "SHOPIFY_ERROR",
    retried: "waits",
    remedy: "reconnect-store",
    explanation: "The app has not been granted an access scope that this upload needs.",
    whatToDo: "Open the app in that shop's admin and accept the scopes; its products then go on by themselves.",
  },
  "shopify.store-frozen": heldStore(
    "The shop is frozen because a bill of Shopify has not been paid.",
    "Its owner pays the bill in the shop's admin; the app asks from time to time and then goes on by itself.",
  ),
  "shopify.store-forbidden": heldStore(
    "Shopify does not let the app into the shop at the moment.",
    "Look in the shop's admin whether the shop and the app are active; the app asks from time to time and goes on by itself.",
  ),
  "shopify.store-not-found": heldStore(
    "Shopify knows no shop at this address: it was closed, or is not reachable yet.",
    "If the shop was closed for good, remove it from the organization; else the app asks from time to time and goes on by itself.",
  ),
  "shopify.store-locked": heldStore(
    "Shopify has locked the shop, for example after a suspicious number of changes.",
    "Its owner asks Shopify to unlock it; the app asks from time to time and then goes on by itself.",
  ),
  "shopify.store-inactive": heldStore(
    "The shop is closed or paused.",
    "Its owner opens it again in the shop's admin; the app asks from time to time and then goes on by itself.",
  ),
  "shopify.store-redirected": heldStore(
    "Shopify sends the app to another address than the shop's, which it does for shops that have moved or are not open.",
    "Look in the shop's admin whether it is open under this address; the app asks from time to time and goes on by itself.",
  ),
  "shopify.unreachable": {
    category: "NETWORK",
    retried: "waits",
    remedy: "retry",
    explanation: "No connection to Shopify could be made, so nothing was sent.",
    whatToDo: "Nothing is lost: the products go on by themselves when Shopify can be reached again.",
  },
  "shopify.no-answer": {
    category: "NETWORK",
    retried: "yes",
    remedy: "retry",
    explanation: "No answer came from Shopify, several times in a row.",
    whatToDo: "Retry; the app first looks up what became of the earlier tries, so nothing is created twice.",
  },
  "shopify.failure": passingFault("Shopify reported an error of its own, several times in a row.", RETRY_LATER),
  "shopify.empty-answer": passingFault("Shopify answered neither with a product nor with an error.", RETRY_LATER),
  "shopify.identity-definition-missing": passingFault(
    "The metafield definition by which the app knows its products had been deleted in the shop.",
    "Retry; the app makes the definition again. It should not be deleted.",
  ),
  "shopify.identity-definition-refused": passingFault(
    "The shop does not take the metafield definition by which the app knows its products.",
    "Make room among the shop's product metafield definitions if Shopify names a limit, then retry.",
  ),
  "shopify.unknown-error": {
    category: "UNKNOWN",
    retried: "once",
    remedy: "retry",
    explanation: "Shopify reported an error that the app does not know, twice.",
    whatToDo: "Retry once; if it fails again, report the request id that is shown with the attempt.",
  },
} as const satisfies Record<string, KnownFailure>;

export type CallFailureCode = keyof typeof callFailures;

/** Every way in which a call can end without an answer, and what is made of it. */
export const callPaths = {
  "HTTP 200, `THROTTLED`": "shopify.throttled",
  "HTTP 429": "shopify.throttled",
  "HTTP 430 (Shopify's guard against floods)": "shopify.throttled",
  "HTTP 200, `VARIANT_THROTTLE_EXCEEDED`": "shopify.daily-variant-limit",
  "HTTP 429, `VARIANT_THROTTLE_EXCEEDED`": "shopify.daily-variant-limit",
  "HTTP 200, `MAX_COST_EXCEEDED`": "shopify.query-too-expensive",
  "HTTP 200, `ACCESS_DENIED`": "shopify.missing-scope",
  "HTTP 200, `SHOP_INACTIVE`": "shopify.store-inactive",
  "HTTP 200, `INTERNAL_SERVER_ERROR`": "shopify.failure",
  "HTTP 200, `TIMEOUT`": "shopify.failure",
  "HTTP 200, `NOT_FOUND`, the identity's definition is missing": "shopify.identity-definition-missing",
  "HTTP 200, an error of the schema (`undefinedField`, `INVALID_VARIABLE`, `MAX_INPUT_SIZE_EXCEEDED`, `BAD_REQUEST`, ...)":
    "shopify.request-refused",
  "HTTP 200, an error with a code that is not known": "shopify.unknown-error",
  "HTTP 200, an error without a code": "shopify.unknown-error",
  "HTTP 200, a body that is not JSON": "shopify.failure",
  "HTTP 200, the answer cut off": "shopify.no-answer",
  "HTTP 200, neither a product nor an error": "shopify.empty-answer",
  "HTTP 3xx": "shopify.store-redirected",
  "HTTP 401": "shopify.access-revoked",
  "HTTP 403, the kind of token is no longer accepted": "shopify.access-revoked",
  "HTTP 402": "shopify.store-frozen",
  "HTTP 403": "shopify.store-forbidden",
  "HTTP 404": "shopify.store-not-found",
  "HTTP 423": "shopify.store-locked",
  "HTTP 408": "shopify.failure",
  "HTTP 4xx, any other": "shopify.request-refused",
  "HTTP 5xx": "shopify.failure",
  "HTTP 5xx with a page of HTML": "shopify.failure",
  "connection refused, or no way to the host": "shopify.unreachable",
  "the name is not found (DNS)": "shopify.unreachable",
  "connecting takes too long": "shopify.unreachable",
  "the certificate is not accepted (TLS)": "shopify.unreachable",
  "connection reset": "shopify.no-answer",
  "no answer within 90 seconds": "shopify.no-answer",
  "the definition of the identity refused (`metafieldDefinitionCreate`)": "shopify.identity-definition-refused",
} as const satisfies Record<string, CallFailureCode>;

export type CallPath = keyof typeof callPaths;
