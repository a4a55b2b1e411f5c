import type { Tx } from "#app/platform/db.server.ts";
import { countErrors, type ErrorChange } from "./count-errors.server.ts";
import { groupMoves, type CounterMove, type MovedGroups } from "./counter-moves.ts";
import { moveCounters, type BatchChange } from "./move-counters.server.ts";

export interface RevivedRows {
  rows: number;
  /** The stores that have something to do again. */
  storeIds: string[];
  changes: BatchChange[];
}

/**
 * Lets failed rows of one batch wait again, with their groups, and moves every count. What the batch may repeat by
 * itself begins anew: whoever asks for a retry has looked at what failed.
 */
export async function reviveRows(tx: Tx, batchId: string, rowIds: readonly bigint[]): Promise<RevivedRows> {
  if (rowIds.length === 0) return { rows: 0, storeIds: [], changes: [] };
  await tx.$queryRaw`SELECT id FROM upload_groups
    WHERE id IN (SELECT group_id FROM shopify_upload_products WHERE id = ANY (${[...rowIds]}::bigint[]))
    ORDER BY id FOR UPDATE`;
  const revived = await tx.$queryRaw<ErrorChange[]>`
    WITH failed AS (
      SELECT * FROM shopify_upload_products WHERE id = ANY (${[...rowIds]}::bigint[]) AND status = 'FAILED'
    ),
    revived AS (
      UPDATE shopify_upload_products mine SET status = 'PENDING', retry_count = mine.retry_count + 1, error_category = NULL,
        error_code = NULL, error_message = NULL, error_field = NULL, error_fingerprint = NULL, processed_at = NULL
      FROM failed WHERE mine.id = failed.id
      RETURNING failed.*
    )
    SELECT min(organization_id::text) AS "organizationId", batch_id AS "batchId", store_id AS "storeId",
      group_id::text AS "groupId", error_fingerprint AS fingerprint, min(error_category::text) AS category,
      min(error_code) AS code, min(error_message) AS message, min(error_field) AS field, count(*)::int AS rows
    FROM revived GROUP BY batch_id, store_id, group_id, error_fingerprint`;
  const count = revived.reduce((sum, { rows }) => sum + rows, 0);
  if (count === 0) return { rows: 0, storeIds: [], changes: [] };
  const groups = await tx.$queryRaw<MovedGroups[]>`
    WITH revived AS (
      UPDATE upload_groups SET status = 'PENDING', ended_at = NULL, due_at = now(), failed_attempts = 0, error_code = NULL
      WHERE id = ANY (${[...new Set(revived.map(({ groupId }) => groupId))]}::bigint[]) AND status = 'FAILED'
      RETURNING batch_id, store_id, status, planned_points
    )
    SELECT batch_id, store_id, status::text AS status, count(*)::int AS count, sum(planned_points)::int AS points
    FROM revived GROUP BY batch_id, store_id, status`;
  const moves: CounterMove[] = [
    { batchId, what: "rows", from: "FAILED", to: "PENDING", count },
    ...groupMoves("FAILED", groups),
  ];
  const changes = await moveCounters(tx, moves);
  await countErrors(tx, { revived });
  await tx.shopifyUploadBatch.updateMany({
    where: { id: batchId, automaticRetries: { gt: 0 } },
    data: { automaticRetries: 0 },
  });
  return { rows: count, storeIds: [...new Set(revived.map(({ storeId }) => storeId))], changes };
}
