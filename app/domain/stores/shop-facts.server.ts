import type { AdminClient } from "#app/shopify/client.server.ts";
import { SHOP_FACTS } from "#app/shopify/operations/shop.ts";

/** What the app keeps about a shop. */
export interface ShopFacts {
  name: string;
  currencyCode: string;
  ianaTimezone: string;
  primaryLocationId: string | null;
}

const TIMEOUT_MS = 8_000;

/**
 * Asks the shop for its facts. The primary location is the first active one that fulfils online orders: the API marks none.
 * @throws {ShopifyError} as every call to Shopify.
 */
export async function readShopFacts(client: AdminClient): Promise<ShopFacts> {
  const { data } = await client.request(SHOP_FACTS, { variables: {}, timeoutMs: TIMEOUT_MS });
  const active = data.locations.nodes.filter((location) => location.isActive);
  const primary = active.find((location) => location.fulfillsOnlineOrders) ?? active[0];
  return {
    name: data.shop.name,
    currencyCode: data.shop.currencyCode,
    ianaTimezone: data.shop.ianaTimezone,
    primaryLocationId: primary?.id ?? null,
  };
}
