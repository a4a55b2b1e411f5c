import { listAdoptions, summarizeAdoptions } from "#app/domain/reconciliation/adoption/adoption-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listAdoptions as operation } from "#app/http/api/operations/reconciliation-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { storeId }, query: { cursor, limit, ...filter } }) => {
    const [summary, adoptions] = await Promise.all([
      summarizeAdoptions(ctx, { storeId }),
      listAdoptions(ctx, { storeId, ...filter }, toPageRequest({ after: cursor }, limit)),
    ]);
    return { summary, ...viewPage(adoptions, (adoption) => adoption) };
  }),
);
export const action = loader;
