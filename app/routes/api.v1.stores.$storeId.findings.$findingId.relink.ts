import { relinkVariant } from "#app/domain/reconciliation/runs/settle-findings.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { relinkVariant as operation } from "#app/http/api/operations/reconciliation-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params, body }) => {
    await relinkVariant(ctx, { ...params, ...body });
    return { isRelinked: true };
  }),
);
export const action = loader;
