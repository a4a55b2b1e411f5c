import { getRun } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readReconciliation } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(answers(readReconciliation, async ({ ctx, params }) => getRun(ctx, params)));
export const action = loader;
