import { resolveAmbiguous } from "#app/domain/reconciliation/adoption/resolve-ambiguous.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { resolveAdoption } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(
  answers(resolveAdoption, async ({ ctx, params, body }) => {
    await resolveAmbiguous(ctx, { ...params, ...body });
    return { isLinked: true };
  }),
);
export const action = loader;
