import { z } from "zod";
import { dismissFindings } from "#app/domain/reconciliation/runs/settle-findings.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const body = z.strictObject({ ids: z.array(rowIdSchema).min(1).max(10_000) });

export const loader = methodNotAllowed("POST");

/** Puts open findings aside; they do not come back with the next run. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { ids } = await parseJson(request, body);
  return { dismissed: await dismissFindings(ctx, { storeId, findingIds: ids }) };
});
