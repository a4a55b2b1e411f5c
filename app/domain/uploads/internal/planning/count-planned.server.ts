import type { Tx } from "#app/platform/db.server.ts";

/** What was planned for a batch; what of it is not pending was skipped. */
export interface PlanCounts {
  rows: number;
  pendingRows: number;
  groups: number;
  pendingGroups: number;
  unchangedGroups: number;
  /** The pending groups by store. */
  stores: { storeId: string; groups: number; points: number }[];
}

/**
 * A statement of its own, and the last: a row that is inserted locks its batch, and to lock a batch that the same
 * statement has changed takes four times as long. Locks are taken in the order of `moveCounters`: first the batch.
 */
export async function countPlanned(
  tx: Tx,
  { organizationId, batchId }: { organizationId: string; batchId: string },
  counts: PlanCounts,
): Promise<void> {
  const { rows, pendingRows, groups, pendingGroups, stores } = counts;
  if (groups === 0) return;
  await tx.$executeRaw`
    WITH moved AS (
      UPDATE shopify_upload_batches SET
        rows_total = rows_total + ${rows}::int, rows_pending = rows_pending + ${pendingRows}::int,
        rows_skipped = rows_skipped + ${rows - pendingRows}::int,
        products_total = products_total + ${groups}::int, products_pending = products_pending + ${pendingGroups}::int,
        products_skipped = products_skipped + ${groups - pendingGroups}::int
      WHERE id = ${batchId}::uuid
      RETURNING id
    )
    INSERT INTO upload_batch_stores AS part (batch_id, store_id, organization_id, groups_open, points_open, points_planned)
    SELECT moved.id, of_store."storeId", ${organizationId}::uuid, of_store.groups, of_store.points, of_store.points
    FROM moved, jsonb_to_recordset(${JSON.stringify(stores)}::jsonb) AS of_store("storeId" uuid, groups int, points bigint)
    ORDER BY of_store."storeId"
    ON CONFLICT (batch_id, store_id) DO UPDATE SET groups_open = part.groups_open + excluded.groups_open,
      points_open = part.points_open + excluded.points_open, points_planned = part.points_planned + excluded.points_planned`;
}
