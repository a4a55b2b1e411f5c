import { closeDigests } from "#app/domain/notifications/digests/close-digests.server.ts";
import { wakeDue } from "#app/domain/notifications/deliveries/wake-due.server.ts";
import type { sweepNotifications } from "#jobs/contracts/notifications.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSweepNotifications: Handler<typeof sweepNotifications> = async (runtime, _payload, signal) => {
  const digestsWritten = await closeDigests(runtime, signal);
  const organizationsWoken = await wakeDue(runtime);
  runtime.log.debug({ digestsWritten, organizationsWoken }, "The messages that are due were looked for.");
  return done;
};
