import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { releaseBrake } from "#app/domain/inventory/release-brake.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { releaseStockRun } from "#app/http/api/operations/inventory-operations.ts";

export const loader = apiRoute(
  answers(releaseStockRun, async ({ ctx, params }) => {
    await releaseBrake(ctx, params);
    return getStockRun(ctx, params.runId);
  }),
);
export const action = loader;
