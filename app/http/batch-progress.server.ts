import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { getBatchProgress, type BatchProgress } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { rowStatuses } from "#app/domain/uploads/transitions.ts";
import { encodeCursor } from "./cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "./parse-input.server.ts";

const search = z.object({ status: z.enum(rowStatuses).optional(), ...pageParams("bigint") });

/** A batch's page from its address: the same for the page and for its polls. Cursors are those of the address. */
export async function readBatchProgress(ctx: Context, request: Request, params: unknown): Promise<BatchProgress> {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const { status, ...page } = parseSearchParams(request, search);
  const progress = await getBatchProgress(ctx, batchId, { status }, toPageRequest(page));
  const { items, next, previous } = progress.groups;
  return {
    ...progress,
    groups: { items, next: next && encodeCursor(next), previous: previous && encodeCursor(previous) },
  };
}
