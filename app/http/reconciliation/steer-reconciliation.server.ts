import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { DELETED_PRODUCT_RULES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { changeReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { parseJson } from "../parse-input.server.ts";

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("reconcile"), storeId: z.uuid() }),
  z.object({
    intent: z.literal("settings"),
    storeId: z.uuid(),
    deletedProductRule: z.enum(DELETED_PRODUCT_RULES),
    quietHour: z.int().min(0).max(23),
  }),
]);

/** Does what a reconciliation page asks for a store, and says what was done. */
export async function steerReconciliation(ctx: Context, request: Request) {
  const wanted = await parseJson(request, asked);
  const { storeId } = wanted;
  if (wanted.intent === "reconcile") {
    const { isNew } = await requestReconciliation(ctx, { storeId });
    return { done: isNew ? ("started" as const) : ("under-way" as const) };
  }
  const { deletedProductRule, quietHour } = wanted;
  await changeReconciliationSettings(ctx, { storeId, changes: { deletedProductRule, quietHour } });
  return { done: "saved" as const };
}

export type SteeredReconciliation = Awaited<ReturnType<typeof steerReconciliation>>;
