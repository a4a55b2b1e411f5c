import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { getRun, listRuns } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import {
  listReconciliations,
  requestReconciliation as request,
} from "#app/http/api/operations/reconciliation-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listReconciliations, async ({ ctx, params, query }) =>
    viewPage(await listRuns(ctx, params, toPageRequest({ after: query.cursor }, query.limit)), (run) => run),
  ),
  answers(request, async ({ ctx, params: { storeId }, body }) => {
    const { runId } = await requestReconciliation(ctx, { storeId, ...body });
    return getRun(ctx, { storeId, runId });
  }),
);
export const action = loader;
