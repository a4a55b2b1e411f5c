import { readIdOf } from "../../webhook-payloads.ts";
import { markItemGone } from "../mark-item-gone.server.ts";
import { handled, ofStore, unlinked, unreadable } from "./topic-handler.ts";

/** inventory_items/delete: the variant that had the item is gone, and its next upload makes it anew. */
export const inventoryItemDeleted = ofStore(async (runtime, { store, payload, triggeredAt }) => {
  const shopifyInventoryItemId = readIdOf("InventoryItem", payload);
  if (shopifyInventoryItemId === null) return unreadable;
  const outcome = await markItemGone(runtime, { storeId: store.id, shopifyInventoryItemId, deletedAt: triggeredAt });
  return outcome === "not-linked" ? unlinked(outcome) : handled(outcome);
});
