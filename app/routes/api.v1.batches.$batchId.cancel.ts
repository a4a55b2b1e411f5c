import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { cancelBatch as operation } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params }) => {
    await cancelBatch(ctx, params);
    return getBatch(ctx, params.batchId);
  }),
);
export const action = loader;
