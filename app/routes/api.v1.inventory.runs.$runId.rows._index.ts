import { listStockRows } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listStockRows as operation } from "#app/http/api/operations/inventory-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { runId }, query }) => {
    const { status } = query;
    const rows = await listStockRows(
      ctx,
      { runId, statuses: status && [status] },
      toPageRequest({ after: query.cursor }, query.limit),
    );
    return viewPage(rows, (row) => row);
  }),
);
export const action = loader;
