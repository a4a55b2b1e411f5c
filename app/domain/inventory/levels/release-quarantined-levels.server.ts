import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { noteStockDue } from "../note-stock-due.server.ts";

/** Levels that one transaction releases: few enough for nobody to wait for it. */
const SLICE = 5_000;

/**
 * Takes all levels of a store out of quarantine that are there for this reason; they are set with the next run, which
 * begins soon. Returns how many that were.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for a viewer.
 */
export async function releaseQuarantinedLevels(
  ctx: Context,
  { storeId, reasonCode }: { storeId: string; reasonCode: string },
): Promise<{ released: number }> {
  await getStore(ctx, storeId);
  requirePermission(ctx.actor, "upload", storeId);
  const releasedAt = ctx.clock.now();
  let total = 0;
  for (;;) {
    const released = await inTransaction(ctx.db, async (tx) => {
      const levels = await tx.$queryRaw<{ variantId: string }[]>`
        UPDATE quarantined_levels SET released_at = ${releasedAt}, released_by = ${ctx.actor.name}
        WHERE id IN (SELECT id FROM quarantined_levels
          WHERE store_id = ${storeId}::uuid AND organization_id = ${ctx.organizationId}::uuid AND released_at IS NULL
            AND reason_code = ${reasonCode} AND quarantined_at <= ${releasedAt}
          ORDER BY id LIMIT ${SLICE})
        RETURNING variant_id AS "variantId"`;
      if (levels.length === 0) return 0;
      await recordActivity(tx, ctx, {
        action: "store.stock-levels-released",
        subjectType: "store",
        subjectId: storeId,
        details: { levels: levels.length, reasonCode },
      });
      const variantIds = [...new Set(levels.map(({ variantId }) => variantId))];
      await noteStockDue(tx, ctx, { organizationId: ctx.organizationId, variantIds, storeId });
      return levels.length;
    });
    total += released;
    if (released < SLICE) return { released: total };
  }
}
