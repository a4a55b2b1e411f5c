import type { Tx } from "#app/platform/db.server.ts";
import { LIVE_TIME_GROWTH, SHORTEST_LIVE_TIME } from "../../queries/live-times.ts";
import type { GroupMove } from "./counter-moves.ts";

/**
 * Counts products whose upload ended, by store and day (of UTC, which is the same in every store): what charts are drawn
 * from. An upload that failed, was retried and succeeded has ended twice. Of a success it counts how long it took from the
 * approval.
 */
export async function countUploadDays(tx: Tx, ended: readonly GroupMove[]): Promise<void> {
  if (ended.length === 0) return;
  const moves = ended.map(({ batchId, storeId, to, count }) => ({ batchId, storeId, outcome: to, products: count }));
  await tx.$executeRaw`
    INSERT INTO upload_days AS known (store_id, day, outcome, live_time, organization_id, products)
    SELECT move."storeId", (now() AT TIME ZONE 'UTC')::date, move.outcome::upload_row_status,
      CASE WHEN move.outcome = 'SUCCESS' THEN
        ceil(ln(greatest(extract(epoch FROM now() - batch.created_at), ${SHORTEST_LIVE_TIME}::float8) / ${SHORTEST_LIVE_TIME}::float8)
          / ln(${LIVE_TIME_GROWTH}::float8))
      ELSE 0 END AS live_time,
      batch.organization_id, sum(move.products)
    FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) AS move ("batchId" uuid, "storeId" uuid, outcome text, products int)
    JOIN shopify_upload_batches batch ON batch.id = move."batchId" AND batch.purpose = 'UPLOAD'
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (store_id, day, outcome, live_time) DO UPDATE SET products = known.products + excluded.products`;
}
