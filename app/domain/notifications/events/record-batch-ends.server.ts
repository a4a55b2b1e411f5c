import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import { digestEntriesOf, messagesOf } from "../internal/messages-sql.server.ts";

/**
 * Notes the ends of batches, COMPLETED or FAILED. Called in the transaction that ended them, under their locks. A batch
 * has one end per time that somebody let its rows be tried again. Returns the batches that rules have messages for at once.
 */
export async function recordBatchEnds(tx: Tx, batchIds: readonly string[]): Promise<Set<string>> {
  if (batchIds.length === 0) return new Set();
  const messages = await tx.$queryRaw<{ batchId: string }[]>`
    WITH ended AS (
      SELECT batch.*, (
          SELECT count(*) FROM activity WHERE subject_type = 'batch' AND subject_id = batch.id::text AND action = 'batch.rows-retried'
        ) AS times_retried,
        ARRAY(SELECT store_id FROM upload_batch_stores WHERE batch_id = batch.id ORDER BY store_id) AS store_ids
      FROM shopify_upload_batches batch WHERE batch.id = ANY (${[...batchIds]}::uuid[])
    ),
    recorded AS (
      INSERT INTO notification_events (organization_id, kind, key, store_ids, subject_type, subject_id, details)
      SELECT organization_id,
        CASE WHEN status = 'FAILED' THEN 'batch.failed' WHEN rows_failed > 0 THEN 'batch.finished-with-failures' ELSE 'batch.finished' END,
        'batch-end/' || id || '/' || times_retried, store_ids, 'batch', id::text,
        jsonb_build_object('name', name, 'status', status, 'rowsTotal', rows_total, 'rowsSucceeded', rows_succeeded,
          'rowsFailed', rows_failed, 'rowsSkipped', rows_skipped, 'rowsCancelled', rows_cancelled,
          'productsTotal', products_total, 'productsSucceeded', products_succeeded, 'productsFailed', products_failed,
          'errorSummary', error_summary)
      FROM ended ORDER BY id
      ON CONFLICT (organization_id, key) DO NOTHING
      RETURNING id, organization_id, kind, store_ids, subject_id
    ),
    collected AS (${digestEntriesOf(Prisma.sql`recorded`)}),
    sent AS (${messagesOf(Prisma.sql`recorded`)} RETURNING event_id)
    SELECT DISTINCT subject_id AS "batchId" FROM recorded JOIN sent ON sent.event_id = recorded.id`;
  return new Set(messages.map(({ batchId }) => batchId));
}
