import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { resumeBatch as operation } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params }) => {
    await resumeBatch(ctx, params);
    return getBatch(ctx, params.batchId);
  }),
);
export const action = loader;
