import { z } from "zod";
import { resolveAmbiguous } from "#app/domain/reconciliation/adoption/resolve-ambiguous.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const path = z.object({ storeId: z.uuid(), proposalId: rowIdSchema });
const body = z.strictObject({ productId: z.uuid() });

export const loader = methodNotAllowed("POST");

/** Tells which product of the catalog an ambiguous product of the shop is, and links the two. */
export const action = apiAction(async ({ ctx, request, params }) => {
  await resolveAmbiguous(ctx, { ...parseParams(params, path), ...(await parseJson(request, body)) });
  return { isLinked: true };
});
