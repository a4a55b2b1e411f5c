import { allowMakingAnew } from "#app/domain/reconciliation/runs/allow-making-anew.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { makeAnew } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(
  answers(makeAnew, async ({ ctx, params: { storeId }, body: { productIds } }) => ({
    allowed: await allowMakingAnew(ctx, { storeId, productIds }),
  })),
);
export const action = loader;
