import { listDeliveries } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listNotifications } from "#app/http/api/operations/notification-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listNotifications, async ({ ctx, query: { cursor, limit, ...filter } }) => {
    const deliveries = await listDeliveries(ctx, filter, toPageRequest({ after: cursor }, limit));
    return viewPage(deliveries, (delivery) => delivery);
  }),
);
export const action = loader;
