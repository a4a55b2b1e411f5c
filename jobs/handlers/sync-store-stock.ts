import { runStockSync } from "#app/domain/inventory/run-stock-sync.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSyncStoreStock: Handler<typeof syncStoreStock> = async (runtime, { storeId }, signal) => {
  const outcome = await runStockSync(runtime, { storeId }, signal);
  if (outcome === "hand-over" || outcome === "stopped") {
    await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, syncStoreStock, { storeId }));
  }
  return done;
};
