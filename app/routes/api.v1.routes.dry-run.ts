import { previewRouteChange } from "#app/domain/stores/routing/preview-route-change.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { routeChangeBody } from "#app/http/api/route-bodies.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** How many products a change of a route would bring to the store or keep from it; changes nothing. */
export const action = apiAction(async ({ ctx, request }) =>
  previewRouteChange(ctx, await parseJson(request, routeChangeBody)),
);
