import { z } from "zod";
import { type Answer, type Call, jsonAnswer } from "../exchange.ts";
import type { ShopState } from "../state/shop.ts";
import { readSessionToken, type SessionTokenClaims } from "./session-token.ts";
import { type IssuedTokens, issueOfflineTokens, issueOnlineToken, refreshTokens } from "./tokens.ts";

const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
const idTokenType = "urn:ietf:params:oauth:token-type:id_token";
const offlineTokenType = "urn:shopify:params:oauth:token-type:offline-access-token";
const onlineTokenType = "urn:shopify:params:oauth:token-type:online-access-token";

const tokenRequest = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string().optional(),
  subject_token: z.string().optional(),
  subject_token_type: z.string().optional(),
  requested_token_type: z.string().optional(),
  refresh_token: z.string().optional(),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

/** POST /admin/oauth/access_token: token exchange and refresh. Shopify: "Token exchange", "Offline access tokens". */
export function answerTokenRequest(shop: ShopState, call: Call): Answer {
  if (call.method !== "POST") return refuse(404, "invalid_request", "Only POST is known here.");
  const parsed = tokenRequest.safeParse(readBody(call));
  if (!parsed.success) return refuse(400, "invalid_request", z.prettifyError(parsed.error));
  const body = parsed.data;
  const { clientId, clientSecret } = shop.environment;
  if (body.client_id !== clientId || body.client_secret !== clientSecret) {
    return refuse(400, "invalid_client", "The client id or the client secret is wrong.");
  }
  if (body.grant_type === tokenExchangeGrant) return exchange(shop, body);
  if (body.grant_type === "refresh_token") return refresh(shop, body.refresh_token);
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

function exchange(shop: ShopState, body: z.output<typeof tokenRequest>): Answer {
  if (body.subject_token_type !== idTokenType) {
    return refuse(400, "invalid_request", `The subject token type must be ${idTokenType}.`);
  }
  const session = readSessionToken(body.subject_token ?? "", shop.environment.clientSecret);
  const isGood =
    session !== null &&
    session.dest === `https://${shop.domain}` &&
    session.aud === shop.environment.clientId &&
    session.exp * 1_000 > Date.now();
  if (!isGood) return refuse(400, "invalid_subject_token", "The session token is not good for this shop.");
  // Managed installation: a merchant who opens the app for the first time has installed it by then.
  const { installation } = shop;
  if (!installation.isInstalled && installation.uninstalledAtMs === null) {
    installation.install(shop.environment.scopes, shop.nowMs());
  }
  if (!installation.isInstalled) {
    return refuse(400, "application_not_installed", "The app is not installed in this shop.");
  }
  installation.exchangeCount += 1;
  if (body.requested_token_type === onlineTokenType) {
    const tokens = issueOnlineToken(shop);
    const user = { associated_user_scope: tokens.scopes.join(","), associated_user: userOf(shop, session) };
    return jsonAnswer(200, { ...describe(tokens), ...user });
  }
  if (body.requested_token_type !== offlineTokenType) {
    return refuse(
      400,
      "invalid_request",
      `The requested token type must be ${offlineTokenType} or ${onlineTokenType}.`,
    );
  }
  const isExpiring = body.expiring === "1" || body.expiring === 1 || body.expiring === true;
  return jsonAnswer(200, describe(issueOfflineTokens(shop, isExpiring)));
}

function refresh(shop: ShopState, refreshToken: string | undefined): Answer {
  if (!shop.installation.isInstalled) {
    return refuse(400, "application_not_installed", "The app is not installed in this shop.");
  }
  const tokens = refreshTokens(shop, refreshToken ?? "");
  if (!tokens) return refuse(400, "invalid_grant", "This refresh token is not active.");
  return jsonAnswer(200, describe(tokens));
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

function userOf(shop: ShopState, session: SessionTokenClaims): Record<string, unknown> {
  return {
    id: Number(session.sub),
    first_name: "Sam",
    last_name: "Merchant",
    email: `${session.sub}@${shop.domain}`,
    email_verified: true,
    account_owner: Number(session.sub) === shop.ownerUserId,
    locale: "en",
    collaborator: false,
  };
}

function refuse(status: number, error: string, description: string): Answer {
  return jsonAnswer(status, { error, error_description: description });
}
