import { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";

/** More batches than this wait their turn: every claim looks at each of them. */
const MOST_BATCHES = 500;

export interface OpenBatch {
  id: string;
  priority: number;
  /** While its canary runs: how many products may still be taken up for the first time, over all stores. */
  canaryRoom: number | null;
  /** That of the store. */
  parking: Parking;
}

/**
 * Whether a store makes new variants today. `trial`: its pause is over, and one product finds out whether Shopify's
 * daily limit has lifted.
 */
export type Parking = "open" | "trial" | "parked";

/**
 * Batches with groups that wait for a store and may be sent: neither paused nor cancelled, nor kept back by a canary
 * that is full. Steps from batch to batch through the index of what waits, so that a batch of a million groups costs
 * what a batch of one does.
 */
export const openBatches = (db: Db, storeId: string): Promise<OpenBatch[]> => db.$queryRaw<OpenBatch[]>`
  WITH RECURSIVE step AS (
    (SELECT batch_id, 1 AS number FROM upload_groups WHERE store_id = ${storeId}::uuid AND status = 'PENDING' ORDER BY batch_id LIMIT 1)
    UNION ALL
    SELECT (
      SELECT later.batch_id FROM upload_groups later
      WHERE later.store_id = ${storeId}::uuid AND later.status = 'PENDING' AND later.batch_id > step.batch_id
      ORDER BY later.batch_id LIMIT 1), step.number + 1
    FROM step WHERE step.batch_id IS NOT NULL AND step.number < ${MOST_BATCHES}
  )
  SELECT batch.id, batch.priority,
    CASE WHEN batch.canary_state = 'RUNNING' THEN greatest(0, batch.canary_products - (${takenCanaries})) END AS "canaryRoom",
    CASE WHEN store.creates_parked_until IS NULL THEN 'open' WHEN store.creates_parked_until > now() THEN 'parked' ELSE 'trial' END AS parking
  FROM step
  JOIN shopify_upload_batches batch ON batch.id = step.batch_id
  JOIN stores store ON store.id = ${storeId}::uuid
  WHERE batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
  ORDER BY batch.id`;

/** What was skipped or cancelled proves nothing, so another product takes its place. */
const takenCanaries = Prisma.sql`
  SELECT count(*)::int FROM upload_groups canary
  WHERE canary.batch_id = batch.id AND canary.is_canary AND canary.status NOT IN ('SKIPPED', 'CANCELLED')`;

export interface DueGroupsOptions {
  storeId: string;
  batches: readonly OpenBatch[];
  withinSeconds?: number;
  /** Of two groups of one product at a store only one may be under way. */
  onlyFreeProducts: boolean;
  /** Of each batch. */
  limit: number;
}

/**
 * Due groups (id, due_at, priority, rank of the batch) as a query: of a batch with a running canary no more new ones than
 * it has room for, at a parked store only those that need no new variants. Each branch has an index of its own, and a
 * limit that the planner knows, without which it would read all that waits.
 */
export function dueGroups({
  storeId,
  batches,
  withinSeconds = 0,
  onlyFreeProducts,
  limit,
}: DueGroupsOptions): Prisma.Sql {
  const isDue = Prisma.sql`
    waiting.store_id = ${storeId}::uuid AND waiting.batch_id = open.batch_id AND waiting.status = 'PENDING'
    AND waiting.due_at <= now() + make_interval(secs => ${withinSeconds})
    ${batches[0]?.parking === "parked" ? Prisma.sql`AND NOT waiting.makes_variants` : Prisma.empty}
    ${onlyFreeProducts ? Prisma.sql`AND ${productIsFree}` : Prisma.empty}`;
  return Prisma.sql`
    SELECT next.id, next.due_at, open.priority, open.rank
    FROM unnest(${batches.map(({ id }) => id)}::uuid[], ${batches.map(({ priority }) => priority)}::int[],
      ${batches.map(({ canaryRoom }) => canaryRoom)}::int[]) WITH ORDINALITY AS open(batch_id, priority, canary_room, rank)
    CROSS JOIN LATERAL (
      (SELECT first.id, first.due_at FROM (
          SELECT waiting.id, waiting.due_at FROM upload_groups waiting
          WHERE (open.canary_room IS NULL OR open.canary_room > 0) AND ${isDue}
          ORDER BY waiting.due_at, waiting.id LIMIT ${limit}::int
        ) AS first
        ORDER BY first.due_at, first.id LIMIT open.canary_room)
      UNION ALL
      (SELECT waiting.id, waiting.due_at FROM upload_groups waiting
        WHERE open.canary_room = 0 AND waiting.is_canary AND ${isDue}
        ORDER BY waiting.due_at, waiting.id LIMIT ${limit}::int)
    ) AS next`;
}

/** Whether no other group of the product is under way where `waiting`, a PENDING group, wants to go. */
export const productIsFree = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM upload_groups busy
  WHERE busy.store_id = waiting.store_id AND busy.product_id = waiting.product_id AND busy.status = 'PROCESSING')`;

/** Whether a group of the store becomes due within the time. */
export async function hasWorkSoon(db: Db, storeId: string, withinSeconds: number): Promise<boolean> {
  const batches = await openBatches(db, storeId);
  if (batches.length === 0) return false;
  const due = dueGroups({ storeId, batches, withinSeconds, onlyFreeProducts: false, limit: 1 });
  return (await db.$queryRaw<unknown[]>`SELECT 1 FROM (${due}) AS soon LIMIT 1`).length > 0;
}
