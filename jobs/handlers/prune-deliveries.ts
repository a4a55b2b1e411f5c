import { pruneDeliveries as prune } from "#app/domain/reconciliation/prune-deliveries.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { pruneDeliveries } from "#jobs/contracts/webhooks.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handlePruneDeliveries: Handler<typeof pruneDeliveries> = async (runtime, _payload, signal) => {
  const { WEBHOOK_DELIVERIES_KEPT_DAYS: keptDays } = readEnv(["WEBHOOK_DELIVERIES_KEPT_DAYS"]);
  await prune(runtime, { keptDays }, signal);
  return done;
};
