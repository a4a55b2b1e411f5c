import { z } from "zod";
import { getRoute, listRoutes } from "#app/domain/stores/routing/route-queries.server.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import { apiLoader, apiPut } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { routeBody } from "#app/http/api/route-bodies.ts";
import { apiPageParams, parseJson, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({
  storeId: z.uuid().optional(),
  categoryId: z.uuid().optional(),
  ...apiPageParams("uuid"),
});

/** The routes of the organization, oldest first. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { cursor, limit, ...filter } = parseSearchParams(request, search);
  return viewPage(await listRoutes(ctx, filter, toPageRequest({ after: cursor }, limit)), (route) => route);
});

/** Sets what a category says of a store, in place of what it said before; answers with the route. */
export const action = apiPut(async ({ ctx, request }) => {
  const { routeId } = await setRoute(ctx, await parseJson(request, routeBody));
  return getRoute(ctx, routeId);
});
