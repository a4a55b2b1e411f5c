import { z } from "zod";
import { getGoneBrake } from "#app/domain/reconciliation/gone-brake/gone-brake-queries.server.ts";
import { apiLoader } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

/** Whether so many of a store's links would be called gone that a person is asked first, and what of. */
export const loader = apiLoader(async ({ ctx, params }) =>
  getGoneBrake(ctx, parseParams(params, z.object({ storeId: z.uuid() }))),
);
