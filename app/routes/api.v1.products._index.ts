import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { upsertProducts } from "#app/http/api/lines/upsert-products.server.ts";
import { upsertProducts as operation } from "#app/http/api/operations/catalog-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, request, query }) => upsertProducts(ctx, request, query.currency)),
);
export const action = loader;
