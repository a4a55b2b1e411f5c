import { z } from "zod";
import { type Answer, type Call, jsonAnswer } from "../exchange.ts";
import type { ShopState } from "../state/shop.ts";
import { readSessionToken } from "./session-token.ts";
import {
  authorize,
  isNonExpiring,
  type IssuedTokens,
  issueOfflineTokens,
  issueOnlineToken,
  refreshTokens,
} from "./tokens.ts";

const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
const idTokenType = "urn:ietf:params:oauth:token-type:id_token";
const offlineTokenType = "urn:shopify:params:oauth:token-type:offline-access-token";
const onlineTokenType = "urn:shopify:params:oauth:token-type:online-access-token";

const tokenRequest = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string().optional(),
  code: z.string().optional(),
  subject_token: z.string().optional(),
  subject_token_type: z.string().optional(),
  requested_token_type: z.string().optional(),
  refresh_token: z.string().optional(),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

type TokenRequest = z.output<typeof tokenRequest>;

/**
 * POST /admin/oauth/access_token: token exchange, refresh, authorization code. Shopify: "Token exchange", "Offline
 * access tokens", "Authorization code grant".
 */
export function answerTokenRequest(shop: ShopState, call: Call): Answer {
  if (call.method !== "POST") return jsonAnswer(405, { errors: "Method Not Allowed" }, { allow: "POST" });
  const parsed = tokenRequest.safeParse(readBody(call));
  if (!parsed.success) return refuse(400, "invalid_request", z.prettifyError(parsed.error));
  const body = parsed.data;
  const { clientId, clientSecret } = shop.environment;
  if (body.client_id !== clientId) {
    // [C] seen in public code.
    const description = `Could not find Shopify API application with api_key ${body.client_id}`;
    return refuse(400, "application_cannot_be_found", description);
  }
  if (body.client_secret !== clientSecret) return refuse(400, "invalid_client", "The client secret is wrong.");
  if (body.grant_type === tokenExchangeGrant) return exchange(shop, body);
  if (body.grant_type === "refresh_token") return refresh(shop, body.refresh_token);
  if (body.code !== undefined) return redeemCode(shop, body.code, isExpiring(body));
  return refuse(400, "unsupported_grant_type", `The grant type ${body.grant_type ?? "(none)"} is not simulated.`);
}

function readBody(call: Call): unknown {
  const type = call.header("content-type") ?? "";
  if (type.includes("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(call.body));
  try {
    return JSON.parse(call.body);
  } catch {
    return null;
  }
}

function isExpiring({ expiring }: TokenRequest): boolean {
  return expiring === "1" || expiring === 1 || expiring === true;
}

/** What Shopify's answers said in public issues (kinngh/shopify-node-express-mongodb-app #135). */
function invalidSubjectToken(): Answer {
  const description = "Token exchange cannot be performed due to an invalid subject token.";
  return refuse(400, "invalid_subject_token", description);
}

function exchange(shop: ShopState, body: TokenRequest): Answer {
  if (body.subject_token_type === offlineTokenType) return exchangeOfflineToken(shop, body);
  if (body.subject_token_type !== idTokenType) {
    return refuse(400, "invalid_request", `The subject token type must be ${idTokenType}.`);
  }
  const session = readSessionToken(body.subject_token ?? "", shop.environment.clientSecret);
  const isGood =
    session !== null &&
    session.dest === `https://${shop.domain}` &&
    session.aud === shop.environment.clientId &&
    session.exp * 1_000 > Date.now();
  if (!isGood) return invalidSubjectToken();
  // Managed installation: a merchant who opens the app for the first time has installed it by then.
  const { installation } = shop;
  if (!installation.isInstalled && installation.uninstalledAtMs === null) {
    installation.install(shop.environment.scopes, shop.nowMs());
  }
  if (!installation.isInstalled) return refuse(400, "app_not_installed", "The app is not installed in this shop.");
  const wanted = body.requested_token_type;
  if (wanted !== onlineTokenType && wanted !== offlineTokenType) {
    const message = `The requested token type must be ${offlineTokenType} or ${onlineTokenType}.`;
    return refuse(400, "invalid_request", message);
  }
  installation.exchangeCount += 1;
  if (wanted === onlineTokenType) return answerOnline(shop, Number(session.sub));
  return jsonAnswer(200, describe(issueOfflineTokens(shop, isExpiring(body))));
}

/** A token that never expires is exchanged, once, for one that does. Shopify: "Migrate to expiring offline access tokens". */
function exchangeOfflineToken(shop: ShopState, body: TokenRequest): Answer {
  const known = authorize(shop, body.subject_token ?? null);
  if (!known || !isNonExpiring(known) || !isExpiring(body)) return invalidSubjectToken();
  shop.installation.accessTokens.delete(known.token);
  shop.installation.exchangeCount += 1;
  return jsonAnswer(200, describe(issueOfflineTokens(shop, true)));
}

function answerOnline(shop: ShopState, userId: number): Answer {
  const tokens = issueOnlineToken(shop);
  const user = { associated_user_scope: tokens.scopes.join(","), associated_user: userOf(shop, userId) };
  return jsonAnswer(200, { ...describe(tokens), ...user });
}

function redeemCode(shop: ShopState, code: string, isExpiringWanted: boolean): Answer {
  const { installation } = shop;
  const granted = installation.authorizationCodes.get(code);
  installation.authorizationCodes.delete(code);
  if (!granted || granted.expiresAtMs <= shop.nowMs()) {
    // [C] the words are seen in public issues.
    return refuse(400, "invalid_request", "The authorization code was not found or was already used");
  }
  installation.install(granted.scopes, shop.nowMs());
  if (granted.isPerUser) return answerOnline(shop, shop.ownerUserId);
  return jsonAnswer(200, describe(issueOfflineTokens(shop, isExpiringWanted)));
}

function refresh(shop: ShopState, refreshToken: string | undefined): Answer {
  const tokens = shop.installation.isInstalled ? refreshTokens(shop, refreshToken ?? "") : null;
  if (tokens) return jsonAnswer(200, describe(tokens));
  if (shop.environment.fidelity.refusedRefresh === "400-invalid-grant") {
    return refuse(400, "invalid_grant", "Token has been expired or revoked.");
  }
  // [C] retired, expired and uninstalled alike, as several apps logged it.
  return refuse(401, "invalid_request", "This request requires an active refresh_token");
}

function describe(tokens: IssuedTokens): Record<string, unknown> {
  return {
    access_token: tokens.accessToken,
    scope: tokens.scopes.join(","),
    ...(tokens.expiresInSeconds === null ? {} : { expires_in: tokens.expiresInSeconds }),
    ...(tokens.refreshToken === null
      ? {}
      : { refresh_token: tokens.refreshToken, refresh_token_expires_in: tokens.refreshTokenExpiresInSeconds }),
  };
}

function userOf(shop: ShopState, userId: number): Record<string, unknown> {
  return {
    id: userId,
    first_name: "Sam",
    last_name: "Merchant",
    email: `${userId}@${shop.domain}`,
    email_verified: true,
    account_owner: userId === shop.ownerUserId,
    locale: "en",
    collaborator: false,
  };
}

function refuse(status: number, error: string, description: string): Answer {
  return jsonAnswer(status, { error, error_description: description });
}
