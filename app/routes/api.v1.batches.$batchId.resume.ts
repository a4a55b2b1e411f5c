import { z } from "zod";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Lets a paused batch go on; answers with the batch. */
export const action = apiAction(async ({ ctx, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  await resumeBatch(ctx, { batchId });
  return getBatch(ctx, batchId);
});
