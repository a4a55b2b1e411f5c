import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { dismissFindings, relinkVariant } from "#app/domain/reconciliation/runs/settle-findings.server.ts";
import { parseJson, parseParams, rowIdSchema } from "../parse-input.server.ts";

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("dismiss"), ids: z.array(rowIdSchema).min(1).max(1_000) }),
  z.object({
    intent: z.literal("relink"),
    findingId: rowIdSchema,
    shopifyVariantId: z.string().startsWith("gid://shopify/ProductVariant/").max(100),
  }),
]);

/** Does what the findings page of a store asks for, and says what was done. */
export async function settleFindings(ctx: Context, request: Request, params: unknown) {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const wanted = await parseJson(request, asked);
  if (wanted.intent === "dismiss")
    return { dismissed: await dismissFindings(ctx, { storeId, findingIds: wanted.ids }), isRelinked: false };
  await relinkVariant(ctx, { storeId, findingId: wanted.findingId, shopifyVariantId: wanted.shopifyVariantId });
  return { dismissed: 0, isRelinked: true };
}
