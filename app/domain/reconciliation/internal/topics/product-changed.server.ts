import type { Runtime } from "#app/domain/context.ts";
import { PARKED_AT_MOST_MS } from "../../delivery-states.ts";
import { readProductPayload, type ProductPayload } from "../../webhook-payloads.ts";
import { isUploading } from "../is-uploading.server.ts";
import { reconcileProduct } from "../reconcile-product.server.ts";
import { early, handled, ofStore, unlinked, unreadable, type StoreNews, type Verdict } from "./topic-handler.ts";

/** products/create and products/update: handle, variant ids and inventory item ids of a linked product follow the shop. */
export const productChanged = ofStore(async (runtime, news) => {
  const product = readProductPayload(news.payload);
  if (product === null) return unreadable;
  const verdict = await reconcile(runtime, news, product);
  if (verdict.state !== "UNLINKED" || !isYoung(runtime, news, product)) return verdict;
  if (await isUploading(runtime.db, news.store.id)) return early;
  // What was on its way at the first look may have been committed before the second question.
  return reconcile(runtime, news, product);
});

async function reconcile(runtime: Runtime, { store }: StoreNews, product: ProductPayload): Promise<Verdict> {
  const { outcome, edited } = await reconcileProduct(runtime, { storeId: store.id, product });
  if (outcome === "not-linked") return unlinked(outcome);
  return handled(outcome, edited.length > 0 ? `Edited in the shop: ${edited.join(", ")}.` : undefined);
}

/** Whether the product was made so lately that the upload that made it may not have committed its link. */
function isYoung(runtime: Runtime, { receivedAt }: StoreNews, { createdAt }: ProductPayload): boolean {
  const sinceMs = runtime.clock.now().getTime() - PARKED_AT_MOST_MS;
  return receivedAt.getTime() > sinceMs && (createdAt === null || createdAt.getTime() > sinceMs);
}
