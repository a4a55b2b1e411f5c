import { readIdOf } from "../../webhook-payloads.ts";
import { markItemGone } from "../mark-item-gone.server.ts";
import { markOrPark } from "./mark-or-park.server.ts";
import { ofStore, unreadable } from "./topic-handler.ts";

/** inventory_items/delete: the variant that had the item is gone, and its next upload makes it anew. */
export const inventoryItemDeleted = ofStore(async (runtime, news) => {
  const shopifyInventoryItemId = readIdOf("InventoryItem", news.payload);
  if (shopifyInventoryItemId === null) return unreadable;
  const { store, triggeredAt: deletedAt } = news;
  return markOrPark(runtime, news, () =>
    markItemGone(runtime, { storeId: store.id, shopifyInventoryItemId, deletedAt }),
  );
});
