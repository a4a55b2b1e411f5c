import { readIdOf } from "../../webhook-payloads.ts";
import { handled, ofStore, unlinked, unreadable } from "./topic-handler.ts";

/** inventory_items/update: of an item the app keeps the id alone, and that stays. */
export const inventoryItemChanged = ofStore(async (runtime, { store, payload }) => {
  const shopifyInventoryItemId = readIdOf("InventoryItem", payload);
  if (shopifyInventoryItemId === null) return unreadable;
  const where = { storeId: store.id, shopifyInventoryItemId };
  const link = await runtime.db.variantLink.findFirst({ where, select: { variantId: true } });
  return link ? handled("unchanged") : unlinked("not-linked");
});
