import { listFindings } from "#app/domain/reconciliation/runs/finding-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listFindings as operation } from "#app/http/api/operations/reconciliation-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { storeId }, query: { cursor, limit, ...filter } }) => {
    const findings = await listFindings(ctx, { storeId, ...filter }, toPageRequest({ after: cursor }, limit));
    return viewPage(findings, (finding) => finding);
  }),
);
export const action = loader;
