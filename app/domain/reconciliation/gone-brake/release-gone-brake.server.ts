import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { lockBrake } from "../internal/gone-brake/brake-row.server.ts";
import { requestReconciliation } from "../runs/request-reconciliation.server.ts";
import { goneReportSchema } from "./gone-brake.ts";

/**
 * A person says that what a brake tells is gone indeed. The shop is read anew, and what it does not have is called gone; of
 * many more than were told, the brake asks again. Returns the run that reads it.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not configure it.
 * @throws {ConflictError} when no brake holds, or the store is not connected.
 */
export async function releaseGoneBrake(ctx: Context, { storeId }: { storeId: string }): Promise<{ runId: string }> {
  const store = await getStore(ctx, storeId);
  requirePermission(ctx.actor, "configure", storeId);
  if (store.status !== "CONNECTED") {
    throw new ConflictError("store.not-connected", "The shop can be read once its store is connected again.");
  }
  await inTransaction(ctx.db, async (tx) => {
    const { stoppedAt } = await lockBrake(tx, storeId);
    if (stoppedAt === null) {
      throw new ConflictError("gone-brake.not-stopped", "Nothing waits for a word: no brake holds in this store.");
    }
    const { report } = await tx.goneBrake.findUniqueOrThrow({ where: { storeId }, select: { report: true } });
    const { products, variants } = goneReportSchema.parse(report);
    await tx.goneBrake.update({
      where: { storeId },
      data: {
        stoppedAt: null,
        report: Prisma.DbNull,
        windowStartedAt: null,
        windowProducts: 0,
        releasedProducts: products,
        releasedVariants: variants,
        releasedAt: ctx.clock.now(),
        releasedBy: ctx.actor.name,
      },
    });
    const details = { products, variants };
    await recordActivity(tx, ctx, {
      action: "store.gone-brake-released",
      subjectType: "store",
      subjectId: storeId,
      details,
    });
  });
  const { runId } = await requestReconciliation(ctx, { storeId });
  ctx.log.info({ storeId, runId, actor: ctx.actor.type }, "A brake on what is gone was let go.");
  return { runId };
}
