import { z } from "zod";
import { getAttempt } from "#app/domain/uploads/queries/attempt-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

/** One call to Shopify with what was sent and what came back. */
export const loader = apiLoader(async ({ ctx, params }) => {
  const ids = parseParams(params, z.object({ batchId: z.uuid(), attemptId: rowIdSchema }));
  return getAttempt(ctx, ids.batchId, ids.attemptId);
});

export const action = methodNotAllowed("GET");
