import { listDeletedProducts } from "#app/domain/reconciliation/runs/deleted-product-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listDeletedProducts as operation } from "#app/http/api/operations/reconciliation-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params, query }) =>
    viewPage(
      await listDeletedProducts(ctx, params, toPageRequest({ after: query.cursor }, query.limit)),
      (product) => product,
    ),
  ),
);
export const action = loader;
