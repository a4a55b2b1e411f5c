import { recordBatchEnds } from "#app/domain/notifications/events/record-batch-ends.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import type { BatchStatus, RowStatus } from "../../transitions.ts";
import { countUploadDays } from "./count-upload-days.server.ts";
import type { CounterMove, GroupMove } from "./counter-moves.ts";

const COLUMNS: Record<RowStatus, string> = {
  PENDING: "pending",
  PROCESSING: "processing",
  SUCCESS: "succeeded",
  FAILED: "failed",
  SKIPPED: "skipped",
  CANCELLED: "cancelled",
};

export interface BatchChange {
  id: string;
  organizationId: string;
  name: string;
  before: BatchStatus;
  after: BatchStatus;
  rowsTotal: number;
  rowsSucceeded: number;
  rowsFailed: number;
  rowsSkipped: number;
  rowsCancelled: number;
  costPoints: number;
  /** Rules have messages of its end, and nobody has been woken yet to send them. */
  hasMessages?: boolean;
}

type Deltas = Record<string, number | string>;

function sumDeltas(
  moves: readonly CounterMove[],
  costPoints: ReadonlyMap<string, number>,
  batchIds: readonly string[],
): Deltas[] {
  const byBatch = new Map<string, Deltas>();
  const of = (batchId: string): Deltas => {
    let deltas = byBatch.get(batchId);
    if (!deltas) byBatch.set(batchId, (deltas = { id: batchId }));
    return deltas;
  };
  const add = (deltas: Deltas, column: string, by: number) => (deltas[column] = Number(deltas[column] ?? 0) + by);
  for (const move of moves) {
    const deltas = of(move.batchId);
    add(deltas, `${move.what}_${COLUMNS[move.from]}`, -move.count);
    add(deltas, `${move.what}_${COLUMNS[move.to]}`, move.count);
  }
  for (const [batchId, points] of costPoints) add(of(batchId), "cost_points", points);
  for (const batchId of batchIds) of(batchId);
  return [...byBatch.values()];
}

/**
 * Moves the counters of batches and, with them, the batches' own status: PROCESSING with the first row under way,
 * COMPLETED, FAILED or CANCELLED with the last one, PENDING again when rows come back. Returns the batches whose
 * status changed. Batches are locked in one order and last of all tables, so that two stores cannot deadlock.
 */
export async function moveCounters(
  tx: Tx,
  moves: readonly CounterMove[],
  {
    costPoints = new Map<string, number>(),
    batchIds = [],
  }: { costPoints?: ReadonlyMap<string, number>; batchIds?: readonly string[] } = {},
): Promise<BatchChange[]> {
  const deltas = sumDeltas(moves, costPoints, batchIds);
  if (deltas.length === 0) return [];
  // A statement of its own: the next one then sees what others committed while this one waited. Of a weaker kind than
  // FOR UPDATE, which would wait for every transaction that puts rows into the batch.
  await tx.$queryRaw`SELECT id FROM shopify_upload_batches
    WHERE id = ANY (${deltas.map(({ id }) => id)}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const changes = await tx.$queryRaw<BatchChange[]>`
    WITH delta AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb) AS d(id uuid,
        rows_pending int, rows_processing int, rows_succeeded int, rows_failed int, rows_skipped int, rows_cancelled int,
        products_pending int, products_processing int, products_succeeded int, products_failed int, products_skipped int, products_cancelled int,
        cost_points int)
    ),
    before AS (
      SELECT batch.id, batch.status FROM shopify_upload_batches batch
      WHERE batch.id IN (SELECT id FROM delta)
    ),
    counted AS (
      SELECT batch.id,
        batch.rows_pending + coalesce(d.rows_pending, 0) + batch.rows_processing + coalesce(d.rows_processing, 0) AS open_rows,
        batch.rows_processing + coalesce(d.rows_processing, 0) AS processing_rows,
        batch.rows_succeeded + coalesce(d.rows_succeeded, 0) AS succeeded_rows,
        batch.rows_failed + coalesce(d.rows_failed, 0) AS failed_rows
      FROM shopify_upload_batches batch JOIN before ON before.id = batch.id JOIN delta d ON d.id = batch.id
    ),
    decided AS (
      SELECT batch.id, CASE
          WHEN counted.open_rows = 0 AND batch.planned_at IS NOT NULL AND batch.status IN ('PENDING', 'PROCESSING') THEN
            CASE
              WHEN batch.cancel_requested_at IS NOT NULL THEN 'CANCELLED'
              WHEN batch.error_summary IS NOT NULL THEN 'FAILED'
              WHEN counted.failed_rows > 0 AND counted.succeeded_rows = 0 THEN 'FAILED'
              ELSE 'COMPLETED'
            END
          WHEN counted.open_rows > 0 AND batch.status IN ('COMPLETED', 'FAILED') THEN 'PENDING'
          WHEN counted.processing_rows > 0 AND batch.status = 'PENDING' THEN 'PROCESSING'
          ELSE batch.status::text
        END AS status
      FROM shopify_upload_batches batch JOIN counted ON counted.id = batch.id
    ),
    moved AS (
      UPDATE shopify_upload_batches batch SET
        rows_pending = batch.rows_pending + coalesce(d.rows_pending, 0),
        rows_processing = batch.rows_processing + coalesce(d.rows_processing, 0),
        rows_succeeded = batch.rows_succeeded + coalesce(d.rows_succeeded, 0),
        rows_failed = batch.rows_failed + coalesce(d.rows_failed, 0),
        rows_skipped = batch.rows_skipped + coalesce(d.rows_skipped, 0),
        rows_cancelled = batch.rows_cancelled + coalesce(d.rows_cancelled, 0),
        products_pending = batch.products_pending + coalesce(d.products_pending, 0),
        products_processing = batch.products_processing + coalesce(d.products_processing, 0),
        products_succeeded = batch.products_succeeded + coalesce(d.products_succeeded, 0),
        products_failed = batch.products_failed + coalesce(d.products_failed, 0),
        products_skipped = batch.products_skipped + coalesce(d.products_skipped, 0),
        products_cancelled = batch.products_cancelled + coalesce(d.products_cancelled, 0),
        cost_points = batch.cost_points + coalesce(d.cost_points, 0),
        status = decided.status::upload_batch_status,
        started_at = CASE WHEN decided.status = 'PROCESSING' THEN coalesce(batch.started_at, now()) ELSE batch.started_at END,
        completed_at = CASE
          WHEN decided.status IN ('PENDING', 'PROCESSING') THEN NULL
          ELSE coalesce(batch.completed_at, now())
        END,
        error_summary = CASE WHEN decided.status = 'PENDING' THEN NULL ELSE batch.error_summary END,
        last_progress_at = now()
      FROM delta d JOIN decided ON decided.id = d.id
      WHERE batch.id = d.id
      RETURNING batch.*
    )
    SELECT moved.id, moved.organization_id AS "organizationId", moved.name, before.status::text AS before, moved.status::text AS after,
      moved.rows_total AS "rowsTotal", moved.rows_succeeded AS "rowsSucceeded", moved.rows_failed AS "rowsFailed",
      moved.rows_skipped AS "rowsSkipped", moved.rows_cancelled AS "rowsCancelled", moved.cost_points AS "costPoints"
    FROM moved JOIN before ON before.id = moved.id
    WHERE moved.status IS DISTINCT FROM before.status`;
  await moveStores(tx, moves);
  await countUploadDays(tx, moves.filter(isEndOfProducts));
  return noteBatchEnds(tx, changes);
}

async function noteBatchEnds(tx: Tx, changes: BatchChange[]): Promise<BatchChange[]> {
  const ended = changes.filter(({ after }) => after === "COMPLETED" || after === "FAILED" || after === "CANCELLED");
  if (ended.length === 0) return changes;
  await tx.activity.createMany({
    data: ended.map((batch) => ({
      organizationId: batch.organizationId,
      actorType: "SYSTEM" as const,
      actorName: "Catalog Relay",
      action: `batch.${batch.after.toLowerCase()}`,
      subjectType: "batch",
      subjectId: batch.id,
      details: { name: batch.name },
    })),
  });
  const told = ended.filter(({ after }) => after !== "CANCELLED");
  const withMessages = await recordBatchEnds(
    tx,
    told.map(({ id }) => id),
  );
  return changes.map((change) => (withMessages.has(change.id) ? { ...change, hasMessages: true } : change));
}

const isEndOfProducts = (move: CounterMove): move is GroupMove => move.what === "products" && !isOpen(move.to);

const isOpen = (status: RowStatus): boolean => status === "PENDING" || status === "PROCESSING";

/** What is left per store, locked after its batch and in one order; only ends and returns of groups change it. */
async function moveStores(tx: Tx, moves: readonly CounterMove[]): Promise<void> {
  const left = new Map<string, { batch_id: string; store_id: string; groups: number; points: number }>();
  for (const move of moves) {
    if (move.what === "rows" || isOpen(move.from) === isOpen(move.to)) continue;
    const key = `${move.batchId} ${move.storeId}`;
    const sum = left.get(key) ?? { batch_id: move.batchId, store_id: move.storeId, groups: 0, points: 0 };
    const sign = isOpen(move.to) ? 1 : -1;
    left.set(key, { ...sum, groups: sum.groups + sign * move.count, points: sum.points + sign * move.points });
  }
  if (left.size === 0) return;
  const changes = JSON.stringify([...left].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum));
  await tx.$executeRaw`
    WITH change AS (
      SELECT * FROM jsonb_to_recordset(${changes}::jsonb) AS c(batch_id uuid, store_id uuid, groups int, points bigint)
    ),
    locked AS MATERIALIZED (
      SELECT part.batch_id, part.store_id FROM upload_batch_stores part JOIN change USING (batch_id, store_id)
      ORDER BY part.batch_id, part.store_id FOR UPDATE OF part
    )
    UPDATE upload_batch_stores part SET groups_open = part.groups_open + change.groups, points_open = part.points_open + change.points
    FROM change JOIN locked USING (batch_id, store_id)
    WHERE part.batch_id = change.batch_id AND part.store_id = change.store_id`;
}
