import { getStockRun, listStockRuns } from "#app/domain/inventory/queries/run-queries.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import {
  listStockRuns as operation,
  requestStockSync as request,
} from "#app/http/api/operations/inventory-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, query }) => {
    const { storeId, kind, status } = query;
    const filter = { storeId, kinds: kind && [kind], statuses: status && [status] };
    return viewPage(
      await listStockRuns(ctx, filter, toPageRequest({ after: query.cursor }, query.limit)),
      (run) => run,
    );
  }),
  answers(request, async ({ ctx, body }) => {
    const { runId } = await requestStockSync(ctx, body);
    return getStockRun(ctx, runId);
  }),
);
export const action = loader;
