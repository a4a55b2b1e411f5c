import { releaseGoneBrake } from "#app/domain/reconciliation/gone-brake/release-gone-brake.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { releaseGoneBrake as operation } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(answers(operation, async ({ ctx, params }) => releaseGoneBrake(ctx, params)));
export const action = loader;
