import { readLevelPayload } from "../../webhook-payloads.ts";
import { ignored, ofStore, unlinked, unreadable } from "./topic-handler.ts";

/** inventory_levels/update, connect and disconnect: what is available of a linked variant at a location. */
export const inventoryLevelChanged = ofStore(async (runtime, { store, payload }) => {
  const level = readLevelPayload(payload);
  if (level === null) return unreadable;
  const { shopifyInventoryItemId } = level;
  const where = { storeId: store.id, shopifyInventoryItemId };
  const link = await runtime.db.variantLink.findFirst({ where, select: { variantId: true } });
  return link ? ignored("stock-not-kept") : unlinked("not-linked");
});
