import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { listErrorGroups } from "#app/domain/uploads/queries/error-group-queries.server.ts";
import { findEstimate } from "#app/domain/uploads/queries/estimate-queries.server.ts";
import { countUnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import { setBatchPriority } from "#app/domain/uploads/steering/set-batch-priority.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewErrorGroup } from "#app/http/api/api-views.ts";
import { changeBatch, readBatch } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(
  answers(readBatch, async ({ ctx, params: { batchId } }) => {
    const batch = await getBatch(ctx, batchId);
    const [estimate, errorGroups, unclear] = await Promise.all([
      findEstimate(ctx, batch),
      listErrorGroups(ctx, batchId),
      countUnclearCalls(ctx, batchId),
    ]);
    return { ...batch, estimate, unclear, errorGroups: errorGroups.map(viewErrorGroup(batchId)) };
  }),
  answers(changeBatch, async ({ ctx, params: { batchId }, body: { priority } }) => {
    await setBatchPriority(ctx, { batchId, priority });
    return getBatch(ctx, batchId);
  }),
);
export const action = loader;
