import { writeMetrics, type StoreReading } from "#app/platform/metrics.server.ts";
import type { Runtime } from "./context.ts";

const PATIENCE_MS = 3_000;

/**
 * Everything that this process tells of itself, with what the database knows of the stores at this moment. A database
 * that does not answer in time is told too, and keeps nothing else back.
 */
export async function readMetrics(runtime: Runtime): Promise<string> {
  const giveUp = new AbortController();
  const found = readStores(runtime).catch((error: unknown) => {
    runtime.log.warn({ err: error }, "The database did not answer a reading of the metrics.");
    return null;
  });
  const stores = await Promise.race([found, runtime.clock.sleep(PATIENCE_MS, giveUp.signal).then(() => null)]);
  giveUp.abort();
  return writeMetrics(stores);
}

/**
 * Two steps into the index of what waits for each open batch at each store: however much waits, only its first is read.
 * What a person holds, or a shop's daily limit, is not late.
 */
const readStores = ({ db }: Runtime): Promise<StoreReading[]> => db.$queryRaw<StoreReading[]>`
  SELECT store.shop_domain AS "shopDomain", budget.restore_per_second AS "pointsRestored",
    least(budget.maximum_points, budget.available_points
      + budget.restore_per_second * greatest(0, extract(epoch FROM now() - budget.measured_at)))::float8 AS "pointsAvailable",
    coalesce(waiting.groups, 0)::float8 AS "waitingGroups", coalesce(waiting.oldest_seconds, 0)::float8 AS "oldestDueSeconds"
  FROM stores store
  LEFT JOIN store_budgets budget ON budget.store_id = store.id
  LEFT JOIN (
    SELECT part.store_id, sum(part.groups_open) AS groups,
      max(extract(epoch FROM now() - first.due_at)) FILTER (WHERE batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
        AND batch.canary_state IS DISTINCT FROM 'RUNNING' AND at.paused_at IS NULL AND at.creates_parked_until IS NULL) AS oldest_seconds
    FROM shopify_upload_batches batch
    JOIN upload_batch_stores part ON part.batch_id = batch.id AND part.groups_open > 0
    JOIN stores at ON at.id = part.store_id
    LEFT JOIN LATERAL (
      SELECT due.due_at FROM upload_groups due
      WHERE due.store_id = part.store_id AND due.batch_id = part.batch_id AND due.status = 'PENDING' AND due.due_at <= now()
      ORDER BY due.due_at LIMIT 1
    ) AS first ON TRUE
    WHERE batch.status IN ('PENDING', 'PROCESSING')
    GROUP BY part.store_id
  ) AS waiting ON waiting.store_id = store.id
  WHERE store.status <> 'UNINSTALLED'`;
