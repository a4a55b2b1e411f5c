import { z } from "zod";
import { retryFailedRows } from "#app/domain/uploads/retry-failed-rows.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

const body = z.strictObject({
  rowIds: z.array(rowIdSchema.transform(BigInt)).min(1).max(10_000).optional(),
  errorCode: z.string().min(1).optional(),
});

export const loader = methodNotAllowed("POST");

/** Tries failed rows again: all of the batch, those named, or those that failed with one code. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const { rowIds, errorCode } = await parseJson(request, body);
  return retryFailedRows(ctx, {
    batchId,
    ...(rowIds === undefined ? {} : { rowIds }),
    ...(errorCode === undefined ? {} : { errorCode }),
  });
}, 202);
