import { confirmAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { confirmAdoptions as operation } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { storeId }, body }) => confirmAdoptions(ctx, { storeId, selection: body })),
);
export const action = loader;
