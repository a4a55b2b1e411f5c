import type { Context } from "#app/domain/context.ts";
import type { Page, PageRequest } from "#app/domain/keyset.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { listAttempts, type AttemptView } from "./attempt-queries.server.ts";
import { getBatch, type BatchSummary } from "./batch-queries.server.ts";
import { listGroups, type GroupView } from "./group-queries.server.ts";
import { listRows, type RowView } from "./row-queries.server.ts";

/** What became of one product in one batch, over all stores that the actor may see. */
export interface UploadDetail {
  batch: BatchSummary;
  title: string;
  groups: Omit<GroupView, "rows">[];
  rows: Page<RowView & { groupId: string }>;
  /** Newest first, at most 200. */
  attempts: AttemptView[];
}

/** No organization has nearly so many; a product is in a batch once for each store. */
const MAX_STORES = 500;

/** @throws {NotFoundError} when the batch is not the actor's to see, or does not hold the product. */
export async function getUploadDetail(
  ctx: Context,
  { batchId, productId }: { batchId: string; productId: string },
  page: PageRequest,
): Promise<UploadDetail> {
  const batch = await getBatch(ctx, batchId);
  const { items } = await listGroups(ctx, batchId, { productId }, { limit: MAX_STORES });
  const [first] = items;
  if (!first) throw new NotFoundError("product");
  const [rows, attempts] = await Promise.all([
    listRows(ctx, { batchId, productId }, page),
    listAttempts(
      ctx,
      items.map(({ id }) => id),
    ),
  ]);
  return { batch, title: first.productTitle, groups: items.map(({ rows: _rows, ...group }) => group), rows, attempts };
}
