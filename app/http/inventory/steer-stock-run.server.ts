import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { cancelStockSync } from "#app/domain/inventory/cancel-stock-sync.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { releaseBrake } from "#app/domain/inventory/release-brake.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { retryStockRows } from "#app/domain/inventory/retry-stock-rows.server.ts";
import { rowIdSchema } from "../parse-input.server.ts";

/** What the page of a run may ask for. */
export const stockRunSteering = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("retry"), rowIds: z.array(rowIdSchema.transform(BigInt)).min(1).max(100).optional() }),
  z.object({ intent: z.enum(["cancel", "release", "set"]) }),
]);

/** Does to a run what its page asks for, and says what was done. `set` begins a run that sets what a check has found. */
export async function steerStockRun(ctx: Context, runId: string, asked: z.infer<typeof stockRunSteering>) {
  switch (asked.intent) {
    case "retry":
      return retryStockRows(ctx, { runId, ...(asked.rowIds === undefined ? {} : { rowIds: asked.rowIds }) });
    case "cancel":
      await cancelStockSync(ctx, { runId });
      return { done: "cancelled" as const };
    case "release":
      await releaseBrake(ctx, { runId });
      return { done: "released" as const };
    case "set": {
      const { storeId, categoryId, productId } = await getStockRun(ctx, runId);
      const scope = { ...(categoryId === null ? {} : { categoryId }), ...(productId === null ? {} : { productId }) };
      return { started: (await requestStockSync(ctx, { storeId, ...scope })).runId };
    }
  }
}
