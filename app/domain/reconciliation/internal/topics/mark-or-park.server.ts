import type { Runtime } from "#app/domain/context.ts";
import { PARKED_AT_MOST_MS } from "../../delivery-states.ts";
import { isUploading } from "../is-uploading.server.ts";
import { early, handled, unlinked, type StoreNews, type Verdict } from "./topic-handler.ts";

type Marked = "gone" | "held-back" | "unchanged" | "not-linked";

/**
 * Calls gone what was deleted in the shop. What an upload has just made there may be deleted before the upload has committed
 * that it is ours: the news wait for that.
 */
export async function markOrPark(
  runtime: Runtime,
  { store, receivedAt }: StoreNews,
  mark: () => Promise<Marked>,
): Promise<Verdict> {
  const first = await mark();
  if (first !== "not-linked") return handled(first);
  if (receivedAt.getTime() <= runtime.clock.now().getTime() - PARKED_AT_MOST_MS) return unlinked(first);
  if (await isUploading(runtime.db, store.id)) return early;
  // What was on its way at the first look may have been committed before the second question.
  const second = await mark();
  return second === "not-linked" ? unlinked(second) : handled(second);
}
