import { listUnroutedProducts } from "#app/domain/stores/routing/unrouted-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listUnrouted } from "#app/http/api/operations/routing-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listUnrouted, async ({ ctx, query }) =>
    viewPage(
      await listUnroutedProducts(ctx, toPageRequest({ after: query.cursor }, query.limit)),
      (product) => product,
    ),
  ),
);
export const action = loader;
