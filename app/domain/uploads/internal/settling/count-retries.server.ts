import type { Tx } from "#app/platform/db.server.ts";
import type { Settlement } from "./settlement.ts";

/** Counts, on each batch, the tries that are repeated by themselves. Comes after the batches' counters. */
export async function countRetries(
  tx: Tx,
  settlements: readonly Settlement[],
  batchOf: ReadonlyMap<bigint, string>,
): Promise<void> {
  const repeated = settlements.filter(
    ({ countsAsFailedTry, rows }) => countsAsFailedTry === true && rows.some(({ status }) => status === "PENDING"),
  );
  const batchIds = repeated.flatMap(({ groupId }) => batchOf.get(groupId) ?? []);
  if (batchIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE shopify_upload_batches batch SET automatic_retries = batch.automatic_retries + repeated.tries
    FROM (SELECT id, count(*) AS tries FROM unnest(${batchIds}::uuid[]) AS given (id) GROUP BY id) AS repeated
    WHERE batch.id = repeated.id`;
}
