import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { findRoutePlace } from "./find-route-place.server.ts";
import { changeAndLeave } from "./change-and-leave.server.ts";
import { settingsOf } from "./route-settings.ts";

/**
 * Takes a route away, so that the nearest category above decides again. What no longer goes to the store leaves it by a
 * batch of its own, as the store's rule says.
 * @throws {ForbiddenError}, {NotFoundError} for a route that is gone or of another organization.
 */
export async function removeRoute(
  ctx: Context,
  { routeId }: { routeId: string },
): Promise<{ departureBatchId: string | null }> {
  return inTransaction(ctx.db, async (tx) => {
    const where = { id: routeId, organizationId: ctx.organizationId };
    const route = await tx.route.findFirst({ where });
    if (!route) throw new NotFoundError("route");
    const { categoryId, storeId } = route;
    const place = await findRoutePlace(tx, ctx, { categoryId, storeId });
    requirePermission(ctx.actor, "configure");
    const { departureBatchId } = await changeAndLeave(tx, ctx, place, async () => {
      const { count } = await tx.route.deleteMany({ where });
      if (count === 0) throw new NotFoundError("route");
    });
    await recordActivity(tx, ctx, {
      action: "route.removed",
      subjectType: "route",
      subjectId: routeId,
      details: { categoryId, categoryPath: place.category.path, storeId, from: settingsOf(route), to: null },
    });
    return { departureBatchId };
  });
}
