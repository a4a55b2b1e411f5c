import { z } from "zod";
import { getAttempt } from "#app/domain/uploads/queries/attempt-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

/** What one attempt sent and what came back. */
export const loader = pageLoader(async ({ ctx, params }) => {
  const ids = parseParams(params, z.object({ batchId: z.uuid(), attemptId: rowIdSchema }));
  const { request, response } = await getAttempt(ctx, ids.batchId, ids.attemptId);
  return { request, response };
});
