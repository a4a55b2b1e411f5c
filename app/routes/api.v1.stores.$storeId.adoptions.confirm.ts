import { z } from "zod";
import { confirmAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import { adoptionBody } from "#app/http/api/adoption-body.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Makes proposed matches links; ask again while `isMore` says that some are left. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  return confirmAdoptions(ctx, { storeId, selection: await parseJson(request, adoptionBody) });
});
