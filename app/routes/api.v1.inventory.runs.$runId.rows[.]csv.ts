import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { ApiFile } from "#app/http/api/api-file.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { exportStockRows } from "#app/http/api/operations/inventory-operations.ts";
import { stockRowLines } from "#app/http/api/stock-row-lines.server.ts";

export const loader = apiRoute(
  answers(exportStockRows, async ({ ctx, params: { runId }, query: { status } }) => {
    await getStockRun(ctx, runId);
    const lines = stockRowLines(ctx, { runId, statuses: status && [status] });
    return new ApiFile({ name: `stock-sync-${runId}.csv`, type: "text/csv", lines });
  }),
);
export const action = loader;
