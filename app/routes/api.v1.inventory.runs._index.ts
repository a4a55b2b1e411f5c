import { z } from "zod";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { getStockRun, listStockRuns } from "#app/domain/inventory/queries/run-queries.server.ts";
import { runKinds, runStatuses } from "#app/domain/inventory/run-states.ts";
import { apiAction, apiLoader } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { stockSyncBody } from "#app/http/api/stock-bodies.ts";
import { apiPageParams, parseJson, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({
  storeId: z.uuid().optional(),
  kind: z.enum(runKinds).optional(),
  status: z.enum(runStatuses).optional(),
  ...apiPageParams("uuid"),
});

/** The stock syncs of the organization, newest first. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { storeId, kind, status, cursor, limit } = parseSearchParams(request, search);
  const filter = { storeId, kinds: kind && [kind], statuses: status && [status] };
  return viewPage(await listStockRuns(ctx, filter, toPageRequest({ after: cursor }, limit)), (run) => run);
});

/** Asks for a sync, or with `dryRun` for a report of what differs; answers with the run. */
export const action = apiAction(async ({ ctx, request }) => {
  const { runId } = await requestStockSync(ctx, await parseJson(request, stockSyncBody));
  return getStockRun(ctx, runId);
}, 202);
