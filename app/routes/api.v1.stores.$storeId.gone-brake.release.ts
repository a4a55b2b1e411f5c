import { z } from "zod";
import { releaseGoneBrake } from "#app/domain/reconciliation/gone-brake/release-gone-brake.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Says that what is told is gone indeed: the shop is read anew, and what it does not have is called gone. */
export const action = apiAction(async ({ ctx, params }) =>
  releaseGoneBrake(ctx, parseParams(params, z.object({ storeId: z.uuid() }))),
);
