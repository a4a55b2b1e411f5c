import type { Context } from "#app/domain/context.ts";
import type { Page, PageRequest } from "#app/domain/keyset.ts";
import { getBatch, type BatchSummary } from "./batch-queries.server.ts";
import { listErrorGroups, type ErrorGroup } from "./error-group-queries.server.ts";
import { listGroups, type GroupFilter, type GroupView } from "./group-queries.server.ts";

/** All that a batch's page shows and asks for again while the batch runs. */
export interface BatchProgress {
  batch: BatchSummary;
  errorGroups: ErrorGroup[];
  groups: Page<GroupView>;
}

/** @throws {NotFoundError} when the batch is not the actor's to see. */
export async function getBatchProgress(
  ctx: Context,
  batchId: string,
  filter: GroupFilter,
  page: PageRequest,
): Promise<BatchProgress> {
  const batch = await getBatch(ctx, batchId);
  const [errorGroups, groups] = await Promise.all([
    batch.rows.failed > 0 ? listErrorGroups(ctx, batchId) : [],
    listGroups(ctx, batchId, filter, page),
  ]);
  return { batch, errorGroups, groups };
}
