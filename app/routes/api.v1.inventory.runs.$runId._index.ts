import { z } from "zod";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

/** One stock sync: what it compared, how far it is, and why it waits when it does. */
export const loader = apiLoader(async ({ ctx, params }) => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  return getStockRun(ctx, runId);
});

export const action = methodNotAllowed("GET");
