import { replayDeliveries } from "#app/domain/reconciliation/replay-deliveries.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { replayBody } from "#app/http/api/replay-body.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Lets webhooks be handled again: those named, or all that a filter finds. */
export const action = apiAction(
  async ({ ctx, request }) => replayDeliveries(ctx, await parseJson(request, replayBody)),
  202,
);
