import { rejectAdoptions } from "#app/domain/reconciliation/adoption/reject-adoptions.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { rejectAdoptions as operation } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { storeId }, body }) => ({
    rejected: await rejectAdoptions(ctx, { storeId, selection: body }),
  })),
);
export const action = loader;
