import type { Tx } from "#app/platform/db.server.ts";
import { endRows } from "./internal/end-rows.server.ts";

/**
 * Cancels everything that is waiting or under way for a store that has left, in the caller's transaction. A worker in
 * the middle of a call finds its claim gone when it wants to commit. Returns the rows that were cancelled.
 */
export async function cancelStoreUploads(tx: Tx, storeId: string): Promise<number> {
  let cancelled = 0;
  for (const from of ["PENDING", "PROCESSING"] as const) {
    const groups = await tx.uploadGroup.findMany({ where: { storeId, status: from }, select: { id: true } });
    cancelled += await endRows(tx, { groupIds: groups.map((group) => group.id), from, to: "CANCELLED" });
  }
  return cancelled;
}
