import { previewRouteChange } from "#app/domain/stores/routing/preview-route-change.server.ts";
import { routeChangeBody } from "#app/http/api/route-bodies.ts";
import { pageAction } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

/** What a change of a route would do, for the person who is about to save it. */
export const action = pageAction(async ({ ctx, request }) =>
  previewRouteChange(ctx, await parseJson(request, routeChangeBody)),
);
