import { wakeWaitingDeliveries } from "#app/domain/reconciliation/wake-waiting-deliveries.server.ts";
import type { sweepInbox } from "#jobs/contracts/webhooks.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSweepInbox: Handler<typeof sweepInbox> = async (runtime) => {
  runtime.log.debug({ shopsWoken: await wakeWaitingDeliveries(runtime) }, "The inbox was swept.");
  return done;
};
