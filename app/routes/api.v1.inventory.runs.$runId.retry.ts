import { z } from "zod";
import { retryStockRows } from "#app/domain/inventory/retry-stock-rows.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const body = z.strictObject({ rowIds: z.array(rowIdSchema.transform(BigInt)).min(1).max(10_000).optional() });

export const loader = methodNotAllowed("POST");

/** Tries rows again that failed or are in quarantine: all of the run, or those named. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  const { rowIds } = await parseJson(request, body);
  return retryStockRows(ctx, { runId, ...(rowIds === undefined ? {} : { rowIds }) });
}, 202);
