import { sweepReconciliations as sweep } from "#app/domain/reconciliation/runs/sweep-reconciliations.server.ts";
import type { sweepReconciliations } from "#jobs/contracts/reconciliation.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handleSweepReconciliations: Handler<typeof sweepReconciliations> = async (runtime) => {
  runtime.log.debug(await sweep(runtime), "Reconciliations were swept.");
  return done;
};
