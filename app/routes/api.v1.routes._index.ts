import { getRoute, listRoutes } from "#app/domain/stores/routing/route-queries.server.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listRoutes as list, setRoute as set } from "#app/http/api/operations/routing-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(list, async ({ ctx, query: { cursor, limit, ...filter } }) =>
    viewPage(await listRoutes(ctx, filter, toPageRequest({ after: cursor }, limit)), (route) => route),
  ),
  answers(set, async ({ ctx, body }) => {
    const { routeId, departureBatchId } = await setRoute(ctx, body);
    return { ...(await getRoute(ctx, routeId)), departureBatchId };
  }),
);
export const action = loader;
