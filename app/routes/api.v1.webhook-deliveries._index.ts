import { z } from "zod";
import { listDeliveries } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { DELIVERY_STATES } from "#app/domain/reconciliation/delivery-states.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  topic: z.string().max(100).optional(),
  resource: z.string().max(200).optional(),
  storeId: z.uuid().optional(),
  ...apiPageParams("bigint"),
});

/** The webhooks that came for the organization's stores and what became of them, newest first. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { state, cursor, limit, ...filter } = parseSearchParams(request, search);
  const page = toPageRequest({ after: cursor }, limit);
  const deliveries = await listDeliveries(ctx, { ...filter, states: state && [state] }, page);
  return viewPage(deliveries, (delivery) => delivery);
});

export const action = methodNotAllowed("GET");
