import { z } from "zod";
import { listDeliveries } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { DELIVERY_STATES } from "#app/domain/notifications/events/event-kinds.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  ruleId: z.uuid().optional(),
  ...apiPageParams("bigint"),
});

/** The messages that rules have brought and what became of them, newest first. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { cursor, limit, ...filter } = parseSearchParams(request, search);
  const deliveries = await listDeliveries(ctx, filter, toPageRequest({ after: cursor }, limit));
  return viewPage(deliveries, (delivery) => delivery);
});

export const action = methodNotAllowed("GET");
