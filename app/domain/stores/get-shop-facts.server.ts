import type { Runtime } from "#app/domain/context.ts";
import { createAdminClient } from "#app/shopify/client.server.ts";
import { StoreAccessError } from "#app/shopify/errors.ts";
import { currentToken } from "./internal/current-token.server.ts";
import { requireReconnect } from "./internal/require-reconnect.server.ts";
import { readShopFacts, type ShopFacts } from "./shop-facts.server.ts";

/**
 * The facts of a shop that has the app, whether it is a store yet or not. A token that the shop refuses is forgotten, so
 * that opening the app again brings a new one.
 * @throws {StoreReconnectRequiredError} without a token for it, {TokenRefreshFailedError}, {ShopifyError}.
 */
export async function getShopFacts(runtime: Runtime, shopDomain: string): Promise<ShopFacts> {
  const { accessToken, sealed } = await currentToken(runtime, shopDomain);
  try {
    return await readShopFacts(createAdminClient({ shopDomain, accessToken, fetch: runtime.fetch }));
  } catch (error) {
    if (error instanceof StoreAccessError) await requireReconnect(runtime, { shopDomain, sealed });
    throw error;
  }
}
