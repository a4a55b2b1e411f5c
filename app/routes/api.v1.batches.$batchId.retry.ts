import { z } from "zod";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { fingerprintSchema, parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const body = z.strictObject({
  rowIds: z.array(rowIdSchema.transform(BigInt)).min(1).max(10_000).optional(),
  errorGroup: fingerprintSchema.optional(),
});

export const loader = methodNotAllowed("POST");

/** Tries failed rows again: all of the batch, those named, or those of one error group. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const { rowIds, errorGroup } = await parseJson(request, body);
  return retryFailedRows(ctx, {
    batchId,
    ...(rowIds === undefined ? {} : { rowIds }),
    ...(errorGroup === undefined ? {} : { errorGroup }),
  });
}, 202);
