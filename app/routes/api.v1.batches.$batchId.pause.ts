import { z } from "zod";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Holds a batch until it is resumed; answers with the batch. */
export const action = apiAction(async ({ ctx, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  await pauseBatch(ctx, { batchId });
  return getBatch(ctx, batchId);
});
