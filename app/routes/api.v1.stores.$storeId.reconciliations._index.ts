import { z } from "zod";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { getRun, listRuns } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { apiAction, apiLoader } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import {
  apiPageParams,
  parseJson,
  parseParams,
  parseSearchParams,
  toPageRequest,
} from "#app/http/parse-input.server.ts";

const path = z.object({ storeId: z.uuid() });
const search = z.strictObject(apiPageParams("uuid"));
const body = z.strictObject({ kind: z.enum(["RECONCILE", "ADOPT"]).default("RECONCILE") });

/** The runs that compared a store with its shop, newest first. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const { cursor, limit } = parseSearchParams(request, search);
  const runs = await listRuns(ctx, parseParams(params, path), toPageRequest({ after: cursor }, limit));
  return viewPage(runs, (run) => run);
});

/** Starts a run, or answers with the one that is under way. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, path);
  const { runId } = await requestReconciliation(ctx, { storeId, ...(await parseJson(request, body)) });
  return getRun(ctx, { storeId, runId });
}, 202);
