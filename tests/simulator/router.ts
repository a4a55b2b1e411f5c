import { shopHost, shopPrefix } from "./addresses.ts";
import { answerControl } from "./control/control-api.ts";
import { type Answer, type Call, jsonAnswer, type StreamedAnswer } from "./exchange.ts";
import { answerGraphql, earlyFault } from "./graphql/endpoint.ts";
import { answerAuthorize } from "./oauth/authorize.ts";
import { uninstallApp } from "./oauth/installing.ts";
import { answerTokenRequest } from "./oauth/token-endpoint.ts";
import { authorize, isNonExpiring } from "./oauth/tokens.ts";
import type { ShopStanding } from "./options.ts";
import type { Simulator } from "./simulator.ts";
import type { SimulatorState } from "./simulator-state.ts";
import type { AccessToken } from "./state/installation.ts";
import { isStorageUrl } from "./state/object-storage.ts";
import type { ShopState } from "./state/shop.ts";
import { answerStorage } from "./storage/storage-endpoint.ts";
import { answeringVersion } from "./versions.ts";

const graphqlPath = /^\/admin\/api\/([^/]+)\/graphql\.json$/;

/**
 * What a shop answers that Shopify does not serve. Shopify: "API response status codes"; the words are those of its
 * examples, but for 402, where the examples name a feature and what is seen is this (Shopify/shopify-cli #1770).
 */
const answersByStanding: Record<Exclude<ShopStanding, "open">, { status: number; errors: string }> = {
  frozen: { status: 402, errors: "Unavailable Shop" },
  forbidden: { status: 403, errors: "Unavailable Shop" },
  locked: { status: 423, errors: "This shop is unavailable" },
  closed: { status: 404, errors: "Not Found" },
};

/** Finds who answers a call: the control API, the storage of files, or a shop's Admin API or OAuth endpoints. */
export async function routeCall(
  state: SimulatorState,
  simulator: Simulator,
  call: Call,
): Promise<Answer | StreamedAnswer> {
  if (isStorageUrl(call.url)) return answerStorage(state, call);
  const { pathname } = call.url;
  if (pathname === "/__control" || pathname.startsWith("/__control/")) return answerControl(state, simulator, call);
  const prefixed = shopPrefix.exec(pathname);
  const domain = prefixed?.[1] ?? call.url.hostname.toLowerCase();
  const path = prefixed?.[2] ?? pathname;
  if (!shopHost.test(domain)) {
    return jsonAnswer(404, { errors: `No shop is addressed. Call https://<shop>.myshopify.com or /shops/<shop>/…` });
  }
  const shop = state.shops.get(domain);
  if (!shop) return notFound();
  if (shop.standing !== "open") {
    const { status, errors } = answersByStanding[shop.standing];
    return jsonAnswer(status, { errors });
  }
  if (path === "/admin/oauth/authorize") return answerAuthorize(shop, call);
  if (path === "/admin/oauth/access_token") return answerOauth(state, shop, call);
  if (path === "/admin/api_permissions/current.json") return answerUninstall(shop, call);
  const version = answeringVersion(graphqlPath.exec(path)?.[1] ?? "");
  if (version === null) return notFound();
  if (call.method !== "POST") return jsonAnswer(405, { errors: "Method Not Allowed" }, { allow: "POST" });
  return answerAdmin(state, shop, call, version);
}

function notFound(): Answer {
  return jsonAnswer(404, { errors: "Not Found" });
}

async function answerAdmin(state: SimulatorState, shop: ShopState, call: Call, version: string): Promise<Answer> {
  const requestId = `sim-${shop.environment.ids.request.next()}`;
  const headers = { "x-request-id": requestId, "x-shopify-api-version": version };
  const token = authorize(shop, call.header("x-shopify-access-token"));
  if (!token) {
    shop.traffic.unauthorized += 1;
    return withHeaders(unauthorized(), headers);
  }
  const refusal = refuseKind(shop, token);
  if (refusal) return withHeaders(refusal, headers);
  const read = withJsonBody(call);
  if (!read)
    return withHeaders(jsonAnswer(400, { errors: { query: "Required parameter missing or invalid" } }), headers);
  return withHeaders(await answerGraphql(shop, read, token.scopes, requestId, state.graphql), headers);
}

function unauthorized(): Answer {
  const errors = "[API] Invalid API key or access token (unrecognized login or wrong password)";
  return jsonAnswer(401, { errors });
}

/** [C] Shopify's words since 2026-04-01, for public apps. */
function refuseKind(shop: ShopState, token: AccessToken): Answer | null {
  if (shop.environment.fidelity.nonExpiringTokens === "accepted" || !isNonExpiring(token)) return null;
  const errors =
    "[API] Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens.";
  return jsonAnswer(403, { errors });
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return answer.kind === "dropped" ? answer : { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Shopify reads JSON, or a bare document as application/graphql; null for anything else. */
function withJsonBody(call: Call): Call | null {
  const type = call.header("content-type") ?? "";
  if (type.includes("application/json")) return call;
  return type.includes("application/graphql") ? { ...call, body: JSON.stringify({ query: call.body }) } : null;
}

/** DELETE with a token: the app takes itself out of the shop. */
function answerUninstall(shop: ShopState, call: Call): Answer {
  if (call.method !== "DELETE") return jsonAnswer(405, { errors: "Method Not Allowed" }, { allow: "DELETE" });
  if (!authorize(shop, call.header("x-shopify-access-token"))) return unauthorized();
  uninstallApp(shop);
  return jsonAnswer(200, {});
}

async function answerOauth(state: SimulatorState, shop: ShopState, call: Call): Promise<Answer> {
  const fired = state.graphql.faults.meet(shop.domain, ["oauth"]);
  const delayMs = fired.reduce((sum, { fault }) => sum + (fault.effect === "delay" ? fault.delayMs : 0), 0);
  await shop.environment.clock.sleep(delayMs);
  const early = earlyFault(fired, "before-apply");
  if (early) return early;
  const answer = answerTokenRequest(shop, call);
  const late = earlyFault(fired, "after-apply");
  if (late) return late;
  const cut = fired.find(({ fault }) => fault.point === "mid-body");
  if (!cut || answer.kind === "dropped") return answer;
  return { ...answer, cutAt: Math.floor(cut.chance * answer.body.length) };
}
