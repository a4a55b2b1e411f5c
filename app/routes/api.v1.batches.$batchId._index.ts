import { z } from "zod";
import { getBatch } from "#app/domain/uploads/batch-queries.server.ts";
import { listErrorGroups } from "#app/domain/uploads/error-group-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewErrorGroup } from "#app/http/api/api-views.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

/** One batch: counts by row and product, success rate, processing time, and why rows failed. */
export const loader = apiLoader(async ({ ctx, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const batch = await getBatch(ctx, batchId);
  return { ...batch, errorGroups: (await listErrorGroups(ctx, batchId)).map(viewErrorGroup) };
});

export const action = methodNotAllowed("GET");
