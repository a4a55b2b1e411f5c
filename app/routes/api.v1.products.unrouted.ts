import { z } from "zod";
import { listUnroutedProducts } from "#app/domain/stores/routing/unrouted-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

/** Products that no route brings to a store. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { cursor, limit } = parseSearchParams(request, z.strictObject(apiPageParams("uuid")));
  return viewPage(await listUnroutedProducts(ctx, toPageRequest({ after: cursor }, limit)), (product) => product);
});

export const action = methodNotAllowed("GET");
