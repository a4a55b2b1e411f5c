import { previewRouteChange } from "#app/domain/stores/routing/preview-route-change.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { previewRoute } from "#app/http/api/operations/routing-operations.ts";

export const loader = apiRoute(answers(previewRoute, async ({ ctx, body }) => previewRouteChange(ctx, body)));
export const action = loader;
