import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { BatchSummary } from "./batch-queries.server.ts";
import { estimateDuration, type Estimate, type StoreOutlook } from "../estimate-duration.ts";
import { isBatchTerminal } from "../transitions.ts";

interface OutlookRow {
  storeId: string;
  storeName: string;
  points: number;
  pointsAhead: number;
  pointsBeside: number;
  obstacle: StoreOutlook["obstacle"];
  createsParkedUntil: Date | null;
  availablePoints: number | null;
  restorePerSecond: number | null;
}

/** How long a batch will still take, at the stores that the actor may see; null once it has ended. */
export async function findEstimate(
  ctx: Context,
  batch: Pick<BatchSummary, "id" | "status" | "priority" | "plannedAt" | "pausedAt">,
): Promise<Estimate | null> {
  if (isBatchTerminal(batch.status)) return null;
  const now = ctx.clock.now();
  const stores = (await findOutlooks(ctx, batch, now)).map(
    ({ availablePoints, restorePerSecond, ...store }): StoreOutlook => ({
      ...store,
      budget: availablePoints === null || restorePerSecond === null ? null : { availablePoints, restorePerSecond },
    }),
  );
  return estimateDuration({
    isPlanned: batch.plannedAt !== null,
    isPaused: batch.pausedAt !== null,
    stores,
    now,
  });
}

/** Other batches are found by what is open of the organization, which stays small however many have ended. */
const findOutlooks = (ctx: Context, { id, priority }: Pick<BatchSummary, "id" | "priority">, now: Date) => {
  const storeId = visibleStoreId(ctx.actor);
  const onlyStore = storeId === null ? Prisma.empty : Prisma.sql`AND mine.store_id = ${storeId}::uuid`;
  return ctx.db.$queryRaw<OutlookRow[]>`
    WITH open_parts AS MATERIALIZED (
      SELECT part.store_id, part.points_open, batch.priority
      FROM shopify_upload_batches batch
      JOIN upload_batch_stores part ON part.batch_id = batch.id AND part.groups_open > 0
      WHERE batch.organization_id = ${ctx.organizationId}::uuid AND batch.status IN ('PENDING', 'PROCESSING')
        AND batch.id <> ${id}::uuid AND batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
        AND batch.canary_state IS DISTINCT FROM 'RUNNING'
    )
    SELECT mine.store_id AS "storeId", store.name AS "storeName",
      store.creates_parked_until AS "createsParkedUntil", mine.points_open::float8 AS points,
      coalesce(others.ahead, 0)::float8 AS "pointsAhead", coalesce(others.beside, 0)::float8 AS "pointsBeside",
      CASE WHEN store.status <> 'CONNECTED' THEN 'store-disconnected'
        WHEN store.paused_at IS NOT NULL THEN 'store-paused'
        WHEN store.held_until IS NOT NULL THEN 'store-silent'
        WHEN store.creates_parked_until IS NOT NULL AND EXISTS (
          SELECT 1 FROM upload_groups waiting
          WHERE waiting.batch_id = mine.batch_id AND waiting.store_id = mine.store_id AND waiting.status = 'PENDING'
            AND waiting.makes_variants) THEN 'daily-limit'
      END AS obstacle,
      least(budget.maximum_points, budget.available_points + budget.restore_per_second
        * greatest(0, extract(epoch FROM ${now}::timestamptz - budget.measured_at)))::float8 AS "availablePoints",
      budget.restore_per_second AS "restorePerSecond"
    FROM upload_batch_stores mine
    JOIN stores store ON store.id = mine.store_id
    LEFT JOIN store_budgets budget ON budget.store_id = mine.store_id
    LEFT JOIN LATERAL (
      SELECT sum(points_open) FILTER (WHERE open_parts.priority > ${priority}) AS ahead,
        sum(least(points_open, mine.points_open)) FILTER (WHERE open_parts.priority = ${priority}) AS beside
      FROM open_parts WHERE open_parts.store_id = mine.store_id
    ) AS others ON TRUE
    WHERE mine.organization_id = ${ctx.organizationId}::uuid AND mine.batch_id = ${id}::uuid AND mine.groups_open > 0 ${onlyStore}
    ORDER BY store.name, mine.store_id`;
};
