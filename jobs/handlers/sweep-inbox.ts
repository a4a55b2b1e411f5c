import { wakeOpenRedactions } from "#app/domain/privacy/wake-open-redactions.server.ts";
import { wakeWaitingDeliveries } from "#app/domain/reconciliation/wake-waiting-deliveries.server.ts";
import type { sweepInbox } from "#jobs/contracts/webhooks.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSweepInbox: Handler<typeof sweepInbox> = async (runtime) => {
  const shopsWoken = await wakeWaitingDeliveries(runtime);
  const redactionsWoken = await wakeOpenRedactions(runtime);
  runtime.log.debug({ shopsWoken, redactionsWoken }, "The inbox was swept.");
  return done;
};
