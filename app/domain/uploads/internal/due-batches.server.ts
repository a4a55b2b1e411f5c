import type { Db } from "#app/platform/db.server.ts";

/** More batches than this wait their turn: every claim looks at each of them. */
const MOST_BATCHES = 500;

export interface OpenBatch {
  id: string;
  priority: number;
}

/**
 * Batches with groups that wait for a store and may be sent: neither paused nor cancelled. Steps from batch to batch
 * through the index of what waits, so that a batch of a million groups costs what a batch of one does.
 */
export const openBatches = (db: Db, storeId: string): Promise<OpenBatch[]> => db.$queryRaw<OpenBatch[]>`
  WITH RECURSIVE step AS (
    (SELECT batch_id, 1 AS number FROM upload_groups WHERE store_id = ${storeId}::uuid AND status = 'PENDING' ORDER BY batch_id LIMIT 1)
    UNION ALL
    SELECT (
      SELECT later.batch_id FROM upload_groups later
      WHERE later.store_id = ${storeId}::uuid AND later.status = 'PENDING' AND later.batch_id > step.batch_id
      ORDER BY later.batch_id LIMIT 1), step.number + 1
    FROM step WHERE step.batch_id IS NOT NULL AND step.number < ${MOST_BATCHES}
  )
  SELECT batch.id, batch.priority FROM step JOIN shopify_upload_batches batch ON batch.id = step.batch_id
  WHERE batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
  ORDER BY batch.id`;

/** Whether a group of the store becomes due within the time. */
export async function hasWorkSoon(db: Db, storeId: string, withinSeconds: number): Promise<boolean> {
  const batches = await openBatches(db, storeId);
  const soon = await db.$queryRaw<{ found: number }[]>`
    SELECT 1 AS found FROM unnest(${batches.map(({ id }) => id)}::uuid[]) AS open(batch_id)
    WHERE EXISTS (
      SELECT 1 FROM upload_groups waiting
      WHERE waiting.store_id = ${storeId}::uuid AND waiting.batch_id = open.batch_id AND waiting.status = 'PENDING'
        AND waiting.due_at <= now() + make_interval(secs => ${withinSeconds}))
    LIMIT 1`;
  return soon.length > 0;
}
