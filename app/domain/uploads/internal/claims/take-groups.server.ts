import type { Tx } from "#app/platform/db.server.ts";
import { moveCountersUnlessBusy, type MovedCounters } from "../settling/move-counters.server.ts";
import type { CounterMove } from "../settling/counter-moves.ts";
import { rowsOfGroups } from "../rows-of-groups-sql.server.ts";

export interface TakeGroupsInput {
  storeId: string;
  claimToken: string;
  groupIds: readonly bigint[];
  /** Batches whose canary runs: what is taken of them is part of it. */
  canaryBatchIds?: readonly string[];
}

export interface TakenGroups extends MovedCounters {
  ids: bigint[];
}

/** Puts waiting groups under way in the name of one worker, with their rows. Those that wait no longer are left alone. */
export async function takeGroups(
  tx: Tx,
  { storeId, claimToken, groupIds, canaryBatchIds = [] }: TakeGroupsInput,
): Promise<TakenGroups> {
  const claimed = await tx.$queryRaw<{ id: bigint; batch_id: string }[]>`
    UPDATE upload_groups SET status = 'PROCESSING', claim_token = ${claimToken}::uuid, claimed_at = now(),
      is_canary = is_canary OR batch_id = ANY (${[...canaryBatchIds]}::uuid[])
    WHERE id = ANY (${[...groupIds]}::bigint[]) AND status = 'PENDING'
    RETURNING id, batch_id`;
  const ids = claimed.map((group) => group.id);
  const rows = await tx.$queryRaw<{ batch_id: string; count: number }[]>`
    WITH started AS (
      UPDATE shopify_upload_products mine SET status = 'PROCESSING' FROM ${rowsOfGroups(ids, "PENDING")}
      WHERE mine.id = this.id AND mine.status = 'PENDING'
      RETURNING mine.batch_id
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
  return { ids, ...(await moveCountersUnlessBusy(tx, moves)) };
}
