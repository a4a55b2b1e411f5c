import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";
import { getStockRun } from "./queries/run-queries.server.ts";

/**
 * Lets a run go on that a brake has stopped, with the stock as it is by now. Locations that no route names any more keep
 * what they have, and are not asked about again.
 * @throws {NotFoundError} when it is not the actor's to see, {ForbiddenError} for who may not set stock rules.
 * @throws {ConflictError} when it does not wait for anybody.
 */
export async function releaseBrake(ctx: Context, { runId }: { runId: string }): Promise<void> {
  const { storeId, brakeReport } = await getStockRun(ctx, runId);
  requirePermission(ctx.actor, "configure", storeId);
  const forgotten = (brakeReport?.forgottenLocations ?? []).map(({ locationId }) => locationId);
  const isReleased = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.inventoryRun.updateMany({
      where: { id: runId, organizationId: ctx.organizationId, status: "WAITING_FOR_PERSON" },
      data: {
        status: "PENDING",
        stage: "WEIGHING",
        stageThrough: null,
        brakeReleasedAt: ctx.clock.now(),
        brakeReleasedBy: ctx.actor.name,
      },
    });
    if (count === 0) return false;
    await tx.inventoryLevel.updateMany({ where: { storeId, locationId: { in: forgotten } }, data: { setAt: null } });
    await recordActivity(tx, ctx, {
      action: "inventory-run.brake-released",
      subjectType: "inventory-run",
      subjectId: runId,
    });
    await ctx.queue.send(tx, syncStoreStock, { storeId });
    return true;
  });
  if (!isReleased) throw new ConflictError("inventory-run.not-waiting", "This run does not wait for anybody's word.");
  ctx.log.info({ runId, actor: ctx.actor.type }, "A stopped stock sync was let go on.");
}
