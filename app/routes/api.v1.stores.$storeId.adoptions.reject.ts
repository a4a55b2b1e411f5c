import { z } from "zod";
import { rejectAdoptions } from "#app/domain/reconciliation/adoption/reject-adoptions.server.ts";
import { adoptionBody } from "#app/http/api/adoption-body.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Leaves products to the merchant: they are not proposed again. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  return { rejected: await rejectAdoptions(ctx, { storeId, selection: await parseJson(request, adoptionBody) }) };
});
