import {
  changeReconciliationSettings,
  getReconciliationSettings,
} from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import {
  changeReconciliationSettings as change,
  readReconciliationSettings,
} from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(
  answers(readReconciliationSettings, async ({ ctx, params }) => getReconciliationSettings(ctx, params)),
  answers(change, async ({ ctx, params: { storeId }, body }) =>
    changeReconciliationSettings(ctx, { storeId, changes: body }),
  ),
);
export const action = loader;
