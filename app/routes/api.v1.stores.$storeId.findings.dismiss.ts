import { dismissFindings } from "#app/domain/reconciliation/runs/settle-findings.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { dismissFindings as operation } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { storeId }, body: { ids } }) => ({
    dismissed: await dismissFindings(ctx, { storeId, findingIds: ids }),
  })),
);
export const action = loader;
