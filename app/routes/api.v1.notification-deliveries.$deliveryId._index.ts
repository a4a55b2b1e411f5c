import { getDelivery } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readNotification } from "#app/http/api/operations/notification-operations.ts";

export const loader = apiRoute(
  answers(readNotification, async ({ ctx, params }) => getDelivery(ctx, BigInt(params.deliveryId))),
);
export const action = loader;
