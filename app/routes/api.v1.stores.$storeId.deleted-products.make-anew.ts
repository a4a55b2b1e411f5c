import { z } from "zod";
import { allowMakingAnew } from "#app/domain/reconciliation/runs/allow-making-anew.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

const body = z.strictObject({ productIds: z.array(z.uuid()).min(1).max(10_000) });

export const loader = methodNotAllowed("POST");

/** Says that deleted products may be made anew by their next approval, where the store asks. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { productIds } = await parseJson(request, body);
  return { allowed: await allowMakingAnew(ctx, { storeId, productIds }) };
});
