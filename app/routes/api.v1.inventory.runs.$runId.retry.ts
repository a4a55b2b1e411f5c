import { retryStockRows } from "#app/domain/inventory/retry-stock-rows.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { retryStockRows as operation } from "#app/http/api/operations/inventory-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { runId }, body: { rowIds } }) =>
    retryStockRows(ctx, { runId, ...(rowIds === undefined ? {} : { rowIds: rowIds.map(BigInt) }) }),
  ),
);
export const action = loader;
