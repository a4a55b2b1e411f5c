import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { recordStock } from "#app/http/api/lines/record-stock.server.ts";
import { recordStock as operation } from "#app/http/api/operations/catalog-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, request, query }) => recordStock(ctx, request, query.createWarehouses === "true")),
);
export const action = loader;
