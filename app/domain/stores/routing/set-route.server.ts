import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError, type FieldProblem } from "#app/platform/errors.ts";
import { findRoutePlace, type RoutePlace } from "./find-route-place.server.ts";
import { changeAndLeave } from "./change-and-leave.server.ts";
import { routeSettingsSchema, settingsOf, type GivenRouteSettings, type RouteSettings } from "./route-settings.ts";

export interface SetRouteInput extends RoutePlace {
  settings: GivenRouteSettings;
}

/**
 * Brings a category and what is below it to a store, with these settings, or keeps it away ("not here"), in place of what
 * the category said of the store before. Products follow the route with their next approval. What no longer goes to the
 * store leaves it by a batch of its own, as the store's rule says. The same settings again change nothing.
 * @throws {ForbiddenError} for all but owners, staff and tokens that may configure.
 * @throws {NotFoundError} for a category or store of another organization, {InvalidInputError} naming the field,
 * {ConflictError} for a store that has left.
 */
export async function setRoute(
  ctx: Context,
  { categoryId, storeId, settings: given }: SetRouteInput,
): Promise<{ routeId: string; outcome: "created" | "changed" | "unchanged"; departureBatchId: string | null }> {
  return inTransaction(ctx.db, async (tx) => {
    const place = await findRoutePlace(tx, ctx, { categoryId, storeId });
    const { store, category } = place;
    requirePermission(ctx.actor, "configure");
    if (store.leftAt !== null)
      throw new ConflictError(
        "store.has-left",
        "This store is no longer part of your organization. Join it again first.",
      );
    const settings = readSettings(given);
    await requireKnownLocations(tx, ctx, storeId, settings);
    const where = { categoryId_storeId: { categoryId, storeId } };
    const before = await tx.route.findUnique({ where });
    if (before && JSON.stringify(settingsOf(before)) === JSON.stringify(normalized(settings)))
      return { routeId: before.id, outcome: "unchanged", departureBatchId: null };
    const { organizationId } = ctx;
    const { changed, departureBatchId } = await changeAndLeave(tx, ctx, place, () =>
      tx.route.upsert({
        where,
        create: { organizationId, categoryId, storeId, ...settings },
        update: settings,
        select: { id: true },
      }),
    );
    const routeId = changed.id;
    await recordActivity(tx, ctx, {
      action: before ? "route.changed" : "route.created",
      subjectType: "route",
      subjectId: routeId,
      details: {
        categoryId,
        categoryPath: category.path,
        storeId,
        from: before ? settingsOf(before) : null,
        to: settings,
      },
    });
    return { routeId, outcome: before ? "changed" : "created", departureBatchId };
  });
}

/** @throws {InvalidInputError} naming every field that is wrong. */
export function readSettings(given: GivenRouteSettings): RouteSettings {
  const parsed = routeSettingsSchema.safeParse(given);
  if (parsed.success) return normalized(parsed.data);
  refuse(parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message })));
}

/** In the order and with the decimals in which a stored route is read. */
const normalized = (settings: RouteSettings): RouteSettings =>
  settingsOf({
    ...settings,
    priceFactor: trimmed(settings.priceFactor),
    priceRate: settings.priceRate === null ? null : trimmed(settings.priceRate),
  });

const trimmed = (decimal: string): string =>
  (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal).replace(/^0+(?=\d)/, "");

/** A location that no run has seen yet cannot be checked: the shop's locations are read with its stock. */
async function requireKnownLocations(
  tx: Tx,
  { organizationId }: Context,
  storeId: string,
  { locationMap }: RouteSettings,
): Promise<void> {
  const codes = Object.keys(locationMap);
  if (codes.length === 0) return;
  const warehouses = await tx.warehouse.findMany({
    where: { organizationId, code: { in: codes } },
    select: { code: true },
  });
  const known = new Set(warehouses.map(({ code }) => code));
  const locations = await tx.storeLocation.findMany({ where: { storeId }, select: { locationId: true } });
  const shops = new Set(locations.map(({ locationId }) => locationId));
  const problems = Object.entries(locationMap).flatMap(([code, locationId]): FieldProblem[] => {
    const field = `locationMap.${code}`;
    if (!known.has(code)) return [{ field, message: `There is no warehouse "${code}".` }];
    if (shops.size > 0 && !shops.has(locationId)) return [{ field, message: "The store has no such location." }];
    return [];
  });
  if (problems.length > 0) refuse(problems);
}

function refuse(problems: readonly FieldProblem[]): never {
  const named = problems.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new InvalidInputError("route.invalid", `The route cannot be saved like this: ${named}`, problems);
}
