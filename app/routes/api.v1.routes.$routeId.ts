import { z } from "zod";
import { removeRoute } from "#app/domain/stores/routing/remove-route.server.ts";
import { getRoute } from "#app/domain/stores/routing/route-queries.server.ts";
import { apiDelete, apiLoader } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

const path = z.object({ routeId: z.uuid() });

/** One route with its settings. */
export const loader = apiLoader(async ({ ctx, params }) => getRoute(ctx, parseParams(params, path).routeId));

/** Takes the route away; what the category above says holds again. */
export const action = apiDelete(async ({ ctx, params }) => {
  const { routeId } = parseParams(params, path);
  await removeRoute(ctx, { routeId });
  return { removed: routeId };
});
