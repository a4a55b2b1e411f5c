import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import { endOpenIntents } from "../settling/end-open-intents.server.ts";
import { statusOfRows } from "../settling/status-of-rows-sql.server.ts";
import type { RowStatus } from "../../transitions.ts";
import { logBatchChanges } from "../../log-batch-changes.server.ts";
import { groupMoves, type CounterMove, type MovedGroups } from "../settling/counter-moves.ts";
import { foldCounters } from "../settling/fold-counters.server.ts";
import { moveCountersUnlessBusy } from "../settling/move-counters.server.ts";
import { rowsOfGroups } from "../rows-of-groups-sql.server.ts";

const SLICE_GROUPS = 500;

export interface GiveBackInput {
  storeId: string;
  /** The worker whose claims stay; of all others the store's groups are taken back. */
  exceptClaim?: string;
  /** Only these groups, which their holder gives back. */
  onlyClaim?: string;
  /** Only groups of this batch. */
  batchId?: string;
}

/**
 * Puts groups that are under way back in line: those of workers that died, or those that a stopping worker has not
 * begun. A group with an open intent comes back as unclear, so that its next try looks before it writes.
 * Returns how many groups came back.
 */
export async function giveBackGroups(
  runtime: Pick<Runtime, "db" | "clock" | "queue" | "log">,
  { storeId, exceptClaim, onlyClaim, batchId }: GiveBackInput,
): Promise<number> {
  const { db, log } = runtime;
  let total = 0;
  for (;;) {
    const slice = await inTransaction(db, async (tx) => {
      const groups = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM upload_groups
        WHERE store_id = ${storeId}::uuid AND status = 'PROCESSING'
          AND (${exceptClaim ?? null}::uuid IS NULL OR claim_token <> ${exceptClaim ?? null}::uuid)
          AND (${onlyClaim ?? null}::uuid IS NULL OR claim_token = ${onlyClaim ?? null}::uuid)
          AND (${batchId ?? null}::uuid IS NULL OR batch_id = ${batchId ?? null}::uuid)
        ORDER BY id LIMIT ${SLICE_GROUPS} FOR UPDATE`;
      if (groups.length === 0) return { count: 0, changes: [], postponed: [] };
      const ids = groups.map((group) => group.id);
      const unclearIds = await endOpenIntents(tx, ids);
      const rows = await tx.$queryRaw<{ batch_id: string; status: RowStatus; count: number }[]>`
        WITH returned AS (
          UPDATE shopify_upload_products mine SET
            status = (CASE WHEN newer.id IS NULL THEN 'PENDING' ELSE 'SKIPPED' END)::upload_row_status,
            skip_reason = CASE WHEN newer.id IS NULL THEN NULL ELSE 'SUPERSEDED'::upload_skip_reason END
          FROM ${rowsOfGroups(ids, "PROCESSING")}
          LEFT JOIN LATERAL (
            SELECT id FROM shopify_upload_products
            WHERE store_id = this.store_id AND variant_id = this.variant_id AND status = 'PENDING' LIMIT 1
          ) AS newer ON TRUE
          WHERE mine.id = this.id AND mine.status = 'PROCESSING'
          RETURNING mine.batch_id, mine.status
        )
        SELECT batch_id, status::text AS status, count(*)::int AS count FROM returned GROUP BY batch_id, status`;
      const moved = await tx.$queryRaw<MovedGroups[]>`
        WITH returned AS (
          UPDATE upload_groups SET claim_token = NULL, due_at = now(),
            status = of_rows.status::upload_row_status,
            skip_reason = CASE WHEN of_rows.status = 'SKIPPED' THEN 'SUPERSEDED'::upload_skip_reason END,
            ended_at = CASE WHEN of_rows.status = 'PENDING' THEN NULL ELSE now() END,
            is_unclear = is_unclear OR id = ANY (${unclearIds}::bigint[])
          FROM (
            SELECT group_id, ${statusOfRows} AS status
            FROM shopify_upload_products WHERE group_id = ANY (${ids}::bigint[]) GROUP BY group_id
          ) AS of_rows
          WHERE upload_groups.id = of_rows.group_id
          RETURNING batch_id, store_id, upload_groups.status, planned_points
        )
        SELECT batch_id, store_id, status::text AS status, count(*)::int AS count, sum(planned_points)::int AS points
        FROM returned GROUP BY batch_id, store_id, status`;
      failpoint("uploads.in-give-back");
      const rowMoves = rows.map(({ batch_id, status, count }): CounterMove => ({
        batchId: batch_id,
        what: "rows",
        from: "PROCESSING",
        to: status,
        count,
      }));
      const moves = [...rowMoves, ...groupMoves("PROCESSING", moved)];
      return { count: ids.length, ...(await moveCountersUnlessBusy(tx, moves)) };
    });
    logBatchChanges(log, slice.changes);
    await foldCounters(runtime, slice.postponed);
    total += slice.count;
    if (slice.count < SLICE_GROUPS) return total;
  }
}
