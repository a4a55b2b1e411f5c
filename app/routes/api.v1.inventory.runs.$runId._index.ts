import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readStockRun } from "#app/http/api/operations/inventory-operations.ts";

export const loader = apiRoute(answers(readStockRun, async ({ ctx, params }) => getStockRun(ctx, params.runId)));
export const action = loader;
