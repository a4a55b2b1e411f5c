import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { logBatchChanges } from "../log-batch-changes.server.ts";
import { reviveRows } from "../internal/settling/revive-rows.server.ts";
import { lockPlanning } from "../plan-rows.server.ts";
import { noRefusals, refusalWords, type RetryRefusal, type RetryRefusals } from "../failures/retry-refusals.ts";
import { getBatch } from "../queries/batch-queries.server.ts";
import { MANUAL_RETRIES } from "../upload-limits.ts";

const SLICE_ROWS = 5_000;

export interface RetryInput {
  batchId: string;
  /** Only these rows; all failed ones of the batch when absent. */
  rowIds?: readonly bigint[] | undefined;
  /** Only rows of these products, whatever their stores. */
  productIds?: readonly string[] | undefined;
  /** Only rows of this error group, by its fingerprint. */
  errorGroup?: string | undefined;
}

export interface RetryResult {
  retried: number;
  /** Rows that stay FAILED, and why. */
  refused: number;
  because: RetryRefusals;
}

/**
 * Sends failed rows again, from what was approved. A batch that had ended goes back to PENDING. What an earlier try may
 * have done in the shop is looked up before anything is sent.
 * @throws {NotFoundError} when the actor sees no such batch.
 * @throws {ConflictError} when no row may be tried again, saying why.
 */
export async function retryFailedRows(ctx: Context, input: RetryInput): Promise<RetryResult> {
  const storeId = visibleStoreId(ctx.actor);
  requirePermission(ctx.actor, "upload", storeId ?? undefined);
  const batch = await getBatch(ctx, input.batchId);
  if (batch.status === "CANCELLED") {
    throw new ConflictError("batch.cancelled", "This batch was cancelled. Approve its products again to upload them.");
  }
  const result = await retrySlices(ctx, input, storeId);
  if (result.retried === 0) {
    throw new ConflictError(
      "batch.nothing-to-retry",
      result.refused === 0
        ? "No row of this selection has failed, so there is nothing to retry."
        : `No row can be retried: ${refusalWords(result.because)}.`,
    );
  }
  return result;
}

async function retrySlices(ctx: Context, input: RetryInput, storeId: string | null): Promise<RetryResult> {
  const result: RetryResult = { retried: 0, refused: 0, because: noRefusals() };
  let after = 0n;
  for (;;) {
    const slice = await inTransaction(ctx.db, async (tx) => {
      await lockPlanning(tx, ctx.organizationId);
      const failed = await failedRows(tx, { ...input, after, storeId });
      const mayRetry = failed.filter(({ refusal }) => refusal === null).map(({ id }) => id);
      const { rows: retried, storeIds, changes } = await reviveRows(tx, input.batchId, mayRetry);
      for (const id of storeIds) await ctx.queue.send(tx, drainStore, { storeId: id });
      if (retried > 0) {
        await recordActivity(tx, ctx, {
          action: "batch.rows-retried",
          subjectType: "batch",
          subjectId: input.batchId,
          details: { rows: retried },
        });
      }
      return { failed, retried, changes };
    });
    logBatchChanges(ctx.log, slice.changes);
    result.retried += slice.retried;
    for (const { refusal } of slice.failed) {
      if (refusal === null) continue;
      result.refused += 1;
      result.because[refusal] += 1;
    }
    const last = slice.failed.at(-1);
    if (slice.failed.length < SLICE_ROWS || last === undefined) return result;
    after = last.id;
  }
}

async function failedRows(
  tx: Tx,
  { batchId, rowIds, productIds, errorGroup, after, storeId }: RetryInput & { after: bigint; storeId: string | null },
): Promise<{ id: bigint; refusal: RetryRefusal | null }[]> {
  const only = [
    rowIds ? Prisma.sql`AND failed.id = ANY (${[...rowIds]}::bigint[])` : Prisma.empty,
    productIds ? Prisma.sql`AND failed.product_id = ANY (${[...productIds]}::uuid[])` : Prisma.empty,
    errorGroup === undefined ? Prisma.empty : Prisma.sql`AND failed.error_fingerprint = ${errorGroup}`,
    storeId === null ? Prisma.empty : Prisma.sql`AND failed.store_id = ${storeId}::uuid`,
  ];
  return tx.$queryRaw`
    SELECT failed.id, CASE
        WHEN EXISTS (SELECT 1 FROM stores left_store WHERE left_store.id = failed.store_id AND left_store.status = 'UNINSTALLED')
          THEN 'storeLeft'
        WHEN EXISTS (
            SELECT 1 FROM shopify_upload_products waiting
            WHERE waiting.store_id = failed.store_id AND waiting.variant_id = failed.variant_id AND waiting.status = 'PENDING')
          OR EXISTS (
            SELECT 1 FROM shopify_upload_products held
            WHERE held.store_id = failed.store_id AND held.variant_id = failed.variant_id AND held.status = 'PROCESSING')
          OR EXISTS (
            SELECT 1 FROM upload_groups later JOIN shopify_upload_products newer ON newer.group_id = later.id
            WHERE later.product_id = failed.product_id AND later.store_id = failed.store_id AND later.id > failed.group_id
              AND newer.variant_id = failed.variant_id AND newer.status = 'SUCCESS')
          THEN 'newerContent'
        WHEN failed.retry_count >= ${MANUAL_RETRIES} THEN 'overLimit'
      END AS refusal
    FROM shopify_upload_products failed
    WHERE failed.batch_id = ${batchId}::uuid AND failed.status = 'FAILED' AND failed.id > ${after} ${Prisma.join(only, " ")}
    ORDER BY failed.id
    LIMIT ${SLICE_ROWS}`;
}
