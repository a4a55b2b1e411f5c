import type { Context } from "#app/domain/context.ts";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { chosenProposals, type AdoptionSelection } from "./adoption-selection.server.ts";

/**
 * Leaves proposed and ambiguous products to the merchant: later runs do not propose them again. Returns how many were
 * undecided still.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not adopt.
 */
export async function rejectAdoptions(
  ctx: Context,
  { storeId, selection }: { storeId: string; selection: AdoptionSelection },
): Promise<number> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "configure", storeId);
  return inTransaction(ctx.db, async (tx) => {
    const rejected = await tx.$executeRaw`
      UPDATE adoption_proposals SET state = 'REJECTED', decided_by = ${ctx.actor.name}, decided_at = ${ctx.clock.now()}
      WHERE store_id = ${storeId}::uuid AND organization_id = ${ctx.organizationId}::uuid
        AND state IN ('PROPOSED', 'AMBIGUOUS') ${chosenProposals(selection)}`;
    const details = { products: rejected };
    await recordActivity(tx, ctx, {
      action: "store.adoptions-rejected",
      subjectType: "store",
      subjectId: storeId,
      details,
    });
    return rejected;
  });
}
