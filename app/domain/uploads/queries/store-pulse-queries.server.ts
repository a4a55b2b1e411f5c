import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

/** What waits for a store, and the points that it may spend. */
export interface StorePulse {
  storeId: string;
  /** Products that wait or are under way, over all batches. */
  productsOpen: number;
  /** The bucket as it was seen last, filled up to now; null until the shop has answered once. */
  budget: { available: number; maximum: number; restorePerSecond: number; seenAt: Date } | null;
}

interface PulseRow {
  storeId: string;
  productsOpen: number;
  available: number | null;
  maximum: number | null;
  restorePerSecond: number | null;
  seenAt: Date | null;
}

/** Of the stores that the actor may see. What is open is found by the open batches, which stay few. */
export async function listStorePulses(ctx: Context): Promise<StorePulse[]> {
  const storeId = visibleStoreId(ctx.actor);
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<PulseRow[]>`
    SELECT store.id AS "storeId", coalesce(waiting.groups, 0)::int AS "productsOpen",
      least(budget.maximum_points, budget.available_points + budget.restore_per_second
        * greatest(0, extract(epoch FROM ${now}::timestamptz - budget.measured_at)))::float8 AS available,
      budget.maximum_points AS maximum, budget.restore_per_second AS "restorePerSecond", budget.measured_at AS "seenAt"
    FROM stores store
    LEFT JOIN store_budgets budget ON budget.store_id = store.id
    LEFT JOIN (
      SELECT part.store_id, sum(part.groups_open) AS groups
      FROM shopify_upload_batches batch
      JOIN upload_batch_stores part ON part.batch_id = batch.id AND part.groups_open > 0
      WHERE batch.organization_id = ${ctx.organizationId}::uuid AND batch.status IN ('PENDING', 'PROCESSING')
      GROUP BY part.store_id
    ) AS waiting ON waiting.store_id = store.id
    WHERE store.organization_id = ${ctx.organizationId}::uuid
      ${storeId === null ? Prisma.empty : Prisma.sql`AND store.id = ${storeId}::uuid`}`;
  return rows.map(({ available, maximum, restorePerSecond, seenAt, ...rest }) => ({
    ...rest,
    budget:
      available === null || maximum === null || restorePerSecond === null || seenAt === null
        ? null
        : { available, maximum, restorePerSecond, seenAt },
  }));
}
