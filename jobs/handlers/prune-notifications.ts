import { pruneLiveChanges } from "#app/domain/live/prune-live-changes.server.ts";
import { pruneNotifications as prune } from "#app/domain/notifications/prune-notifications.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { pruneNotifications } from "#jobs/contracts/notifications.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handlePruneNotifications: Handler<typeof pruneNotifications> = async (runtime, _payload, signal) => {
  const { NOTIFICATIONS_KEPT_DAYS: keptDays } = readEnv(["NOTIFICATIONS_KEPT_DAYS"]);
  await prune(runtime, { keptDays }, signal);
  await pruneLiveChanges(runtime);
  return done;
};
