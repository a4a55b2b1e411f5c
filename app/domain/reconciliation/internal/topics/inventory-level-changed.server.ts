import { recordShopQuantity } from "#app/domain/inventory/levels/record-shop-quantity.server.ts";
import { readLevelPayload } from "../../webhook-payloads.ts";
import { handled, ignored, ofStore, unlinked, unreadable } from "./topic-handler.ts";

/** inventory_levels/update, and connect of what was not taken off before: what is available of a linked variant at a location. */
export const inventoryLevelChanged = ofStore(async (runtime, { store, payload, triggeredAt }) => {
  const level = readLevelPayload(payload);
  if (level === null) return unreadable;
  const { shopifyInventoryItemId, locationId, available, updatedAt } = level;
  const where = { storeId: store.id, shopifyInventoryItemId };
  const link = await runtime.db.variantLink.findFirst({ where, select: { variantId: true } });
  if (!link) return unlinked("not-linked");
  // Not counted: the next sync finds that out when it needs the level.
  if (available === null) return ignored("no-quantity");
  const outcome = await recordShopQuantity(runtime, {
    storeId: store.id,
    inventoryItemId: shopifyInventoryItemId,
    locationId,
    available,
    updatedAt: updatedAt ?? triggeredAt,
  });
  if (outcome === "unknown") return ignored("never-compared");
  return handled(outcome === "older" ? "stale" : outcome);
});
