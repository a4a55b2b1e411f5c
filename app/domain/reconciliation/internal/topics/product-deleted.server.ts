import { readDeletedProductId } from "../../webhook-payloads.ts";
import { markProductGone } from "../mark-product-gone.server.ts";
import { markOrPark } from "./mark-or-park.server.ts";
import { ofStore, unreadable } from "./topic-handler.ts";

/** products/delete: the link is gone, and the next upload makes the product anew. */
export const productDeleted = ofStore(async (runtime, news) => {
  const shopifyProductId = readDeletedProductId(news.payload);
  if (shopifyProductId === null) return unreadable;
  const { store, triggeredAt: deletedAt } = news;
  return markOrPark(runtime, news, () => markProductGone(runtime, { storeId: store.id, shopifyProductId, deletedAt }));
});
