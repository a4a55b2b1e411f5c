import { z } from "zod";
import { listAdoptions, summarizeAdoptions } from "#app/domain/reconciliation/adoption/adoption-queries.server.ts";
import { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({
  state: z.enum(ADOPTION_STATES).optional(),
  matchedBy: z.enum(ADOPTION_MATCHES).optional(),
  ...apiPageParams("bigint"),
});

/** Products of the shop that may be products of the catalog, with how many there are by state and key. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { cursor, limit, ...filter } = parseSearchParams(request, search);
  const [summary, adoptions] = await Promise.all([
    summarizeAdoptions(ctx, { storeId }),
    listAdoptions(ctx, { storeId, ...filter }, toPageRequest({ after: cursor }, limit)),
  ]);
  return { summary, ...viewPage(adoptions, (adoption) => adoption) };
});

export const action = methodNotAllowed("GET");
