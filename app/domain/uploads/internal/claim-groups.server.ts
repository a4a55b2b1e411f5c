import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import type { ClaimedGroup } from "./claimed-group.ts";
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
 * Takes due groups of a store for one worker, in order of priority and age, and returns them with all that their next
 * step needs. Groups of paused or cancelled batches stay, and so does a group whose product is under way in another.
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
  const due = await tx.$queryRaw<{ id: bigint; product_id: string }[]>`
    SELECT waiting.id, waiting.product_id
    FROM upload_groups waiting
    JOIN shopify_upload_batches batch ON batch.id = waiting.batch_id
    WHERE waiting.store_id = ${storeId}::uuid AND waiting.status = 'PENDING' AND waiting.due_at <= now()
      AND batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM upload_groups busy
        WHERE busy.store_id = waiting.store_id AND busy.product_id = waiting.product_id AND busy.status = 'PROCESSING')
    ORDER BY waiting.priority DESC, waiting.due_at, waiting.id
    LIMIT ${limit}
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
    ...[...groupCounts].map(([batchId, count]): CounterMove => ({ batchId, what: "products", count, ...move })),
  ];
  await moveCounters(tx, moves);
  return ids;
}
