import { z } from "zod";
import { DELETED_PRODUCT_RULES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import {
  changeReconciliationSettings,
  getReconciliationSettings,
} from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { apiLoader, apiPatch } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

const path = z.object({ storeId: z.uuid() });
const body = z.strictObject({
  deletedProductRule: z.enum(DELETED_PRODUCT_RULES).optional(),
  quietHour: z.int().min(0).max(23).optional(),
  maxGoneShare: z.number().min(0).max(1).optional(),
});

/** When a store is reconciled by itself, and what becomes of products that were deleted in the shop. */
export const loader = apiLoader(async ({ ctx, params }) => getReconciliationSettings(ctx, parseParams(params, path)));

/** Changes them; answers with them. */
export const action = apiPatch(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, path);
  return changeReconciliationSettings(ctx, { storeId, changes: await parseJson(request, body) });
});
