import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { listBatches, type BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { batchStatuses, type BatchStatus } from "#app/domain/uploads/transitions.ts";
import { encodePage } from "./cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "./parse-input.server.ts";

export interface BatchList {
  status: BatchStatus | null;
  batches: BatchSummary[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const search = z.object({ status: z.enum(batchStatuses).optional(), ...pageParams("uuid") });

/** A page of batches from its address: the same for the page and for its polls. */
export async function readBatchList(ctx: Context, request: Request): Promise<BatchList> {
  const { status, ...page } = parseSearchParams(request, search);
  const batches = await listBatches(ctx, { statuses: status && [status] }, toPageRequest(page));
  return { status: status ?? null, batches: batches.items, ...encodePage(batches) };
}
