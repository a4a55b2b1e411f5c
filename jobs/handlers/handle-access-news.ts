import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { handleAccessNews as contract } from "#jobs/contracts/webhooks.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleAccessNews: Handler<typeof contract> = async (runtime, { shopDomain }, signal) => {
  const outcome = await handleDeliveries(runtime, { shopDomain, topics: "access" }, signal);
  if (outcome === "stopped") {
    await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, contract, { shopDomain }));
  }
  return done;
};
