import type { Runtime } from "#app/domain/context.ts";
import { pruneSlices, type PrunedSlice } from "#app/platform/prune-slices.ts";

/**
 * Deletes webhooks that were handled so many days ago, oldest first; what was not handled stays, however old it is.
 * Shopify repeats a delivery within hours, so none comes again after its record is gone. The signal ends it between two
 * slices; the next run goes on. Returns how many were deleted.
 */
export async function pruneDeliveries(
  { db, log }: Runtime,
  { keptDays }: { keptDays: number },
  signal?: AbortSignal,
): Promise<number> {
  const total = await pruneSlices(async ({ after, size }) => {
    const [slice] = await db.$queryRaw<PrunedSlice[]>`
      WITH handled AS (SELECT now() - make_interval(days => ${keptDays}) AS before),
      slice AS MATERIALIZED (
        SELECT id, received_at FROM webhook_deliveries WHERE id > ${after} ORDER BY id LIMIT ${size}
      ),
      removed AS (
        DELETE FROM webhook_deliveries old USING slice, handled
        WHERE old.id = slice.id AND old.handled_at < handled.before
        RETURNING old.id
      )
      SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed, max(id) AS last,
        coalesce(bool_and(received_at >= handled.before), FALSE) AS "isRecent"
      FROM slice, handled`;
    return slice;
  }, signal);
  if (total > 0) log.info({ deliveries: total, keptDays }, "Webhooks that were handled long ago were deleted.");
  return total;
}
