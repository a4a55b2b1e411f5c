import { replayDeliveries } from "#app/domain/reconciliation/replay-deliveries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { replayWebhooks } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(answers(replayWebhooks, async ({ ctx, body }) => replayDeliveries(ctx, body)));
export const action = loader;
