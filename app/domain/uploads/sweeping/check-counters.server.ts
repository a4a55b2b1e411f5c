import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, isWriteConflict, type Tx } from "#app/platform/db.server.ts";
import { moveCounters, type BatchChange } from "../internal/settling/move-counters.server.ts";
import { countBatch, type CountByStatus, type CountedBatch } from "./count-batch.server.ts";

/** So many batches are checked in one sweep; each costs a look at its rows. */
const BATCHES_AT_ONCE = 20;

/** A running batch whose rows have not changed for so long may have ended without anybody noticing. */
const QUIET_MINUTES = 2;

/** Of one batch: about two seconds for a million rows. */
const CHECK_WITHIN_MS = 120_000;

export interface CheckedCounters {
  batches: number;
  repaired: number;
  changes: BatchChange[];
}

/**
 * Compares the counters of batches with their rows and products, also what is left per store, once after each end and
 * again while a batch is quiet, and repairs what differs. The statements that move rows move the counters, so a repair
 * means a bug or a hand in the database: it is reported. Rows and counters are read in one snapshot, so a batch that is
 * under way is never seen half moved; one that moves while it is being repaired is left to the next sweep.
 */
export async function checkCounters(runtime: Runtime, signal?: AbortSignal): Promise<CheckedCounters> {
  const due = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM shopify_upload_batches
    WHERE planned_at IS NOT NULL AND (
      (completed_at IS NOT NULL AND (counters_checked_at IS NULL OR counters_checked_at < completed_at))
      OR (completed_at IS NULL AND last_progress_at < now() - make_interval(mins => ${QUIET_MINUTES})
        AND (counters_checked_at IS NULL OR counters_checked_at < last_progress_at)))
    ORDER BY id DESC LIMIT ${BATCHES_AT_ONCE}`;
  const checked: CheckedCounters = { batches: 0, repaired: 0, changes: [] };
  for (const { id } of due) {
    if (signal?.aborted) break;
    const changes = await checkBatch(runtime, id);
    if (changes === "moved") continue;
    checked.batches += 1;
    checked.repaired += changes === null ? 0 : 1;
    checked.changes.push(...(changes ?? []));
  }
  return checked;
}

/** Null when nothing had to be repaired. */
async function checkBatch(runtime: Runtime, batchId: string): Promise<BatchChange[] | null | "moved"> {
  try {
    return await inTransaction(runtime.db, (tx) => compareBatch(tx, runtime, batchId), {
      timeoutMs: CHECK_WITHIN_MS,
      isSnapshot: true,
    });
  } catch (error) {
    if (!isWriteConflict(error)) throw error;
    runtime.log.debug({ batchId }, "A batch moved while its counters were compared.");
    return "moved";
  }
}

async function compareBatch(tx: Tx, { log }: Runtime, batchId: string): Promise<BatchChange[] | null | "moved"> {
  if ((await tx.uploadCounterMove.count({ where: { batchId } })) > 0) return "moved";
  const counted = await countBatch(tx, batchId);
  const batch = await repairBatch(tx, batchId, counted);
  const stores = await repairStores(tx, batchId, counted);
  await tx.$executeRaw`UPDATE shopify_upload_batches SET counters_checked_at = now() WHERE id = ${batchId}::uuid`;
  if (batch.length === 0 && stores.length === 0) return null;
  log.error(
    { batchId, counters: batch[0] ?? null, stores },
    "The counters of a batch differed from its rows and were repaired.",
  );
  return moveCounters(tx, [], { batchIds: [batchId] });
}

const sumOf = (counts: CountByStatus): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Returns what the counters were, when they were wrong. */
function repairBatch(tx: Tx, batchId: string, { rows, products }: CountedBatch): Promise<object[]> {
  const truth = JSON.stringify({
    rows_total: sumOf(rows),
    rows_pending: rows.PENDING,
    rows_processing: rows.PROCESSING,
    rows_succeeded: rows.SUCCESS,
    rows_failed: rows.FAILED,
    rows_skipped: rows.SKIPPED,
    rows_cancelled: rows.CANCELLED,
    products_total: sumOf(products),
    products_pending: products.PENDING,
    products_processing: products.PROCESSING,
    products_succeeded: products.SUCCESS,
    products_failed: products.FAILED,
    products_skipped: products.SKIPPED,
    products_cancelled: products.CANCELLED,
  });
  return tx.$queryRaw<object[]>`
    WITH truth AS (
      SELECT * FROM jsonb_to_record(${truth}::jsonb) AS t(
        rows_total int, rows_pending int, rows_processing int, rows_succeeded int, rows_failed int, rows_skipped int, rows_cancelled int,
        products_total int, products_pending int, products_processing int, products_succeeded int, products_failed int,
        products_skipped int, products_cancelled int)
    ),
    counters AS (
      SELECT rows_total, rows_pending, rows_processing, rows_succeeded, rows_failed, rows_skipped, rows_cancelled,
        products_total, products_pending, products_processing, products_succeeded, products_failed, products_skipped, products_cancelled
      FROM shopify_upload_batches WHERE id = ${batchId}::uuid
    ),
    wrong AS (
      SELECT to_jsonb(counters) AS was, to_jsonb(truth) AS is FROM counters, truth WHERE to_jsonb(counters) <> to_jsonb(truth)
    )
    UPDATE shopify_upload_batches batch SET
      rows_total = truth.rows_total, rows_pending = truth.rows_pending, rows_processing = truth.rows_processing,
      rows_succeeded = truth.rows_succeeded, rows_failed = truth.rows_failed, rows_skipped = truth.rows_skipped,
      rows_cancelled = truth.rows_cancelled, products_total = truth.products_total, products_pending = truth.products_pending,
      products_processing = truth.products_processing, products_succeeded = truth.products_succeeded,
      products_failed = truth.products_failed, products_skipped = truth.products_skipped, products_cancelled = truth.products_cancelled
    FROM truth, wrong WHERE batch.id = ${batchId}::uuid
    RETURNING wrong.was, wrong.is`;
}

/** The same of what is left of the batch per store; a part that is missing is made, one of a store without groups emptied. */
function repairStores(tx: Tx, batchId: string, { stores }: CountedBatch): Promise<object[]> {
  const parts = [...stores].map(([storeId, { groupsOpen, pointsOpen }]) => ({
    store_id: storeId,
    groups_open: groupsOpen,
    points_open: pointsOpen,
  }));
  return tx.$queryRaw<object[]>`
    WITH counted AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) AS c(store_id uuid, groups_open int, points_open bigint)
    ),
    known AS (SELECT store_id, groups_open, points_open FROM upload_batch_stores WHERE batch_id = ${batchId}::uuid),
    wrong AS (
      SELECT store_id, known.groups_open AS was_groups, known.points_open AS was_points,
        coalesce(counted.groups_open, 0) AS groups_open, coalesce(counted.points_open, 0) AS points_open
      FROM known FULL JOIN counted USING (store_id)
      WHERE (coalesce(known.groups_open, 0), coalesce(known.points_open, 0))
        <> (coalesce(counted.groups_open, 0), coalesce(counted.points_open, 0))
    ),
    repaired AS (
      INSERT INTO upload_batch_stores (batch_id, store_id, organization_id, groups_open, points_open)
      SELECT batch.id, wrong.store_id, batch.organization_id, wrong.groups_open, wrong.points_open
      FROM wrong JOIN shopify_upload_batches batch ON batch.id = ${batchId}::uuid
      ORDER BY wrong.store_id
      ON CONFLICT (batch_id, store_id) DO UPDATE SET groups_open = excluded.groups_open, points_open = excluded.points_open
    )
    SELECT store_id AS "storeId", was_groups AS "wasGroups", groups_open AS "groupsOpen", was_points::text AS "wasPoints",
      points_open::text AS "pointsOpen"
    FROM wrong`;
}
