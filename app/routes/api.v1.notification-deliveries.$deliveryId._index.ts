import { z } from "zod";
import { getDelivery } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const path = z.object({ deliveryId: rowIdSchema });

/** One message with its tries, newest first. */
export const loader = apiLoader(async ({ ctx, params }) =>
  getDelivery(ctx, BigInt(parseParams(params, path).deliveryId)),
);

export const action = methodNotAllowed("GET");
