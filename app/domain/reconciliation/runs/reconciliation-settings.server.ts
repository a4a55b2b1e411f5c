import type { DeletedProductRule, DepartureRule } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";

export interface ReconciliationSettings {
  /** What an approval does with a product that was deleted in the shop. */
  deletedProductRule: DeletedProductRule;
  /** What becomes of products in the shop that no longer go there. */
  departureRule: DepartureRule;
  /** 0 to 23: from this hour of the shop's day on its nightly run is due. */
  quietHour: number;
  /** Share from 0 to 1 of the store's links that may be called gone without a person; 1 never asks. */
  maxGoneShare: number;
}

/** What is absent stays as it is. */
export interface ReconciliationChanges {
  deletedProductRule?: DeletedProductRule | undefined;
  departureRule?: DepartureRule | undefined;
  quietHour?: number | undefined;
  maxGoneShare?: number | undefined;
}

/** @throws {NotFoundError} for a store that is not the actor's to see. */
export async function getReconciliationSettings(
  ctx: Context,
  { storeId }: { storeId: string },
): Promise<ReconciliationSettings> {
  await getStore(ctx, storeId);
  return ctx.db.store.findFirstOrThrow({
    where: { id: storeId, organizationId: ctx.organizationId },
    select: columns,
  });
}

/** @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not. */
export async function changeReconciliationSettings(
  ctx: Context,
  { storeId, changes }: { storeId: string; changes: ReconciliationChanges },
): Promise<ReconciliationSettings> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "configure", storeId);
  return inTransaction(ctx.db, async (tx) => {
    const [changed] = await tx.store.updateManyAndReturn({
      where: { id: storeId, organizationId: ctx.organizationId },
      data: definedIn(changes),
      select: columns,
    });
    await recordActivity(tx, ctx, {
      action: "store.reconciliation-changed",
      subjectType: "store",
      subjectId: storeId,
      details: definedIn(changes),
    });
    return changed ?? getReconciliationSettings(ctx, { storeId });
  });
}

const columns = { deletedProductRule: true, departureRule: true, quietHour: true, maxGoneShare: true } as const;

const definedIn = ({ deletedProductRule, departureRule, quietHour, maxGoneShare }: ReconciliationChanges) => ({
  ...(deletedProductRule === undefined ? {} : { deletedProductRule }),
  ...(departureRule === undefined ? {} : { departureRule }),
  ...(quietHour === undefined ? {} : { quietHour }),
  ...(maxGoneShare === undefined ? {} : { maxGoneShare }),
});
