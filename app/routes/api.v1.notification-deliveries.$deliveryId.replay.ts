import { replayDelivery } from "#app/domain/notifications/deliveries/replay-delivery.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { replayNotification } from "#app/http/api/operations/notification-operations.ts";

export const loader = apiRoute(
  answers(replayNotification, async ({ ctx, params: { deliveryId } }) => {
    await replayDelivery(ctx, BigInt(deliveryId));
    return { deliveryId };
  }),
);
export const action = loader;
