import { getGoneBrake } from "#app/domain/reconciliation/gone-brake/gone-brake-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readGoneBrake } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(answers(readGoneBrake, async ({ ctx, params }) => getGoneBrake(ctx, params)));
export const action = loader;
