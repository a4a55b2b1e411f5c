import { readDeletedProductId } from "../../webhook-payloads.ts";
import { markProductGone } from "../mark-product-gone.server.ts";
import { handled, ofStore, unlinked, unreadable } from "./topic-handler.ts";

/** products/delete: the link is gone, and the next upload makes the product anew. */
export const productDeleted = ofStore(async (runtime, { store, payload, triggeredAt }) => {
  const shopifyProductId = readDeletedProductId(payload);
  if (shopifyProductId === null) return unreadable;
  const outcome = await markProductGone(runtime, { storeId: store.id, shopifyProductId, deletedAt: triggeredAt });
  return outcome === "not-linked" ? unlinked(outcome) : handled(outcome);
});
