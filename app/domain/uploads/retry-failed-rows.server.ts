import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, NotFoundError } from "#app/platform/errors.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { groupMoves, moveCounters, type CounterMove, type MovedGroups } from "./internal/move-counters.server.ts";
import { lockPlanning } from "./plan-rows.server.ts";
import { MANUAL_RETRIES } from "./upload-limits.ts";

const SLICE_ROWS = 5_000;

export interface RetryInput {
  batchId: string;
  /** Only these rows; all failed ones of the batch when absent. */
  rowIds?: readonly bigint[];
  /** Only rows that failed with this code. */
  errorCode?: string;
}

export interface RetryResult {
  retried: number;
  /** Rows that stay FAILED: over the limit of tries, newer content of the variant is on its way, or the store has left. */
  refused: number;
}

/**
 * Sends failed rows again, from what was approved. A batch that had ended goes back to PENDING. What an earlier try may
 * have done in the shop is looked up before anything is sent.
 * @throws {NotFoundError} when the organization has no such batch.
 * @throws {ConflictError} when no row may be tried again, saying why.
 */
export async function retryFailedRows(ctx: Context, input: RetryInput): Promise<RetryResult> {
  const storeId = visibleStoreId(ctx.actor);
  requirePermission(ctx.actor, "upload", storeId ?? undefined);
  const batch = await ctx.db.shopifyUploadBatch.findFirst({
    where: { id: input.batchId, organizationId: ctx.organizationId },
    select: { id: true, status: true },
  });
  if (!batch) throw new NotFoundError("batch");
  if (batch.status === "CANCELLED") {
    throw new ConflictError("batch.cancelled", "This batch was cancelled. Approve its products again to upload them.");
  }
  const result = await retrySlices(ctx, input, storeId);
  if (result.retried === 0) {
    throw new ConflictError(
      "batch.nothing-to-retry",
      result.refused === 0
        ? "No row of this selection has failed, so there is nothing to retry."
        : `No row can be retried: each was tried ${MANUAL_RETRIES} times, its store has left, or newer content is on its way. Correct the products and approve them again.`,
    );
  }
  return result;
}

async function retrySlices(ctx: Context, input: RetryInput, storeId: string | null): Promise<RetryResult> {
  const result: RetryResult = { retried: 0, refused: 0 };
  let after = 0n;
  for (;;) {
    const slice = await inTransaction(ctx.db, async (tx) => {
      await lockPlanning(tx, ctx.organizationId);
      const failed = await failedRows(tx, { ...input, after, storeId });
      const retried = await reviveRows(
        tx,
        ctx,
        failed.filter((row) => row.may_retry).map((row) => row.id),
      );
      if (retried > 0) {
        await recordActivity(tx, ctx, {
          action: "batch.rows-retried",
          subjectType: "batch",
          subjectId: input.batchId,
          details: { rows: retried },
        });
      }
      return { failed: failed.length, retried, last: failed.at(-1)?.id };
    });
    result.retried += slice.retried;
    result.refused += slice.failed - slice.retried;
    if (slice.failed < SLICE_ROWS || slice.last === undefined) return result;
    after = slice.last;
  }
}

async function failedRows(
  tx: Tx,
  { batchId, rowIds, errorCode, after, storeId }: RetryInput & { after: bigint; storeId: string | null },
): Promise<{ id: bigint; may_retry: boolean }[]> {
  const only = [
    rowIds ? Prisma.sql`AND failed.id = ANY (${[...rowIds]}::bigint[])` : Prisma.empty,
    errorCode === undefined ? Prisma.empty : Prisma.sql`AND failed.error_code = ${errorCode}`,
    storeId === null ? Prisma.empty : Prisma.sql`AND failed.store_id = ${storeId}::uuid`,
  ];
  return tx.$queryRaw`
    SELECT failed.id, failed.retry_count < ${MANUAL_RETRIES}
      AND NOT EXISTS (SELECT 1 FROM stores left_store WHERE left_store.id = failed.store_id AND left_store.status = 'UNINSTALLED')
      AND NOT EXISTS (
        SELECT 1 FROM shopify_upload_products waiting
        WHERE waiting.store_id = failed.store_id AND waiting.variant_id = failed.variant_id AND waiting.status = 'PENDING')
      AND NOT EXISTS (
        SELECT 1 FROM shopify_upload_products held
        WHERE held.store_id = failed.store_id AND held.variant_id = failed.variant_id AND held.status = 'PROCESSING')
      AND NOT EXISTS (
        SELECT 1 FROM upload_groups later JOIN shopify_upload_products newer ON newer.group_id = later.id
        WHERE later.product_id = failed.product_id AND later.store_id = failed.store_id AND later.id > failed.group_id
          AND newer.variant_id = failed.variant_id AND newer.status = 'SUCCESS') AS may_retry
    FROM shopify_upload_products failed
    WHERE failed.batch_id = ${batchId}::uuid AND failed.status = 'FAILED' AND failed.id > ${after} ${Prisma.join(only, " ")}
    ORDER BY failed.id
    LIMIT ${SLICE_ROWS}`;
}

async function reviveRows(tx: Tx, ctx: Context, rowIds: readonly bigint[]): Promise<number> {
  if (rowIds.length === 0) return 0;
  await tx.$queryRaw`SELECT id FROM upload_groups
    WHERE id IN (SELECT group_id FROM shopify_upload_products WHERE id = ANY (${[...rowIds]}::bigint[]))
    ORDER BY id FOR UPDATE`;
  const rows = await tx.$queryRaw<{ batch_id: string; group_id: bigint; store_id: string }[]>`
    UPDATE shopify_upload_products SET status = 'PENDING', retry_count = retry_count + 1, error_category = NULL,
      error_code = NULL, error_message = NULL, error_field = NULL, processed_at = NULL
    WHERE id = ANY (${[...rowIds]}::bigint[]) AND status = 'FAILED'
    RETURNING batch_id, group_id, store_id`;
  const groups = await tx.$queryRaw<MovedGroups[]>`
    WITH revived AS (
      UPDATE upload_groups SET status = 'PENDING', ended_at = NULL, due_at = now(), failed_attempts = 0, error_code = NULL
      WHERE id = ANY (${[...new Set(rows.map((row) => row.group_id))]}::bigint[]) AND status = 'FAILED'
      RETURNING batch_id, store_id, status, planned_points
    )
    SELECT batch_id, store_id, status::text AS status, count(*)::int AS count, sum(planned_points)::int AS points
    FROM revived GROUP BY batch_id, store_id, status`;
  const batchId = rows[0]?.batch_id;
  if (batchId === undefined) return 0;
  const moves: CounterMove[] = [
    { batchId, what: "rows", from: "FAILED", to: "PENDING", count: rows.length },
    ...groupMoves("FAILED", groups),
  ];
  await moveCounters(tx, moves);
  for (const storeId of new Set(rows.map((row) => row.store_id))) await ctx.queue.send(tx, drainStore, { storeId });
  return rows.length;
}
