import { z } from "zod";
import { relinkVariant } from "#app/domain/reconciliation/runs/settle-findings.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const path = z.object({ storeId: z.uuid(), findingId: rowIdSchema });
const body = z.strictObject({ shopifyVariantId: z.string().startsWith("gid://shopify/ProductVariant/").max(100) });

export const loader = methodNotAllowed("POST");

/** Tells which variant of the shop an ambiguous one is. */
export const action = apiAction(async ({ ctx, request, params }) => {
  await relinkVariant(ctx, { ...parseParams(params, path), ...(await parseJson(request, body)) });
  return { isRelinked: true };
});
