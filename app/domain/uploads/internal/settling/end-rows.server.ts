import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import { endOpenIntents } from "./end-open-intents.server.ts";
import { statusOfRows } from "./status-of-rows-sql.server.ts";
import type { RowStatus } from "../../transitions.ts";
import { rowsOfGroups } from "../rows-of-groups-sql.server.ts";
import { groupMoves, type CounterMove, type MovedGroups } from "./counter-moves.ts";
import { moveCounters, type BatchChange } from "./move-counters.server.ts";

export interface EndRowsInput {
  /** Groups whose rows may end; groups that are not in the status `from` are left alone. */
  groupIds: readonly bigint[];
  /** Only these rows of the groups; all waiting ones when absent. */
  rowIds?: Prisma.Sql;
  /** PROCESSING takes the groups from the worker that holds them: its commit will find nothing. */
  from?: Extract<RowStatus, "PENDING" | "PROCESSING">;
  to: Extract<RowStatus, "SKIPPED" | "CANCELLED">;
  skipReason?: "SUPERSEDED";
}

/**
 * Ends rows without an upload, their groups when no row is left waiting, and moves the counters.
 * Groups are locked before rows, as a claim does, so that both cannot block each other. Returns the batches that changed
 * their status.
 */
export async function endRows(
  tx: Tx,
  { groupIds, rowIds, from = "PENDING", to, skipReason }: EndRowsInput,
): Promise<BatchChange[]> {
  if (groupIds.length === 0) return [];
  const onlyRows = rowIds ? Prisma.sql`AND mine.id = ANY (${rowIds})` : Prisma.empty;
  const locked = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM upload_groups WHERE id = ANY (${[...groupIds]}::bigint[]) AND status = ${from}::upload_row_status ORDER BY id FOR UPDATE`;
  const lockedIds = locked.map((group) => group.id);
  if (lockedIds.length === 0) return [];
  if (from === "PROCESSING") await endOpenIntents(tx, lockedIds);
  const rows = await tx.$queryRaw<{ batch_id: string; count: number }[]>`
    WITH ended AS (
      UPDATE shopify_upload_products mine SET status = ${to}::upload_row_status,
        skip_reason = ${skipReason ?? null}::upload_skip_reason, processed_at = now()
      FROM ${rowsOfGroups(lockedIds, from)}
      WHERE mine.id = this.id AND mine.status = ${from}::upload_row_status ${onlyRows}
      RETURNING mine.batch_id
    )
    SELECT batch_id, count(*)::int AS count FROM ended GROUP BY batch_id`;
  const groups = await tx.$queryRaw<MovedGroups[]>`
    WITH ended AS (
      UPDATE upload_groups SET ended_at = now(), claim_token = NULL,
        skip_reason = CASE WHEN left_over.status = 'SKIPPED' THEN ${skipReason ?? null}::upload_skip_reason END,
        status = left_over.status::upload_row_status
      FROM (
        SELECT group_id, ${statusOfRows} AS status
        FROM shopify_upload_products WHERE group_id = ANY (${lockedIds}::bigint[])
        GROUP BY group_id HAVING NOT bool_or(status IN ('PENDING', 'PROCESSING'))
      ) AS left_over
      WHERE upload_groups.id = left_over.group_id AND upload_groups.status = ${from}::upload_row_status
      RETURNING upload_groups.batch_id, upload_groups.store_id, upload_groups.status, upload_groups.planned_points
    )
    SELECT batch_id, store_id, status::text AS status, count(*)::int AS count, sum(planned_points)::int AS points
    FROM ended GROUP BY batch_id, store_id, status`;
  const moves: CounterMove[] = [
    ...rows.map((row): CounterMove => ({ batchId: row.batch_id, what: "rows", from, to, count: row.count })),
    ...groupMoves(from, groups),
  ];
  return moveCounters(tx, moves);
}
