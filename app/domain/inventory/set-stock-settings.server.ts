import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { isTimeOfDay, isTimeZone, localRunsAround } from "#app/domain/next-local-run.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";

export interface StockSettings {
  isDailyOn: boolean;
  /** Local time of day, `HH:MM`. */
  dailyAt: string;
  /** IANA name; null: the shop's own. */
  timeZone: string | null;
  /** Share from 0 to 1 of a run's levels that may go to zero without a person's word. */
  maxZeroShare: number;
}

const DEFAULTS: StockSettings = { isDailyOn: true, dailyAt: "03:00", timeZone: null, maxZeroShare: 0.2 };

/** How the stock of a store is kept equal, and when its next daily run begins. @throws {NotFoundError} */
export async function getStockSettings(
  ctx: Context,
  storeId: string,
): Promise<StockSettings & { shopTimeZone: string; nextDailyAt: Date | null }> {
  const store = await getStore(ctx, storeId);
  const found = await ctx.db.inventorySettings.findFirst({ where: { storeId, organizationId: ctx.organizationId } });
  const { isDailyOn, dailyAt, timeZone, maxZeroShare } = found ?? DEFAULTS;
  const shopTimeZone = store.ianaTimezone;
  return { isDailyOn, dailyAt, timeZone, maxZeroShare, shopTimeZone, nextDailyAt: found?.nextDailyAt ?? null };
}

/**
 * Changes when and how carefully the stock of a store is set; what is absent stays. A day that has had its run gets no
 * second one by a change of time or zone.
 * @throws {InvalidInputError} for a time, zone or share that makes no sense.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not set stock rules.
 */
export async function setStockSettings(
  ctx: Context,
  { storeId, changes }: { storeId: string; changes: Partial<StockSettings> },
): Promise<void> {
  const known = await getStockSettings(ctx, storeId);
  requirePermission(ctx.actor, "configure", storeId);
  const { isDailyOn, dailyAt, timeZone, maxZeroShare } = { ...known, ...changes };
  if (!isTimeOfDay(dailyAt))
    throw new InvalidInputError("inventory.time-of-day", "A time of day is HH:MM, e.g. 03:00.");
  if (timeZone !== null && !isTimeZone(timeZone))
    throw new InvalidInputError("inventory.time-zone", `There is no time zone ${timeZone}.`);
  if (!(maxZeroShare >= 0 && maxZeroShare <= 1))
    throw new InvalidInputError("inventory.zero-share", "The share that may go to zero is from 0 to 1.");
  const { next } = localRunsAround(ctx.clock.now().getTime(), {
    at: dailyAt,
    timeZone: timeZone ?? known.shopTimeZone,
  });
  const settings = { isDailyOn, dailyAt, timeZone, maxZeroShare, nextDailyAt: isDailyOn ? new Date(next.atMs) : null };
  await inTransaction(ctx.db, async (tx) => {
    await tx.inventorySettings.upsert({
      where: { storeId },
      create: { storeId, organizationId: ctx.organizationId, ...settings },
      update: settings,
    });
    await recordActivity(tx, ctx, {
      action: "store.stock-settings-changed",
      subjectType: "store",
      subjectId: storeId,
      details: { isDailyOn, dailyAt, timeZone, maxZeroShare },
    });
  });
}
