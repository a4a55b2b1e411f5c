import { removeRoute } from "#app/domain/stores/routing/remove-route.server.ts";
import { getRoute } from "#app/domain/stores/routing/route-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readRoute, removeRoute as remove } from "#app/http/api/operations/routing-operations.ts";

export const loader = apiRoute(
  answers(readRoute, async ({ ctx, params }) => getRoute(ctx, params.routeId)),
  answers(remove, async ({ ctx, params }) => {
    const { departureBatchId } = await removeRoute(ctx, params);
    return { removed: params.routeId, departureBatchId };
  }),
);
export const action = loader;
