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
export const accessTokenSeconds = 60 * 60;
const refreshTokenSeconds = 90 * 24 * 60 * 60;
const onlineTokenSeconds = 24 * 60 * 60;

/** Issues an offline token by a new grant. A shop has one current refresh token: the ones before it are retired. */
export function issueOfflineTokens(shop: ShopState, isExpiring: boolean): IssuedTokens {
  for (const known of shop.installation.refreshTokens.values()) known.isRetired = true;
  return isExpiring ? issueExpiring(shop, null) : issue(shop, null, null, false);
}

export function issueOnlineToken(shop: ShopState): IssuedTokens {
  return issue(shop, onlineTokenSeconds, null, true);
}

/**
 * Answers a refresh. The refresh token that was sent stays usable until the new tokens are used; a retired, expired
 * or unknown one gets null. Shopify: changelog "More resilient refreshes" (2026-08-28).
 */
export function refreshTokens(shop: ShopState, refreshToken: string): IssuedTokens | null {
  const known = shop.installation.refreshTokens.get(refreshToken);
  if (!known || known.isRetired || known.expiresAtMs <= shop.nowMs()) return null;
  markUsed(shop, known);
  shop.installation.refreshCount += 1;
  return issueExpiring(shop, refreshToken);
}

/** The token behind a call of the Admin API, if it is good now. Its first use retires the refresh token before it. */
export function authorize(shop: ShopState, token: string | null): AccessToken | null {
  if (token === null || !shop.installation.isInstalled) return null;
  const known = shop.installation.accessTokens.get(token);
  if (!known) return null;
  if (known.expiresAtMs !== null && known.expiresAtMs <= shop.nowMs()) {
    shop.installation.accessTokens.delete(token);
    return null;
  }
  if (known.refreshToken !== null) {
    const refresh = shop.installation.refreshTokens.get(known.refreshToken);
    if (refresh) markUsed(shop, refresh);
  }
  return known;
}

function markUsed(shop: ShopState, used: RefreshToken): void {
  const before = used.replaces === null ? null : shop.installation.refreshTokens.get(used.replaces);
  if (before) before.isRetired = true;
}

function issueExpiring(shop: ShopState, replaces: string | null): IssuedTokens {
  const refreshToken: RefreshToken = {
    token: `shprt_${randomBytes(16).toString("hex")}`,
    expiresAtMs: shop.nowMs() + refreshTokenSeconds * 1_000,
    replaces,
    isRetired: false,
  };
  shop.installation.refreshTokens.set(refreshToken.token, refreshToken);
  return issue(shop, accessTokenSeconds, refreshToken, false);
}

function issue(
  shop: ShopState,
  expiresInSeconds: number | null,
  refreshToken: RefreshToken | null,
  isOnline: boolean,
): IssuedTokens {
  const nowMs = shop.nowMs();
  const accessToken: AccessToken = {
    token: `${isOnline ? "shpua" : "shpat"}_${randomBytes(16).toString("hex")}`,
    scopes: shop.installation.scopes,
    issuedAtMs: nowMs,
    expiresAtMs: expiresInSeconds === null ? null : nowMs + expiresInSeconds * 1_000,
    isOnline,
    refreshToken: refreshToken?.token ?? null,
  };
  shop.installation.accessTokens.set(accessToken.token, accessToken);
  return {
    accessToken: accessToken.token,
    scopes: accessToken.scopes,
    expiresInSeconds,
    refreshToken: accessToken.refreshToken,
    refreshTokenExpiresInSeconds: refreshToken ? refreshTokenSeconds : null,
  };
}
