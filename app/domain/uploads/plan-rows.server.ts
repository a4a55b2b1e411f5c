import type { Tx } from "#app/platform/db.server.ts";
import { candidateRows, type PlanRowsInput } from "./internal/planning/candidate-rows-sql.server.ts";
import { supersedePendingRows } from "./internal/planning/supersede-rows.server.ts";

/** Stands for "no store" where rows meet their groups, so that the join can use a hash. */
const NO_STORE = "00000000-0000-0000-0000-000000000000";

export interface PlannedRows {
  rows: number;
  pendingRows: number;
  /** Stores with work to do. */
  storeIds: string[];
}

/**
 * Turns approved products into groups and rows of a batch and moves its counters, in the caller's transaction.
 * A waiting row of other content is replaced; beside one that is under way the new row waits as its successor.
 * The caller holds the organization's planning lock, so two plans never see each other half done.
 */
export async function planRows(tx: Tx, input: PlanRowsInput): Promise<PlannedRows> {
  await supersedePendingRows(tx, input);
  const [planned] = await tx.$queryRaw<
    { rows: number; pending: number; stores: string[] | null }[]
  >`WITH ${candidateRows(input)},
    new_groups AS (
      INSERT INTO upload_groups (organization_id, batch_id, store_id, product_id, status, skip_reason, priority, row_count, payload, payload_hash, ended_at)
      SELECT ${input.organizationId}::uuid, batch.id, store_id, product_id,
        (CASE WHEN bool_or(skip_reason IS NULL) THEN 'PENDING' ELSE 'SKIPPED' END)::upload_row_status,
        (CASE WHEN bool_or(skip_reason IS NULL) THEN NULL ELSE min(skip_reason) END)::upload_skip_reason,
        batch.priority, count(*), product, product_hash,
        CASE WHEN bool_or(skip_reason IS NULL) THEN NULL ELSE now() END
      FROM candidates, shopify_upload_batches batch
      WHERE batch.id = ${input.batchId}::uuid
      GROUP BY batch.id, store_id, product_id, product, product_hash
      ORDER BY product_id, store_id
      RETURNING id, store_id, product_id, status
    ),
    new_rows AS (
      INSERT INTO shopify_upload_products (organization_id, batch_id, group_id, store_id, product_id, variant_id, status, skip_reason, payload, payload_hash, processed_at)
      SELECT ${input.organizationId}::uuid, ${input.batchId}::uuid, new_groups.id, candidates.store_id, candidates.product_id, candidates.variant_id,
        (CASE WHEN candidates.skip_reason IS NULL THEN 'PENDING' ELSE 'SKIPPED' END)::upload_row_status,
        candidates.skip_reason::upload_skip_reason, candidates.variant, candidates.variant_hash,
        CASE WHEN candidates.skip_reason IS NULL THEN NULL ELSE now() END
      FROM candidates
      JOIN new_groups ON new_groups.product_id = candidates.product_id
        AND coalesce(new_groups.store_id, ${NO_STORE}::uuid) = coalesce(candidates.store_id, ${NO_STORE}::uuid)
      ORDER BY new_groups.id, candidates.position
      RETURNING status
    ),
    row_counts AS (
      SELECT count(*)::int AS total, count(*) FILTER (WHERE status = 'PENDING')::int AS pending FROM new_rows
    ),
    group_counts AS (
      SELECT count(*)::int AS total, count(*) FILTER (WHERE status = 'PENDING')::int AS pending,
        array_agg(DISTINCT store_id) FILTER (WHERE status = 'PENDING') AS stores
      FROM new_groups
    ),
    moved AS (
      UPDATE shopify_upload_batches SET
        rows_total = rows_total + row_counts.total,
        rows_pending = rows_pending + row_counts.pending,
        rows_skipped = rows_skipped + row_counts.total - row_counts.pending,
        products_total = products_total + group_counts.total,
        products_pending = products_pending + group_counts.pending,
        products_skipped = products_skipped + group_counts.total - group_counts.pending
      FROM row_counts, group_counts
      WHERE id = ${input.batchId}::uuid
      RETURNING id
    )
    SELECT row_counts.total AS rows, row_counts.pending, group_counts.stores FROM row_counts, group_counts, moved`;
  return { rows: planned?.rows ?? 0, pendingRows: planned?.pending ?? 0, storeIds: planned?.stores ?? [] };
}

/** Held to the end of the transaction: approvals of one organization plan one after the other. */
export async function lockPlanning(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`uploads.plan:${organizationId}`}, 0))`;
}
