import { createHmac, randomBytes } from "node:crypto";
import { type Answer, type Call, jsonAnswer, redirectAnswer } from "../exchange.ts";
import type { ShopState } from "../state/shop.ts";

/** Shopify: a code is good for a short while and once; the time is not published. */
const codeLifeMs = 10 * 60 * 1_000;

/**
 * GET /admin/oauth/authorize, for apps without managed installation: the merchant grants what is asked for at once and
 * comes back to the app with a code. Shopify: "Authorization code grant".
 */
export function answerAuthorize(shop: ShopState, call: Call): Answer {
  if (call.method !== "GET") return jsonAnswer(405, { errors: "Method Not Allowed" }, { allow: "GET" });
  const { searchParams } = call.url;
  const redirectUri = searchParams.get("redirect_uri") ?? "";
  if (searchParams.get("client_id") !== shop.environment.clientId) return refuse("application_cannot_be_found");
  if (!URL.canParse(redirectUri)) return refuse("invalid_redirect_uri");
  const { applicationUrl } = shop.environment;
  if (applicationUrl !== null && new URL(applicationUrl).host !== new URL(redirectUri).host) {
    // [C] the words of the admin's page.
    return refuse("invalid_request", "The redirect_uri and application url must have matching hosts");
  }
  const code = randomBytes(16).toString("hex");
  const scopes = (searchParams.get("scope") ?? "").split(",").filter((scope) => scope !== "");
  shop.installation.authorizationCodes.set(code, {
    scopes: scopes.length > 0 ? scopes : shop.environment.scopes,
    expiresAtMs: shop.nowMs() + codeLifeMs,
    isPerUser: searchParams.getAll("grant_options[]").includes("per-user"),
  });
  const target = new URL(redirectUri);
  target.searchParams.set("code", code);
  const adminOfShop = `admin.shopify.com/store/${shop.domain.replace(/\.myshopify\.com$/, "")}`;
  target.searchParams.set("host", Buffer.from(adminOfShop).toString("base64url"));
  target.searchParams.set("shop", shop.domain);
  const state = searchParams.get("state");
  if (state !== null) target.searchParams.set("state", state);
  // The library compares it with the machine's clock, whatever the simulator's says.
  target.searchParams.set("timestamp", String(Math.floor(Date.now() / 1_000)));
  target.searchParams.set("hmac", signCallback(target.searchParams, shop.environment.clientSecret));
  return redirectAnswer(target.href);
}

/**
 * Shopify: hex of the HMAC-SHA256 of the other parameters under the client secret, in the order of their names and
 * percent-encoded as in a URL.
 */
export function signCallback(parameters: URLSearchParams, clientSecret: string): string {
  const message = [...parameters]
    .filter(([name]) => name !== "hmac")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return createHmac("sha256", clientSecret).update(message).digest("hex");
}

function refuse(error: string, description = `Oauth error ${error}`): Answer {
  return jsonAnswer(400, { error, error_description: description });
}
