import { wakeParkedDeliveries } from "#app/domain/reconciliation/wake-waiting-deliveries.server.ts";
import { drainStore as drain } from "#app/domain/uploads/drain-store.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleDrainStore: Handler<typeof drainStore> = async (runtime, { storeId }, signal) => {
  const outcome = await drain(runtime, { storeId }, signal);
  if (outcome === "hand-over" || outcome === "stopped") {
    await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, drainStore, { storeId }));
  }
  await wakeParkedDeliveries(runtime, storeId);
  return done;
};
