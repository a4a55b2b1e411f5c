import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";

/** How far a shop's stock had moved from what it should be, on one day. */
export interface DailyDrift {
  /** `YYYY-MM-DD`: by the store's calendar for a daily run, else in UTC. */
  day: string;
  runId: string;
  levels: number;
  drifted: number;
  units: number;
  /** From 0 to 1; null while the run compared nothing. */
  share: number | null;
}

const MOST_DAYS = 366;

/**
 * The drift of a store by day, oldest first: of each day the last run that read the whole shop before it compared.
 * @throws {NotFoundError} for a store that is not the actor's to see.
 */
export async function summarizeDrift(
  ctx: Context,
  { storeId, days }: { storeId: string; days: number },
): Promise<DailyDrift[]> {
  await getStore(ctx, storeId);
  const since = new Date(ctx.clock.now().getTime() - Math.min(days, MOST_DAYS) * 86_400_000);
  const day = Prisma.sql`coalesce(run.local_day, (run.created_at AT TIME ZONE 'UTC')::date)`;
  const drift = await ctx.db.$queryRaw<Omit<DailyDrift, "share">[]>`
    SELECT DISTINCT ON (${day}) to_char(${day}, 'YYYY-MM-DD') AS day, run.id AS "runId", run.levels_total AS levels,
      run.levels_drifted AS drifted, run.units_drifted::float AS units
    FROM inventory_runs run
    WHERE run.organization_id = ${ctx.organizationId}::uuid AND run.store_id = ${storeId}::uuid AND run.is_shop_read
      AND run.category_id IS NULL AND run.product_id IS NULL AND run.stage = 'SETTING' AND run.created_at >= ${since}
    ORDER BY ${day}, run.id DESC`;
  return drift.map((one) => ({ ...one, share: one.levels === 0 ? null : one.drifted / one.levels }));
}
