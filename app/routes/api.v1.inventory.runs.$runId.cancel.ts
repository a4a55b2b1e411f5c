import { cancelStockSync } from "#app/domain/inventory/cancel-stock-sync.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { cancelStockSync as operation } from "#app/http/api/operations/inventory-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params }) => {
    await cancelStockSync(ctx, params);
    return getStockRun(ctx, params.runId);
  }),
);
export const action = loader;
