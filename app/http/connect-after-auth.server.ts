import type { Session } from "@shopify/shopify-api";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { getRuntime } from "./runtime.server.ts";

/** What happens after Shopify gave the app a token. Shopify's library drops whatever this throws, so it is logged here. */
export async function connectAfterAuth({ shop, accessToken }: Session): Promise<void> {
  if (!accessToken) return;
  const runtime = await getRuntime();
  try {
    const outcome = await connectStore(runtime, { shopDomain: shop, accessToken });
    if (outcome === "reconnected") runtime.log.info({ shopDomain: shop }, "A store was connected again.");
  } catch (error) {
    runtime.log.error({ err: error, shopDomain: shop }, "A store could not be connected.");
    throw error;
  }
}
