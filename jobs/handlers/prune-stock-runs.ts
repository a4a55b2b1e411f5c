import { pruneStockRuns as prune } from "#app/domain/inventory/sweeping/prune-stock-runs.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import type { pruneStockRuns } from "#jobs/contracts/inventory.ts";
import type { Handler } from "#jobs/runtime/handler.ts";
import { done } from "#jobs/runtime/outcome.ts";

export const handlePruneStockRuns: Handler<typeof pruneStockRuns> = async (runtime, _payload, signal) => {
  const { STOCK_ROWS_KEPT_DAYS: rowsKeptDays, STOCK_RUNS_KEPT_DAYS: runsKeptDays } = readEnv([
    "STOCK_ROWS_KEPT_DAYS",
    "STOCK_RUNS_KEPT_DAYS",
  ]);
  await prune(runtime, { rowsKeptDays, runsKeptDays }, signal);
  return done;
};
