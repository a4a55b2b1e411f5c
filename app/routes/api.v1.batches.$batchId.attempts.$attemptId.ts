import { getAttempt } from "#app/domain/uploads/queries/attempt-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readAttempt } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(
  answers(readAttempt, async ({ ctx, params }) => getAttempt(ctx, params.batchId, params.attemptId)),
);
export const action = loader;
