import { expect, test } from "vitest";
import { systemClock } from "#app/platform/clock.ts";
import { createAdminClient } from "#app/shopify/client.server.ts";
import { IdentityDefinitionRefusedError, ShopifyError } from "#app/shopify/errors.ts";
import { SHOP_FACTS } from "#app/shopify/operations/shop.ts";
import { callPaths, type CallPath } from "#app/domain/uploads/failures/call-failures.ts";
import { failureFromShopifyError } from "#app/domain/uploads/failures/decide-failure.ts";
import { automaticRetryOf, explainError, knownFailures } from "#app/domain/uploads/failures/failure-catalog.ts";

type Says = () => Response | Promise<Response>;

const fault = (code: string | null, message: string) => ({ message, ...(code ? { extensions: { code } } : {}) });

/** An answer with top-level errors. */
const faulty =
  (code: string | null, message = "It did not work.", status = 200): Says =>
  () =>
    Response.json({ errors: [fault(code, message)] }, { status });

const status =
  (code: number, body = "{}", headers: Record<string, string> = {}): Says =>
  () =>
    new Response(body, { status: code, headers });

/** What `fetch` throws when the connection fails; the reason is in the cause. */
const broken =
  (code: string, details: object = {}): Says =>
  () =>
    Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code, ...details }) }));

const HTML = "<!DOCTYPE html><html><body>Something went wrong</body></html>";

interface Case {
  says: Says;
  category: string;
  explanation: RegExp;
  remedy: string;
  retried: string;
  /** Whether a write may have been applied all the same, so that a retry looks first. */
  mayHaveHappened: boolean;
}

const apiLimit = { category: "API_LIMIT", remedy: "wait", retried: "waits", mayHaveHappened: false };
const refused = { category: "VALIDATION", remedy: "none", retried: "no", mayHaveHappened: false };
const lostAccess = { category: "SHOPIFY_ERROR", remedy: "reconnect-store", retried: "waits", mayHaveHappened: false };
const heldStore = { category: "SHOPIFY_ERROR", remedy: "wait", retried: "waits", mayHaveHappened: false };
const shopifysFault = { category: "SHOPIFY_ERROR", remedy: "retry", retried: "yes", mayHaveHappened: true };
const notSent = { category: "NETWORK", remedy: "retry", retried: "waits", mayHaveHappened: false };
const noAnswer = { category: "NETWORK", remedy: "retry", retried: "yes", mayHaveHappened: true };
const unknown = { category: "UNKNOWN", remedy: "retry", retried: "once", mayHaveHappened: true };

const cases: Record<Exclude<CallPath, (typeof notOfTheClient)[number]>, Case[]> = {
  "HTTP 200, `THROTTLED`": [{ ...apiLimit, says: faulty("THROTTLED"), explanation: /asked for a pause/ }],
  "HTTP 429": [{ ...apiLimit, says: status(429, "", { "retry-after": "2" }), explanation: /asked for a pause/ }],
  "HTTP 430 (Shopify's guard against floods)": [
    { ...apiLimit, says: status(430, HTML), explanation: /asked for a pause/ },
  ],
  "HTTP 200, `VARIANT_THROTTLE_EXCEEDED`": [
    { ...apiLimit, says: faulty("VARIANT_THROTTLE_EXCEEDED"), explanation: /as many variants today/ },
  ],
  "HTTP 429, `VARIANT_THROTTLE_EXCEEDED`": [
    { ...apiLimit, says: faulty("VARIANT_THROTTLE_EXCEEDED", "Daily limit", 429), explanation: /variants today/ },
  ],
  "HTTP 200, `MAX_COST_EXCEEDED`": [
    { ...refused, says: faulty("MAX_COST_EXCEEDED"), explanation: /larger than what Shopify takes/ },
  ],
  "HTTP 200, `ACCESS_DENIED`": [{ ...lostAccess, says: faulty("ACCESS_DENIED"), explanation: /access scope/ }],
  "HTTP 200, `SHOP_INACTIVE`": [{ ...heldStore, says: faulty("SHOP_INACTIVE"), explanation: /closed or paused/ }],
  "HTTP 200, `INTERNAL_SERVER_ERROR`": [
    { ...shopifysFault, says: faulty("INTERNAL_SERVER_ERROR"), explanation: /an error of its own/ },
  ],
  "HTTP 200, `TIMEOUT`": [{ ...shopifysFault, says: faulty("TIMEOUT"), explanation: /an error of its own/ }],
  "HTTP 200, `NOT_FOUND`, the identity's definition is missing": [
    {
      ...shopifysFault,
      mayHaveHappened: false,
      says: faulty("NOT_FOUND", "Metafield definition of type 'id' is required when using custom ids."),
      explanation: /definition .* had been deleted/,
    },
  ],
  "HTTP 200, an error of the schema (`undefinedField`, `INVALID_VARIABLE`, `MAX_INPUT_SIZE_EXCEEDED`, `BAD_REQUEST`, ...)":
    ["undefinedField", "argumentNotAccepted", "INVALID_VARIABLE", "MAX_INPUT_SIZE_EXCEEDED", "BAD_REQUEST"].map(
      (code) => ({ ...refused, says: faulty(code), explanation: /the form in which it was sent/ }),
    ),
  "HTTP 200, an error with a code that is not known": [
    { ...unknown, says: faulty("SOMETHING_NEW"), explanation: /does not know/ },
    { ...unknown, says: mixed, explanation: /does not know/ },
  ],
  "HTTP 200, an error without a code": [
    { ...unknown, says: faulty(null), explanation: /does not know/ },
    { ...unknown, says: () => Response.json({ errors: "Oh no." }), explanation: /does not know/ },
  ],
  "HTTP 200, a body that is not JSON": [
    { ...shopifysFault, says: status(200, HTML), explanation: /an error of its own/ },
    { ...shopifysFault, says: status(200, '{"neither": "data", "nor": "errors"}'), explanation: /of its own/ },
  ],
  "HTTP 200, the answer cut off": [
    { ...noAnswer, says: status(200, '{"data":{"shop":{"currencyC'), explanation: /No answer came/ },
    { ...noAnswer, says: status(200, ""), explanation: /No answer came/ },
    { ...noAnswer, says: cutOffInTransit, explanation: /No answer came/ },
  ],
  "HTTP 3xx": [
    { ...heldStore, says: status(301, "", { location: "https://other.example" }), explanation: /another address/ },
    { ...heldStore, says: status(302, HTML), explanation: /another address/ },
  ],
  "HTTP 401": [
    { ...lostAccess, says: status(401, '{"errors":"[API] Invalid API key or access token"}'), explanation: /token/ },
    { ...lostAccess, says: status(401, HTML), explanation: /no longer accepts the app's token/ },
  ],
  "HTTP 403, the kind of token is no longer accepted": [
    {
      ...lostAccess,
      says: status(403, '{"errors":"[API] Non-expiring access tokens are no longer accepted for the Admin API."}'),
      explanation: /no longer accepts the app's token/,
    },
  ],
  "HTTP 402": [{ ...heldStore, says: status(402, '{"errors":"Unavailable Shop"}'), explanation: /frozen/ }],
  "HTTP 403": [{ ...heldStore, says: status(403, HTML), explanation: /does not let the app/ }],
  "HTTP 404": [{ ...heldStore, says: status(404, '{"errors":"Not Found"}'), explanation: /no shop at this address/ }],
  "HTTP 423": [{ ...heldStore, says: status(423), explanation: /locked/ }],
  "HTTP 408": [{ ...shopifysFault, says: status(408), explanation: /an error of its own/ }],
  "HTTP 4xx, any other": [400, 405, 406, 413, 415, 422].map((code) => ({
    ...refused,
    says: status(code),
    explanation: /the form in which it was sent/,
  })),
  "HTTP 5xx": [500, 502, 503, 504, 520].map((code) => ({
    ...shopifysFault,
    says: status(code, '{"errors":"Internal"}'),
    explanation: /an error of its own/,
  })),
  "HTTP 5xx with a page of HTML": [{ ...shopifysFault, says: status(502, HTML), explanation: /an error of its own/ }],
  "connection refused, or no way to the host": [
    { ...notSent, says: broken("ECONNREFUSED"), explanation: /nothing was sent/ },
    { ...notSent, says: broken("EHOSTUNREACH"), explanation: /nothing was sent/ },
    { ...notSent, says: broken("ENETUNREACH"), explanation: /nothing was sent/ },
  ],
  "the name is not found (DNS)": [
    { ...notSent, says: broken("ENOTFOUND"), explanation: /nothing was sent/ },
    { ...notSent, says: broken("EAI_AGAIN"), explanation: /nothing was sent/ },
  ],
  "connecting takes too long": [
    { ...notSent, says: broken("UND_ERR_CONNECT_TIMEOUT"), explanation: /nothing was sent/ },
    { ...notSent, says: broken("ETIMEDOUT", { syscall: "connect" }), explanation: /nothing was sent/ },
  ],
  "the certificate is not accepted (TLS)": [
    { ...notSent, says: broken("ERR_TLS_CERT_ALTNAME_INVALID"), explanation: /nothing was sent/ },
    { ...notSent, says: broken("CERT_HAS_EXPIRED"), explanation: /nothing was sent/ },
    { ...notSent, says: broken("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), explanation: /nothing was sent/ },
  ],
  "connection reset": [
    { ...noAnswer, says: broken("ECONNRESET"), explanation: /No answer came/ },
    { ...noAnswer, says: broken("UND_ERR_SOCKET"), explanation: /No answer came/ },
    { ...noAnswer, says: broken("ETIMEDOUT", { syscall: "read" }), explanation: /No answer came/ },
  ],
  "no answer within 90 seconds": [
    {
      ...noAnswer,
      says: () => Promise.reject(new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      explanation: /No answer came/,
    },
  ],
};

/** Paths on which Shopify answers; the app finds them in the answer. */
const notOfTheClient = [
  "HTTP 200, neither a product nor an error",
  "the definition of the identity refused (`metafieldDefinitionCreate`)",
] as const satisfies CallPath[];

/** A fault of the request beside one that is not known: the worse one counts. */
function mixed(): Response {
  return Response.json({ errors: [fault("INVALID_VARIABLE", "One."), fault("SOMETHING_NEW", "Two.")] });
}

function cutOffInTransit(): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"data":{"sh'));
      controller.error(new TypeError("terminated"));
    },
  });
  return new Response(body, { status: 200 });
}

async function errorOf(says: Says): Promise<ShopifyError> {
  const client = createAdminClient({
    shopDomain: "shop.myshopify.com",
    accessToken: "secret",
    fetch: async () => says(),
  });
  try {
    await client.request(SHOP_FACTS, { variables: {} });
  } catch (error) {
    if (error instanceof ShopifyError) return error;
    throw error;
  }
  throw new Error("The call was answered.");
}

for (const [path, ofPath] of Object.entries(cases)) {
  for (const [index, expected] of ofPath.entries()) {
    const { category, retried } = expected;
    test(`${path} (${index + 1}) is ${category}, tried again by itself: ${retried}`, async () => {
      const error = await errorOf(expected.says);

      const failure = failureFromShopifyError(error);
      expect(failure).toMatchObject({ category, code: callPaths[path as CallPath] });
      expect(explainError(failure.code, failure.category).explanation).toMatch(expected.explanation);
      expect(explainError(failure.code, failure.category).whatToDo).toMatch(/\w{3}/);
      expect([error.remedy.kind, automaticRetryOf(failure)]).toEqual([expected.remedy, retried]);
      expect(knownFailures.get(failure.code)?.remedy).toBe(expected.remedy);
      expect(error.isOutcomeUnknown).toBe(expected.mayHaveHappened);
    });
  }
}

test("every path on which a call brings no answer has its case here", () => {
  expect([...Object.keys(cases), ...notOfTheClient].sort()).toEqual(Object.keys(callPaths).sort());
});

test("a refused definition of the identity is SHOPIFY_ERROR, says why, and is tried again", () => {
  const error = new IdentityDefinitionRefusedError("Limit of 256 definitions reached");

  const failure = failureFromShopifyError(error);

  expect(failure).toMatchObject({ category: "SHOPIFY_ERROR", message: expect.stringContaining("256") });
  expect([error.remedy.kind, automaticRetryOf(failure), error.isOutcomeUnknown]).toEqual(["retry", "yes", false]);
  expect(explainError(failure.code, failure.category).whatToDo).toContain("Make room");
});

test("a throttled answer says itself how long to wait", async () => {
  const cost = {
    requestedQueryCost: 60,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 10, restoreRate: 100 },
  };
  const throttled = await errorOf(() =>
    Response.json({ errors: [fault("THROTTLED", "Throttled")], extensions: { cost } }),
  );
  const tooMany = await errorOf(status(429, "", { "retry-after": "2.5" }));

  expect(throttled.remedy).toEqual({ kind: "wait", seconds: 0.5 });
  expect(tooMany.remedy).toEqual({ kind: "wait", seconds: 2.5 });
});

test("a call that nobody answers ends by itself", async () => {
  const client = createAdminClient({
    shopDomain: "shop.myshopify.com",
    accessToken: "secret",
    fetch: async (_, init) => {
      await systemClock.sleep(60_000, init?.signal ?? undefined);
      init?.signal?.throwIfAborted();
      return new Response();
    },
  });

  const asked = client.request(SHOP_FACTS, { variables: {}, timeoutMs: 20 });

  await expect(asked).rejects.toMatchObject({ code: "shopify.no-answer", isOutcomeUnknown: true });
});
