import { explainRouting } from "#app/domain/stores/routing/explain-routing.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { explainRouting as operation } from "#app/http/api/operations/routing-operations.ts";

export const loader = apiRoute(answers(operation, async ({ ctx, params }) => explainRouting(ctx, params.productId)));
export const action = loader;
