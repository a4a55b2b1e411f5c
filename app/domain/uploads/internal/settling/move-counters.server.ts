import { Prisma } from "@prisma/client";
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

export interface MoveOptions {
  /** Points that calls have cost, by batch. */
  costPoints?: ReadonlyMap<string, number>;
  /** Tries that are repeated by themselves, by batch. */
  retries?: ReadonlyMap<string, number>;
  /** Batches of which something else may have changed that their status depends on. */
  batchIds?: readonly string[];
}

export interface MovedCounters {
  /** Batches whose status changed. */
  changes: BatchChange[];
  /** Moves that another transaction was in the way of: `foldCounters` has to be called for them after the commit. */
  postponed: bigint[];
}

interface Deltas {
  id: string;
  [column: string]: number | string;
}

function sumDeltas(
  moves: readonly CounterMove[],
  { costPoints = new Map(), retries = new Map(), batchIds = [] }: MoveOptions,
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
  for (const [batchId, tries] of retries) add(of(batchId), "automatic_retries", tries);
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
  options: MoveOptions = {},
): Promise<BatchChange[]> {
  const deltas = sumDeltas(moves, options);
  if (deltas.length === 0) return [];
  // A statement of its own: the next one then sees what others committed while this one waited. Of a weaker kind than
  // FOR UPDATE, which would wait for every transaction that puts rows into the batch.
  await tx.$queryRaw`SELECT id FROM shopify_upload_batches
    WHERE id = ANY (${deltas.map(({ id }) => id)}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const changes = await addUp(tx, deltas);
  await moveParts(tx, moves);
  return changes;
}

/**
 * The same for whoever has no time to wait: a hundred stores of one batch would stand in line for its counters. What
 * cannot be moved at once is written down, in the same transaction, for whoever moves the batch's counters next.
 */
export async function moveCountersUnlessBusy(
  tx: Tx,
  moves: readonly CounterMove[],
  options: MoveOptions = {},
): Promise<MovedCounters> {
  const deltas = sumDeltas(moves, options);
  if (deltas.length === 0) return { changes: [], postponed: [] };
  const free = await lockFree(
    tx,
    deltas.map(({ id }) => id),
  );
  const postponed = await postpone(
    tx,
    deltas.filter(({ id }) => !free.has(id)),
  );
  const changes = await addUp(
    tx,
    deltas.filter(({ id }) => free.has(id)),
  );
  await moveParts(tx, moves);
  return { changes, postponed };
}

/** Takes in what was postponed of these batches, as far as nobody else is at them. */
export async function takeInPostponed(tx: Tx, batchIds: readonly string[]): Promise<BatchChange[]> {
  const free = await lockFree(tx, batchIds);
  return addUp(
    tx,
    [...free].map((id) => ({ id })),
  );
}

async function lockFree(tx: Tx, batchIds: readonly string[]): Promise<Set<string>> {
  const free = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM shopify_upload_batches
    WHERE id = ANY (${[...batchIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
  return new Set(free.map(({ id }) => id));
}

async function postpone(tx: Tx, deltas: readonly Deltas[]): Promise<bigint[]> {
  if (deltas.length === 0) return [];
  const written = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO upload_counter_moves (organization_id, batch_id, deltas)
    SELECT batch.organization_id, batch.id, moved
    FROM jsonb_array_elements(${JSON.stringify(deltas)}::jsonb) AS moved
    JOIN shopify_upload_batches batch ON batch.id = (moved ->> 'id')::uuid
    RETURNING id`;
  return written.map(({ id }) => id);
}

/** Adds to the counters of batches that this transaction has locked, with what others have postponed of them. */
async function addUp(tx: Tx, deltas: readonly Deltas[]): Promise<BatchChange[]> {
  if (deltas.length === 0) return [];
  const changes = await tx.$queryRaw<BatchChange[]>`
    WITH postponed AS (
      DELETE FROM upload_counter_moves WHERE batch_id = ANY (${deltas.map(({ id }) => id)}::uuid[]) RETURNING deltas
    ),
    delta AS (
      SELECT d.id, ${SUMS}
      FROM (
        SELECT moved FROM jsonb_array_elements(${JSON.stringify(deltas)}::jsonb) AS given (moved)
        UNION ALL SELECT deltas FROM postponed
      ) AS every, jsonb_to_record(every.moved) AS d(id uuid, ${COUNTERS_AS_INT})
      GROUP BY d.id
    ),
    before AS (
      SELECT batch.id, batch.status FROM shopify_upload_batches batch
      WHERE batch.id IN (SELECT id FROM delta)
    ),
    counted AS (
      SELECT batch.id,
        batch.rows_pending + d.rows_pending + batch.rows_processing + d.rows_processing AS open_rows,
        batch.rows_processing + d.rows_processing AS processing_rows,
        batch.rows_succeeded + d.rows_succeeded AS succeeded_rows,
        batch.rows_failed + d.rows_failed AS failed_rows
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
        rows_pending = batch.rows_pending + d.rows_pending,
        rows_processing = batch.rows_processing + d.rows_processing,
        rows_succeeded = batch.rows_succeeded + d.rows_succeeded,
        rows_failed = batch.rows_failed + d.rows_failed,
        rows_skipped = batch.rows_skipped + d.rows_skipped,
        rows_cancelled = batch.rows_cancelled + d.rows_cancelled,
        products_pending = batch.products_pending + d.products_pending,
        products_processing = batch.products_processing + d.products_processing,
        products_succeeded = batch.products_succeeded + d.products_succeeded,
        products_failed = batch.products_failed + d.products_failed,
        products_skipped = batch.products_skipped + d.products_skipped,
        products_cancelled = batch.products_cancelled + d.products_cancelled,
        cost_points = batch.cost_points + d.cost_points,
        automatic_retries = batch.automatic_retries + d.automatic_retries,
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
  return noteBatchEnds(tx, changes);
}

/** What is counted per store, which no other store's worker is at. */
async function moveParts(tx: Tx, moves: readonly CounterMove[]): Promise<void> {
  await moveStores(tx, moves);
  await countUploadDays(tx, moves.filter(isEndOfProducts));
}

const COUNTERS = [
  ...["rows", "products"].flatMap((what) => Object.values(COLUMNS).map((column) => `${what}_${column}`)),
  "cost_points",
  "automatic_retries",
];
const COUNTERS_AS_INT = Prisma.raw(COUNTERS.map((column) => `${column} int`).join(", "));
const SUMS = Prisma.raw(COUNTERS.map((column) => `coalesce(sum(d.${column}), 0)::int AS ${column}`).join(", "));

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
