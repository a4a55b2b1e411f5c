import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import type { ClaimedGroup } from "./claimed-group.ts";
import { openBatches } from "./due-batches.server.ts";
import { loadClaimed, type UnreadableGroup } from "./load-claimed.server.ts";
import { moveCounters, type CounterMove } from "./move-counters.server.ts";
import { settleGroups } from "./settle-groups.server.ts";
import type { Settlement } from "./settlement.ts";

export interface ClaimInput {
  storeId: string;
  claimToken: string;
  limit: number;
}

/**
 * Takes due groups of a store for one worker and returns them with all that their next step needs: those of batches with
 * a higher priority first, batches of one priority in turns, so that a small one is not stuck behind a large one. Groups
 * of paused or cancelled batches stay, and so does a group whose product is under way in another.
 * A group whose content cannot be read FAILS at once.
 */
export async function claimGroups(runtime: Runtime, input: ClaimInput): Promise<ClaimedGroup[]> {
  const ids = await inTransaction(runtime.db, (tx) => claim(tx, input));
  if (ids.length === 0) return [];
  const { groups, unreadable } = await loadClaimed(runtime.db, input.storeId, ids);
  if (unreadable.length > 0) await settleGroups(runtime.db, input.claimToken, unreadable.map(failUnreadable));
  return groups;
}

function failUnreadable({ id, rowIds, field, problem }: UnreadableGroup): Settlement {
  const message = `What was approved of this product cannot be read at "${field}": ${problem}.`;
  const failure = { category: "VALIDATION", code: UNREADABLE, message, field } as const;
  return { groupId: id, errorCode: UNREADABLE, rows: rowIds.map((rowId) => ({ rowId, status: "FAILED", failure })) };
}

const UNREADABLE = "upload.unreadable-content";

async function claim(tx: Tx, { storeId, claimToken, limit }: ClaimInput): Promise<bigint[]> {
  const batchIds = await openBatches(tx, storeId);
  if (batchIds.length === 0) return [];
  const due = await tx.$queryRaw<{ id: bigint; product_id: string }[]>`
    WITH turns AS (
      SELECT next.id, row_number() OVER (PARTITION BY open.rank ORDER BY next.due_at, next.id) AS turn, open.priority, open.rank
      FROM unnest(${batchIds.map(({ id }) => id)}::uuid[], ${batchIds.map(({ priority }) => priority)}::int[])
        WITH ORDINALITY AS open(batch_id, priority, rank)
      CROSS JOIN LATERAL (
        SELECT waiting.id, waiting.due_at FROM upload_groups waiting
        WHERE waiting.store_id = ${storeId}::uuid AND waiting.batch_id = open.batch_id AND waiting.status = 'PENDING'
          AND waiting.due_at <= now()
          AND NOT EXISTS (
            SELECT 1 FROM upload_groups busy
            WHERE busy.store_id = waiting.store_id AND busy.product_id = waiting.product_id AND busy.status = 'PROCESSING')
        ORDER BY waiting.due_at, waiting.id
        LIMIT ${limit}
      ) AS next
    ),
    chosen AS MATERIALIZED (SELECT id, priority, turn, rank FROM turns ORDER BY priority DESC, turn, rank LIMIT ${limit})
    SELECT waiting.id, waiting.product_id
    FROM chosen JOIN upload_groups waiting ON waiting.id = chosen.id AND waiting.status = 'PENDING'
    ORDER BY chosen.priority DESC, chosen.turn, chosen.rank
    FOR UPDATE OF waiting SKIP LOCKED`;
  const firstOfProduct = [...new Map(due.toReversed().map((group) => [group.product_id, group.id])).values()];
  if (firstOfProduct.length === 0) return [];
  const claimed = await tx.$queryRaw<{ id: bigint; batch_id: string }[]>`
    UPDATE upload_groups SET status = 'PROCESSING', claim_token = ${claimToken}::uuid, claimed_at = now()
    WHERE id = ANY (${firstOfProduct}::bigint[]) AND status = 'PENDING'
    RETURNING id, batch_id`;
  const ids = claimed.map((group) => group.id);
  const rows = await tx.$queryRaw<{ batch_id: string; count: number }[]>`
    WITH started AS (
      UPDATE shopify_upload_products SET status = 'PROCESSING'
      WHERE group_id = ANY (${ids}::bigint[]) AND status = 'PENDING'
      RETURNING batch_id
    )
    SELECT batch_id, count(*)::int AS count FROM started GROUP BY batch_id`;
  const groupCounts = new Map<string, number>();
  for (const { batch_id } of claimed) groupCounts.set(batch_id, (groupCounts.get(batch_id) ?? 0) + 1);
  const move = { from: "PENDING", to: "PROCESSING" } as const;
  const moves: CounterMove[] = [
    ...rows.map((row): CounterMove => ({ batchId: row.batch_id, what: "rows", count: row.count, ...move })),
    ...[...groupCounts].map(([batchId, count]): CounterMove => ({
      batchId,
      what: "products",
      storeId,
      points: 0,
      count,
      ...move,
    })),
  ];
  await moveCounters(tx, moves);
  return ids;
}
