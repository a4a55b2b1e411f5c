import type { Runtime } from "#app/domain/context.ts";
import { pruneSlices, type PrunedSlice } from "#app/platform/prune-slices.ts";

/**
 * Deletes events of so many days ago with their messages and tries, oldest first; what still waits to be sent stays, by
 * itself or in a digest. The signal ends it between two slices; the next run goes on. Returns how many were deleted.
 */
export async function pruneNotifications(
  { db, clock, log }: Runtime,
  { keptDays }: { keptDays: number },
  signal?: AbortSignal,
): Promise<number> {
  const before = new Date(clock.now().getTime() - keptDays * 86_400_000);
  const total = await pruneSlices(async ({ after, size }) => {
    const [slice] = await db.$queryRaw<PrunedSlice[]>`
      WITH slice AS MATERIALIZED (
        SELECT id, occurred_at FROM notification_events WHERE id > ${after} ORDER BY id LIMIT ${size}
      ),
      removed AS (
        DELETE FROM notification_events old USING slice
        WHERE old.id = slice.id AND old.occurred_at < ${before}
          AND NOT EXISTS (SELECT 1 FROM notification_deliveries waiting WHERE waiting.event_id = old.id AND waiting.state = 'WAITING')
          AND NOT EXISTS (
            SELECT 1 FROM notification_digest_entries entry
            LEFT JOIN notification_deliveries digest ON digest.event_id = entry.digest_event_id
            WHERE entry.event_id = old.id AND (entry.digest_event_id IS NULL OR digest.state = 'WAITING'))
        RETURNING old.id
      )
      SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed, max(id) AS last,
        coalesce(bool_and(occurred_at >= ${before}), FALSE) AS "isRecent"
      FROM slice`;
    return slice;
  }, signal);
  if (total > 0) log.info({ events: total, keptDays }, "Notifications of long ago were deleted.");
  return total;
}
