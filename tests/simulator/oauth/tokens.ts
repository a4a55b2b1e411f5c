import { randomBytes } from "node:crypto";
import type { AccessToken, RefreshToken } from "../state/installation.ts";
import type { ShopState } from "../state/shop.ts";

export interface IssuedTokens {
  accessToken: string;
  scopes: readonly string[];
  /** null = never expires */
  expiresInSeconds: number | null;
  refreshToken: string | null;
  refreshTokenExpiresInSeconds: number | null;
}

/** Shopify: expiring offline tokens live 60 minutes, their refresh tokens 90 days, online tokens 24 hours. */
export const OFFLINE_TOKEN_SECONDS = 60 * 60;
const refreshTokenSeconds = 90 * 24 * 60 * 60;
const onlineTokenSeconds = 24 * 60 * 60;
/** Shopify: how long after its first use a refresh token may be sent again. */
const retryMs = 30 * 24 * 60 * 60 * 1_000;

/** Issues an offline token by a new grant. A shop has one current refresh token: the ones before it are retired. */
export function issueOfflineTokens(shop: ShopState, isExpiring: boolean): IssuedTokens {
  for (const known of shop.installation.refreshTokens.values()) known.isRetired = true;
  return isExpiring ? issueExpiring(shop, null) : issue(shop, null, null, false);
}

export function issueOnlineToken(shop: ShopState): IssuedTokens {
  return issue(shop, onlineTokenSeconds, null, true);
}

/**
 * Answers a refresh, or null when the refresh token is not active. The one that was sent may be sent again, for 30 days
 * and not beyond its own end, until the one that replaces it is used. Shopify: changelog "More resilient refreshes for
 * expiring offline access tokens" (2026-08-28).
 */
export function refreshTokens(shop: ShopState, refreshToken: string): IssuedTokens | null {
  const known = shop.installation.refreshTokens.get(refreshToken);
  const nowMs = shop.nowMs();
  if (!known || known.isRetired || known.expiresAtMs <= nowMs) return null;
  if (known.firstUsedAtMs !== null && nowMs - known.firstUsedAtMs >= retryMs) return null;
  known.firstUsedAtMs ??= nowMs;
  retireReplaced(shop, known);
  shop.installation.refreshCount += 1;
  return issueExpiring(shop, refreshToken);
}

/** The token behind a call of the Admin API, if it is good now. */
export function authorize(shop: ShopState, token: string | null): AccessToken | null {
  const { installation, environment } = shop;
  if (token === null || !installation.isInstalled) return null;
  const known = installation.accessTokens.get(token);
  if (!known) return null;
  if (known.expiresAtMs !== null && known.expiresAtMs <= shop.nowMs()) {
    installation.accessTokens.delete(token);
    return null;
  }
  if (known.refreshToken !== null && environment.fidelity.refreshTokenRetiredBy === "first-use") {
    const beside = installation.refreshTokens.get(known.refreshToken);
    if (beside) retireReplaced(shop, beside);
  }
  return known;
}

/** A token of the kind that public apps may not use any more. */
export function isNonExpiring(token: AccessToken): boolean {
  return token.expiresAtMs === null && !token.isOnline;
}

function retireReplaced(shop: ShopState, used: RefreshToken): void {
  const before = used.replaces === null ? null : shop.installation.refreshTokens.get(used.replaces);
  if (before) before.isRetired = true;
}

function issueExpiring(shop: ShopState, replaces: string | null): IssuedTokens {
  const refreshToken: RefreshToken = {
    token: `shprt_${randomBytes(16).toString("hex")}`,
    expiresAtMs: shop.nowMs() + refreshTokenSeconds * 1_000,
    replaces,
    firstUsedAtMs: null,
    isRetired: false,
  };
  shop.installation.refreshTokens.set(refreshToken.token, refreshToken);
  return issue(shop, shop.environment.offlineTokenSeconds, refreshToken, false);
}

function issue(
  shop: ShopState,
  expiresInSeconds: number | null,
  refreshToken: RefreshToken | null,
  isOnline: boolean,
): IssuedTokens {
  const nowMs = shop.nowMs();
  const { accessTokens, scopes } = shop.installation;
  if (!isOnline && shop.environment.fidelity.replacedAccessToken === "revoked") {
    for (const former of accessTokens.values()) if (!former.isOnline) accessTokens.delete(former.token);
  }
  const accessToken: AccessToken = {
    token: `${isOnline ? "shpua" : "shpat"}_${randomBytes(16).toString("hex")}`,
    scopes,
    issuedAtMs: nowMs,
    expiresAtMs: expiresInSeconds === null ? null : nowMs + expiresInSeconds * 1_000,
    isOnline,
    refreshToken: refreshToken?.token ?? null,
  };
  accessTokens.set(accessToken.token, accessToken);
  return {
    accessToken: accessToken.token,
    scopes: accessToken.scopes,
    expiresInSeconds,
    refreshToken: accessToken.refreshToken,
    refreshTokenExpiresInSeconds: refreshToken ? refreshTokenSeconds : null,
  };
}
