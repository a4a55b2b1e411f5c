import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";

/** Wakes every store for which something of the batch is left. */
export async function wakeBatchStores(tx: Tx, { queue }: Pick<Runtime, "queue">, batchId: string): Promise<void> {
  const parts = await tx.uploadBatchStore.findMany({
    where: { batchId, groupsOpen: { gt: 0 } },
    select: { storeId: true },
    orderBy: { storeId: "asc" },
  });
  for (const { storeId } of parts) await queue.send(tx, drainStore, { storeId });
}
