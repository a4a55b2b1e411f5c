import type { Context } from "#app/domain/context.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { goneReportSchema, type GoneReport } from "./gone-brake.ts";

/** What stands between a store's links and the news that too many of them are gone. */
export interface GoneBrakeView {
  /** Since when it waits for a person; null while it does not hold. */
  stoppedAt: Date | null;
  /** What was about to be called gone; null while it does not hold. */
  report: GoneReport | null;
  /** Who let it go last. */
  releasedAt: Date | null;
  releasedBy: string | null;
}

const FREE: GoneBrakeView = { stoppedAt: null, report: null, releasedAt: null, releasedBy: null };

/** @throws {NotFoundError} for a store that is not the actor's to see. */
export async function getGoneBrake(ctx: Context, { storeId }: { storeId: string }): Promise<GoneBrakeView> {
  await getStore(ctx, storeId);
  const brake = await ctx.db.goneBrake.findUnique({
    where: { storeId },
    select: { stoppedAt: true, report: true, releasedAt: true, releasedBy: true },
  });
  if (!brake) return FREE;
  return { ...brake, report: brake.stoppedAt === null ? null : goneReportSchema.parse(brake.report) };
}
