import { z } from "zod";
import { explainRouting } from "#app/domain/stores/routing/explain-routing.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

/** Why the product goes to which store. */
export const loader = apiLoader(async ({ ctx, params }) =>
  explainRouting(ctx, parseParams(params, z.object({ productId: z.uuid() })).productId),
);

export const action = methodNotAllowed("GET");
