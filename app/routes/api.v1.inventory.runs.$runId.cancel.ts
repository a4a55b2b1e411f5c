import { z } from "zod";
import { cancelStockSync } from "#app/domain/inventory/cancel-stock-sync.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Stops a stock sync: what is under way lands, the rest is CANCELLED soon after; answers with the run as it is now. */
export const action = apiAction(async ({ ctx, params }) => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  await cancelStockSync(ctx, { runId });
  return getStockRun(ctx, runId);
}, 202);
