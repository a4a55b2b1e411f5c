import { z } from "zod";
import { answerControl } from "./control/control-api.ts";
import { type Answer, type Call, jsonAnswer } from "./exchange.ts";
import { answerGraphql, earlyFault } from "./graphql/endpoint.ts";
import { answerTokenRequest } from "./oauth/token-endpoint.ts";
import { authorize } from "./oauth/tokens.ts";
import type { Simulator } from "./simulator.ts";
import type { SimulatorState } from "./simulator-state.ts";
import type { ShopState } from "./state/shop.ts";

const shopHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const shopPrefix = /^\/shops\/([a-z0-9-]+\.myshopify\.com)(\/.*)$/;
const graphqlPath = /^\/admin\/api\/(unstable|\d{4}-\d{2})\/graphql\.json$/;

/** Versions that answer; a call of an older one falls forward to the oldest. Shopify: API versioning. */
const accessibleVersions = ["2026-01", "2026-04", "2026-07", "2026-10"];

/** Finds who answers a call: the control API, or a shop's Admin API or token endpoint. */
export async function routeCall(state: SimulatorState, simulator: Simulator, call: Call): Promise<Answer> {
  const { pathname } = call.url;
  if (pathname === "/__control" || pathname.startsWith("/__control/")) return answerControl(state, simulator, call);
  const prefixed = shopPrefix.exec(pathname);
  const domain = prefixed?.[1] ?? call.url.hostname.toLowerCase();
  const path = prefixed?.[2] ?? pathname;
  if (!shopHost.test(domain)) {
    return jsonAnswer(404, { errors: `No shop is addressed. Call https://<shop>.myshopify.com or /shops/<shop>/…` });
  }
  const shop = state.shops.get(domain);
  if (!shop) return jsonAnswer(404, { errors: "Not Found" });
  if (path === "/admin/oauth/access_token") return answerOauth(state, shop, call);
  if (path === "/admin/oauth/revoke" || path === "/admin/api_permissions/current.json") {
    return jsonAnswer(501, { errors: `not simulated: ${path}` });
  }
  const version = graphqlPath.exec(path)?.[1];
  if (version === undefined) return jsonAnswer(404, { errors: "Not Found" });
  if (call.method !== "POST") return jsonAnswer(405, { errors: "Method Not Allowed" });
  return answerAdmin(state, shop, call, version);
}

async function answerAdmin(state: SimulatorState, shop: ShopState, call: Call, version: string): Promise<Answer> {
  const requestId = `sim-${shop.environment.ids.request.next()}`;
  const headers = { "x-request-id": requestId, "x-shopify-api-version": answeredVersion(version) };
  const token = authorize(shop, call.header("x-shopify-access-token"));
  if (!token) {
    shop.traffic.unauthorized += 1;
    const errors = "[API] Invalid API key or access token (unrecognized login or wrong password)";
    return jsonAnswer(401, { errors }, headers);
  }
  const answer = await answerGraphql(shop, call, token.scopes, requestId, state.graphql);
  return answer.kind === "dropped" ? answer : { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The schema is always the one of 2026-10; only the header tells versions apart. */
function answeredVersion(version: string): string {
  const oldest = accessibleVersions[0] ?? version;
  if (version === "unstable") return version;
  return version < oldest ? oldest : version;
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

export const shopDomain = z.string().regex(shopHost, "A shop's domain is <name>.myshopify.com, in lower case.");
