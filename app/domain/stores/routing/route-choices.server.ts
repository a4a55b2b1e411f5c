import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";

/** What the form of a route offers. */
export interface RouteChoices {
  warehouses: { code: string; name: string }[];
  /** Of the shop, as far as a stock sync has read them. */
  locations: { id: string; name: string }[];
}

const MOST_CHOICES = 500;

/**
 * The organization's warehouses and the locations of a store, for a map between the two.
 * @throws {ForbiddenError} for who may not configure.
 */
export async function listRouteChoices(ctx: Context, storeId: string): Promise<RouteChoices> {
  requirePermission(ctx.actor, "configure");
  const { organizationId } = ctx;
  const [warehouses, locations] = await Promise.all([
    ctx.db.warehouse.findMany({
      where: { organizationId },
      select: { code: true, name: true },
      orderBy: { code: "asc" },
      take: MOST_CHOICES,
    }),
    ctx.db.storeLocation.findMany({
      where: { organizationId, storeId, isActive: true },
      select: { locationId: true, name: true },
      orderBy: { name: "asc" },
      take: MOST_CHOICES,
    }),
  ]);
  return { warehouses, locations: locations.map(({ locationId, name }) => ({ id: locationId, name })) };
}
