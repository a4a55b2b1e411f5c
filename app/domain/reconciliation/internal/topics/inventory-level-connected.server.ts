import { recordDisconnection, recordReconnection } from "#app/domain/inventory/levels/record-connection.server.ts";
import { readLevelPayload } from "../../webhook-payloads.ts";
import { inventoryLevelChanged } from "./inventory-level-changed.server.ts";
import { handled, ignored, ofStore, unlinked, unreadable, type TopicHandler } from "./topic-handler.ts";

/** inventory_levels/disconnect: an item that somebody took off a location. It is not stocked there again by itself. */
export const inventoryLevelDisconnected = ofStore(async (runtime, { store, payload, triggeredAt }) => {
  const level = readLevelPayload(payload);
  if (level === null) return unreadable;
  const { shopifyInventoryItemId, locationId, updatedAt } = level;
  const where = { storeId: store.id, shopifyInventoryItemId };
  const link = await runtime.db.variantLink.findFirst({ where, select: { variantId: true } });
  if (!link) return unlinked("not-linked");
  const outcome = await recordDisconnection(runtime, {
    storeId: store.id,
    inventoryItemId: shopifyInventoryItemId,
    locationId,
    at: updatedAt ?? triggeredAt,
  });
  if (outcome === "unknown") return ignored("never-compared");
  return handled(outcome === "older" ? "stale" : outcome === "held" ? "held" : "location-kept");
});

/** inventory_levels/connect: an item that is stocked at a location, for the first time or again. */
export const inventoryLevelConnected: TopicHandler = async (runtime, news) => {
  const level = readLevelPayload(news.payload);
  if (level === null || news.store === null) return inventoryLevelChanged(runtime, news);
  const isBack = await recordReconnection(runtime, {
    storeId: news.store.id,
    inventoryItemId: level.shopifyInventoryItemId,
    locationId: level.locationId,
    at: level.updatedAt ?? news.triggeredAt,
  });
  return isBack ? handled("stocked-again") : inventoryLevelChanged(runtime, news);
};
