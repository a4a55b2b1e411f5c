import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { DELETED_PRODUCT_RULES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { releaseGoneBrake } from "#app/domain/reconciliation/gone-brake/release-gone-brake.server.ts";
import { changeReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { DEPARTURE_RULES } from "#app/domain/uploads/departures/departure-scope.ts";
import { parseJson } from "../parse-input.server.ts";

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("reconcile"), storeId: z.uuid() }),
  z.object({ intent: z.literal("release"), storeId: z.uuid() }),
  z.object({
    intent: z.literal("settings"),
    storeId: z.uuid(),
    deletedProductRule: z.enum(DELETED_PRODUCT_RULES),
    departureRule: z.enum(DEPARTURE_RULES),
    quietHour: z.int().min(0).max(23),
    maxGoneShare: z.number().min(0).max(1),
  }),
]);

/** Does what a reconciliation page asks for a store, and says what was done. */
export async function steerReconciliation(ctx: Context, request: Request) {
  const wanted = await parseJson(request, asked);
  const { storeId } = wanted;
  switch (wanted.intent) {
    case "reconcile": {
      const { isNew } = await requestReconciliation(ctx, { storeId });
      return { done: isNew ? ("started" as const) : ("under-way" as const) };
    }
    case "release":
      await releaseGoneBrake(ctx, { storeId });
      return { done: "released" as const };
    case "settings": {
      const { intent: _intent, storeId: _storeId, ...changes } = wanted;
      await changeReconciliationSettings(ctx, { storeId, changes });
      return { done: "saved" as const };
    }
  }
}
