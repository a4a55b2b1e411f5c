import { z } from "zod";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { findEstimate } from "#app/domain/uploads/queries/estimate-queries.server.ts";
import { listErrorGroups } from "#app/domain/uploads/queries/error-group-queries.server.ts";
import { countUnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import { setBatchPriority } from "#app/domain/uploads/steering/set-batch-priority.server.ts";
import { apiLoader, apiPatch } from "#app/http/api/api-handlers.server.ts";
import { viewErrorGroup } from "#app/http/api/api-views.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

/** One batch: counts by row and product, success rate, processing time, how long it will still take, and why rows failed. */
export const loader = apiLoader(async ({ ctx, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const batch = await getBatch(ctx, batchId);
  const [estimate, errorGroups, unclear] = await Promise.all([
    findEstimate(ctx, batch),
    listErrorGroups(ctx, batchId),
    countUnclearCalls(ctx, batchId),
  ]);
  return { ...batch, estimate, unclear, errorGroups: errorGroups.map(viewErrorGroup(batchId)) };
});

const changes = z.strictObject({ priority: z.number().int() });

/** Gives a batch another priority; answers with the batch. */
export const action = apiPatch(async ({ ctx, request, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  await setBatchPriority(ctx, { batchId, ...(await parseJson(request, changes)) });
  return getBatch(ctx, batchId);
});
