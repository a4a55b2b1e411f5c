import { reconcileStore as reconcile } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { reconcileStore } from "#jobs/contracts/reconciliation.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleReconcileStore: Handler<typeof reconcileStore> = async (runtime, { storeId }, signal) => {
  const outcome = await reconcile(runtime, { storeId }, signal);
  if (outcome === "stopped") {
    await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, reconcileStore, { storeId }));
  }
  return done;
};
