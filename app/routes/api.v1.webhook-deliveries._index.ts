import { listDeliveries } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listWebhooks } from "#app/http/api/operations/reconciliation-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listWebhooks, async ({ ctx, query: { cursor, limit, state, ...filter } }) => {
    const page = toPageRequest({ after: cursor }, limit);
    return viewPage(await listDeliveries(ctx, { ...filter, states: state && [state] }, page), (delivery) => delivery);
  }),
);
export const action = loader;
