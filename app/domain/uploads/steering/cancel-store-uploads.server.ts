import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { logBatchChanges } from "../log-batch-changes.server.ts";
import { endRows } from "../internal/settling/end-rows.server.ts";

const SLICE_GROUPS = 1_000;

/** In the order of an index of what waits: any other way would read all that waits for every slice. */
const CLAIM_ORDER = [{ batchId: "asc" }, { dueAt: "asc" }, { id: "asc" }] as const;

export interface CancelStoreUploadsOptions {
  /** How much is done at most; what is left is found by the sweep. */
  slices?: number;
  signal?: AbortSignal;
}

/**
 * Cancels what is under way or waits for a store that has left, a slice per transaction; nothing for a store that has
 * not. A worker in the middle of a call finds its claim gone when it wants to commit.
 */
export async function cancelStoreUploads(
  runtime: Runtime,
  storeId: string,
  { slices = Infinity, signal }: CancelStoreUploadsOptions = {},
): Promise<void> {
  // What is under way comes first: given back in between, it is found among what waits. The other way round it is missed.
  for (const from of ["PROCESSING", "PENDING"] as const) {
    for (let slice = 0; slice < slices; slice += 1) {
      if (signal?.aborted) return;
      if ((await cancelSlice(runtime, storeId, from)) < SLICE_GROUPS) break;
    }
  }
}

async function cancelSlice(runtime: Runtime, storeId: string, from: "PROCESSING" | "PENDING"): Promise<number> {
  const { count, changes } = await inTransaction(runtime.db, async (tx) => {
    // A store that comes back waits for the slice, and no slice begins after it.
    const left = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM stores WHERE id = ${storeId}::uuid AND status = 'UNINSTALLED' FOR SHARE`;
    if (left.length === 0) return { count: 0, changes: [] };
    const groups = await tx.uploadGroup.findMany({
      where: { storeId, status: from },
      select: { id: true },
      orderBy: [...CLAIM_ORDER],
      take: SLICE_GROUPS,
    });
    const groupIds = groups.map((group) => group.id);
    return { count: groups.length, changes: await endRows(tx, { groupIds, from, to: "CANCELLED" }) };
  });
  logBatchChanges(runtime.log, changes);
  return count;
}
