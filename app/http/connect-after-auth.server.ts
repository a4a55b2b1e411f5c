import type { Session } from "@shopify/shopify-api";
import type { Runtime } from "#app/domain/context.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";

/** What happens after Shopify gave the app a token. Shopify's library drops whatever this throws, so it is logged here. */
export async function connectAfterAuth(runtime: Runtime, { shop, accessToken }: Session): Promise<void> {
  if (!accessToken) return;
  try {
    const outcome = await connectStore(runtime, { shopDomain: shop, accessToken });
    if (outcome === "reconnected") runtime.log.info({ shopDomain: shop }, "A store was connected again.");
  } catch (error) {
    runtime.log.error({ err: error, shopDomain: shop }, "A store could not be connected.");
    throw error;
  }
}
