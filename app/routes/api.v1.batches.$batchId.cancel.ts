import { z } from "zod";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Stops a batch: what is under way lands, the rest is CANCELLED soon after; answers with the batch as it is now. */
export const action = apiAction(async ({ ctx, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  await cancelBatch(ctx, { batchId });
  return getBatch(ctx, batchId);
}, 202);
