import { z } from "zod";
import { replayDelivery } from "#app/domain/notifications/deliveries/replay-delivery.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const path = z.object({ deliveryId: rowIdSchema });

export const loader = methodNotAllowed("POST");

/** Sends a message again, under the id that it had. */
export const action = apiAction(async ({ ctx, params }) => {
  const { deliveryId } = parseParams(params, path);
  await replayDelivery(ctx, BigInt(deliveryId));
  return { deliveryId };
}, 202);
