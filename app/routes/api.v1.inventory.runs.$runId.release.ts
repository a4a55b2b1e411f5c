import { z } from "zod";
import { releaseBrake } from "#app/domain/inventory/release-brake.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Lets a stopped run go on; answers with the run as it is now. */
export const action = apiAction(async ({ ctx, params }) => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  await releaseBrake(ctx, { runId });
  return getStockRun(ctx, runId);
}, 202);
