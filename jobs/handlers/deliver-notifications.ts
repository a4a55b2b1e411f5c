import { deliverDue } from "#app/domain/notifications/deliveries/deliver-due.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { openSenders } from "#app/platform/outbound/senders.server.ts";
import { deliverNotifications as contract } from "#jobs/contracts/notifications.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleDeliverNotifications: Handler<typeof contract> = async (runtime, { organizationId }, signal) => {
  const env = readEnv(["SMTP_URL", "MAIL_FROM", "NOTIFICATION_TRUSTED_HOSTS"]);
  const senders = openSenders({
    smtpUrl: env.SMTP_URL,
    from: env.MAIL_FROM,
    trustedHosts: env.NOTIFICATION_TRUSTED_HOSTS,
  });
  const outcome = await deliverDue(runtime, { organizationId, senders }, signal);
  if (outcome === "more") {
    await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, contract, { organizationId }));
  }
  return done;
};
