import type { Runtime } from "#app/domain/context.ts";
import { pruneSlices, type PrunedSlice } from "#app/platform/prune-slices.ts";

/**
 * Deletes the attempts of batches that ended so many days ago, or fewer where their organization says so, oldest first; batches, products and rows stay. An INTENT
 * without an outcome stays for good: it is all that is known of a call that may have made something. The signal ends it
 * between two slices; the next run goes on. Returns how many attempts were deleted.
 */
export async function pruneAttempts(
  { db, log }: Runtime,
  { keptDays }: { keptDays: number },
  signal?: AbortSignal,
): Promise<number> {
  const total = await pruneSlices(async ({ after, size }) => {
    // Attempts get their ids in the order of time, so that the oldest are found without an index of their own.
    const [slice] = await db.$queryRaw<PrunedSlice[]>`
      WITH ended AS (
        SELECT now() - make_interval(days => least(${keptDays}::int, min(attempts_kept_days))) AS last FROM organizations
      ),
      slice AS MATERIALIZED (
        SELECT id, batch_id, started_at FROM upload_attempts WHERE id > ${after} ORDER BY id LIMIT ${size}
      ),
      removed AS (
        DELETE FROM upload_attempts old USING slice, shopify_upload_batches batch, organizations organization
        WHERE old.id = slice.id AND old.outcome <> 'INTENT' AND batch.id = slice.batch_id
          AND organization.id = batch.organization_id
          AND batch.completed_at < now() - make_interval(days => least(${keptDays}::int, organization.attempts_kept_days))
        RETURNING old.id
      )
      SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed, max(id) AS last,
        coalesce(bool_and(started_at >= ended.last), FALSE) AS "isRecent"
      FROM slice, ended`;
    return slice;
  }, signal);
  if (total > 0) log.info({ attempts: total, keptDays }, "Attempts of batches that ended long ago were deleted.");
  return total;
}
