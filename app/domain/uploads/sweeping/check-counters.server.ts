import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { moveCounters, type BatchChange } from "../internal/settling/move-counters.server.ts";

/** So many batches are checked in one sweep; each costs a look at its rows. */
const BATCHES_AT_ONCE = 20;

/** A running batch whose rows have not changed for so long may have ended without anybody noticing. */
const QUIET_MINUTES = 2;

export interface CheckedCounters {
  batches: number;
  repaired: number;
  changes: BatchChange[];
}

/**
 * Compares the counters of batches with their rows, once after each end and again while a batch is quiet, and repairs
 * what differs. The statements that move rows move the counters, so a repair means a bug or a hand in the database: it
 * is reported. Rows and counters are read in one snapshot, so a batch that is under way is never seen half moved.
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
    checked.batches += 1;
    checked.repaired += changes === null ? 0 : 1;
    checked.changes.push(...(changes ?? []));
  }
  return checked;
}

/** Null when nothing had to be repaired. */
async function checkBatch(runtime: Runtime, batchId: string): Promise<BatchChange[] | null> {
  return inTransaction(
    runtime.db,
    async (tx) => {
      const repaired = await tx.$queryRaw<object[]>`
        WITH counted AS (
          SELECT count(*) FILTER (WHERE status = 'PENDING')::int AS pending, count(*) FILTER (WHERE status = 'PROCESSING')::int AS processing,
            count(*) FILTER (WHERE status = 'SUCCESS')::int AS succeeded, count(*) FILTER (WHERE status = 'FAILED')::int AS failed,
            count(*) FILTER (WHERE status = 'SKIPPED')::int AS skipped, count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled
          FROM shopify_upload_products WHERE batch_id = ${batchId}::uuid
        ),
        unchanged AS (
          SELECT coalesce(sum(row_count), 0)::int AS rows FROM upload_groups
          WHERE batch_id = ${batchId}::uuid AND skip_reason = 'UNCHANGED'
            AND NOT EXISTS (SELECT 1 FROM shopify_upload_products own WHERE own.group_id = upload_groups.id)
        ),
        truth AS (
          SELECT counted.pending, counted.processing, counted.succeeded, counted.failed, counted.cancelled,
            counted.skipped + unchanged.rows AS skipped
          FROM counted, unchanged
        ),
        wrong AS (
          SELECT batch.id, truth.*, batch.rows_pending AS was_pending, batch.rows_processing AS was_processing,
            batch.rows_succeeded AS was_succeeded, batch.rows_failed AS was_failed, batch.rows_skipped AS was_skipped,
            batch.rows_cancelled AS was_cancelled
          FROM shopify_upload_batches batch, truth
          WHERE batch.id = ${batchId}::uuid
            AND (batch.rows_pending, batch.rows_processing, batch.rows_succeeded, batch.rows_failed, batch.rows_skipped, batch.rows_cancelled)
              IS DISTINCT FROM (truth.pending, truth.processing, truth.succeeded, truth.failed, truth.skipped, truth.cancelled)
        )
        UPDATE shopify_upload_batches batch SET
          rows_pending = rows_pending + wrong.pending - was_pending, rows_processing = rows_processing + wrong.processing - was_processing,
          rows_succeeded = rows_succeeded + wrong.succeeded - was_succeeded, rows_failed = rows_failed + wrong.failed - was_failed,
          rows_skipped = rows_skipped + wrong.skipped - was_skipped, rows_cancelled = rows_cancelled + wrong.cancelled - was_cancelled,
          rows_total = rows_total + wrong.pending + wrong.processing + wrong.succeeded + wrong.failed + wrong.skipped + wrong.cancelled
            - was_pending - was_processing - was_succeeded - was_failed - was_skipped - was_cancelled
        FROM wrong WHERE batch.id = wrong.id
        RETURNING wrong.*`;
      await tx.$executeRaw`UPDATE shopify_upload_batches SET counters_checked_at = now() WHERE id = ${batchId}::uuid`;
      const [found] = repaired;
      if (!found) return null;
      runtime.log.error(
        { batchId, counters: found },
        "The counters of a batch differed from its rows and were repaired.",
      );
      return moveCounters(tx, [], { batchIds: [batchId] });
    },
    { timeoutMs: 60_000 },
  );
}
