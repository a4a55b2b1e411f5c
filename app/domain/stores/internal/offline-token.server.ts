import type { Runtime } from "#app/domain/context.ts";

/** The app's token for a shop, as last stored by whichever process got it. */
export interface OfflineToken {
  accessToken: string;
  /** Null when Shopify gave no time: then only a refusal tells. */
  expiresAt: Date | null;
  refreshToken: string | null;
  /** The ciphertext of the access token; it changes whenever a token is stored. */
  sealed: string;
}

/** Shopify: `session-utils.ts` of shopify-api names offline sessions like this. */
export const offlineSessionId = (shopDomain: string): string => `offline_${shopDomain}`;

/** Returns null when the shop has no token, or one that cannot be opened. */
export async function findOfflineToken(runtime: Runtime, shopDomain: string): Promise<OfflineToken | null> {
  const id = offlineSessionId(shopDomain);
  const row = await runtime.db.session.findUnique({
    where: { id },
    select: { accessToken: true, expires: true, refreshToken: true },
  });
  if (!row || row.accessToken === "") return null;
  try {
    return {
      accessToken: runtime.encryption.decrypt(row.accessToken, id),
      expiresAt: row.expires,
      refreshToken: row.refreshToken ? runtime.encryption.decrypt(row.refreshToken, id) : null,
      sealed: row.accessToken,
    };
  } catch (error) {
    runtime.log.error({ err: error, shopDomain }, "The tokens of a shop could not be opened.");
    return null;
  }
}
