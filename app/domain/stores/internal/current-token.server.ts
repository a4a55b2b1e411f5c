import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { StoreUnavailableError } from "#app/shopify/errors.ts";
import { StoreReconnectRequiredError, TokenRefreshFailedError } from "../store-errors.ts";
import { findOfflineToken, offlineSessionId, type OfflineToken } from "./offline-token.server.ts";
import { holdRefreshLease, LEASE_MS, takeRefreshLease, type RefreshLease } from "./refresh-lease.server.ts";
import { requestTokenRefresh, type TokenGrant } from "./request-token-refresh.server.ts";
import { requireReconnect } from "./require-reconnect.server.ts";

/** The same as the library that serves the pages, so that both find the same token due. */
const DUE_BEFORE_EXPIRY_MS = 5 * 60 * 1000;
/** A token with less life than this is not used for a call that may take a while. */
const USABLE_UNTIL_EXPIRY_MS = 10_000;
const LOOK_AGAIN_MS = 200;
const PAUSE_AFTER_FAILURE_MS = 2_000;

const lifeLeftMs = (runtime: Runtime, token: OfflineToken): number =>
  token.expiresAt === null ? Number.POSITIVE_INFINITY : token.expiresAt.getTime() - runtime.clock.now().getTime();

/** Five minutes before the end, but a token of a short life is not due at once. */
const untilDueMs = (lifeMs: number): number =>
  Number.isFinite(lifeMs) && lifeMs > 0 ? lifeMs - Math.min(DUE_BEFORE_EXPIRY_MS, lifeMs / 2) : 0;

/** Whether the token needs no thought yet. */
export const isFresh = (runtime: Runtime, token: OfflineToken): boolean =>
  lifeLeftMs(runtime, token) > DUE_BEFORE_EXPIRY_MS;

const isUsable = (runtime: Runtime, token: OfflineToken): boolean =>
  lifeLeftMs(runtime, token) > USABLE_UNTIL_EXPIRY_MS;

/**
 * A token that opens the shop now. One that is due is refreshed once by whoever gets the lease, whatever number of
 * processes ask; the others go on with the old one while it lasts, and wait for the new one after. No transaction is
 * open during the call to Shopify.
 * @throws {StoreReconnectRequiredError} when there is none and only a person can bring one.
 * @throws {TokenRefreshFailedError} when Shopify gave none just now, {StoreUnavailableError} when it says why.
 */
export async function currentToken(runtime: Runtime, shopDomain: string): Promise<OfflineToken> {
  const givesUpAt = runtime.clock.now().getTime() + LEASE_MS + PAUSE_AFTER_FAILURE_MS;
  for (;;) {
    const token = await findOfflineToken(runtime, shopDomain);
    if (!token) throw new StoreReconnectRequiredError(shopDomain);
    if (isFresh(runtime, token)) return token;
    if (token.refreshToken === null && isUsable(runtime, token)) return token;
    const lease = await takeRefreshLease(runtime, shopDomain, { isTokenUsable: isUsable(runtime, token) });
    if (lease) {
      const refreshed = await refreshUnder(runtime, lease, token);
      if (refreshed) return refreshed;
    } else if (isUsable(runtime, token)) {
      return token;
    } else if (runtime.clock.now().getTime() >= givesUpAt) {
      throw new TokenRefreshFailedError(shopDomain);
    } else {
      await runtime.clock.sleep(LOOK_AGAIN_MS);
    }
  }
}

/** Returns null when the stored token is another one than was seen: then look again. */
async function refreshUnder(runtime: Runtime, lease: RefreshLease, seen: OfflineToken): Promise<OfflineToken | null> {
  const { shopDomain } = lease;
  const giveBack = (afterMs: number) =>
    holdRefreshLease(runtime.db, lease, new Date(runtime.clock.now().getTime() + afterMs));
  const stored = await findOfflineToken(runtime, shopDomain);
  if (stored?.sealed !== seen.sealed) {
    await giveBack(stored ? untilDueMs(lifeLeftMs(runtime, stored)) : 0);
    return null;
  }
  if (seen.refreshToken === null) {
    await requireReconnect(runtime, { shopDomain, sealed: seen.sealed });
    throw new StoreReconnectRequiredError(shopDomain);
  }
  const answer = await requestTokenRefresh(runtime, shopDomain, seen.refreshToken);
  if (answer.kind === "granted") return keepGrant(runtime, lease, seen, answer.grant);
  if (answer.kind === "refused") {
    await giveBack(0);
    // Another grant (the app was opened in the admin) retires a refresh token; its token is in the table then.
    if ((await findOfflineToken(runtime, shopDomain))?.sealed !== seen.sealed) return null;
    runtime.log.warn({ shopDomain, reason: answer.reason }, "Shopify refused to refresh a token.");
    await requireReconnect(runtime, { shopDomain, sealed: seen.sealed });
    throw new StoreReconnectRequiredError(shopDomain);
  }
  await giveBack(PAUSE_AFTER_FAILURE_MS);
  runtime.log.warn({ shopDomain, err: answer.cause }, "A token could not be refreshed.");
  if (isUsable(runtime, seen)) return seen;
  if (answer.cause instanceof StoreUnavailableError) throw answer.cause;
  throw new TokenRefreshFailedError(shopDomain, answer.cause);
}

async function keepGrant(
  runtime: Runtime,
  lease: RefreshLease,
  seen: OfflineToken,
  grant: TokenGrant,
): Promise<OfflineToken | null> {
  const id = offlineSessionId(lease.shopDomain);
  const now = runtime.clock.now().getTime();
  const lifetimeMs = grant.expires_in * 1000;
  const dueAt = new Date(now + untilDueMs(lifetimeMs));
  const kept: OfflineToken = {
    accessToken: grant.access_token,
    expiresAt: new Date(now + lifetimeMs),
    refreshToken: grant.refresh_token ?? seen.refreshToken,
    sealed: runtime.encryption.encrypt(grant.access_token, id),
  };
  return inTransaction(runtime.db, async (tx) => {
    if (!(await holdRefreshLease(tx, lease, dueAt))) return null;
    const { count } = await tx.session.updateMany({
      where: { id, accessToken: seen.sealed },
      data: {
        accessToken: kept.sealed,
        expires: kept.expiresAt,
        refreshToken: kept.refreshToken === null ? null : runtime.encryption.encrypt(kept.refreshToken, id),
        refreshTokenExpires: new Date(now + grant.refresh_token_expires_in * 1000),
        ...(grant.scope === undefined ? {} : { scope: grant.scope }),
      },
    });
    return count === 1 ? kept : null;
  });
}
