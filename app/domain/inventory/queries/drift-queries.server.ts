import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";

/** How far stock in the shops had moved from what it should be, on one day. */
export interface DailyDrift {
  /** `YYYY-MM-DD`: by the store's calendar for a daily run, else in UTC. */
  day: string;
  levels: number;
  drifted: number;
  units: number;
  /** From 0 to 1; null while nothing was compared. */
  share: number | null;
}

const MOST_DAYS = 366;

/**
 * The drift of a store by day, oldest first: of each day the last run that read the whole shop before it compared. Without
 * a store, of all that the actor may see, taken together.
 * @throws {NotFoundError} for a store that is not the actor's to see.
 */
export async function summarizeDrift(
  ctx: Context,
  { storeId, days }: { storeId?: string | undefined; days: number },
): Promise<DailyDrift[]> {
  if (storeId !== undefined) await getStore(ctx, storeId);
  const chosen = storeId ?? visibleStoreId(ctx.actor);
  const ofStore = chosen === null ? Prisma.empty : Prisma.sql`AND run.store_id = ${chosen}::uuid`;
  const since = new Date(ctx.clock.now().getTime() - Math.min(days, MOST_DAYS) * 86_400_000);
  const day = Prisma.sql`coalesce(run.local_day, (run.created_at AT TIME ZONE 'UTC')::date)`;
  const drift = await ctx.db.$queryRaw<Omit<DailyDrift, "share">[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(levels)::int AS levels, sum(drifted)::int AS drifted, sum(units)::float AS units
    FROM (
      SELECT DISTINCT ON (run.store_id, ${day}) ${day} AS day, run.levels_total AS levels, run.levels_drifted AS drifted,
        run.units_drifted AS units
      FROM inventory_runs run
      WHERE run.organization_id = ${ctx.organizationId}::uuid ${ofStore} AND run.is_shop_read
        AND run.category_id IS NULL AND run.product_id IS NULL AND run.stage = 'SETTING' AND run.created_at >= ${since}
      ORDER BY run.store_id, ${day}, run.id DESC) AS last_of_day
    GROUP BY day ORDER BY day`;
  return drift.map((one) => ({ ...one, share: one.levels === 0 ? null : one.drifted / one.levels }));
}
