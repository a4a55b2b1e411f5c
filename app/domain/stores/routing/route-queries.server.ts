import type { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, isBackwardRequest, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { settingsOf, type RouteSettings } from "./route-settings.ts";

export interface RouteView {
  id: string;
  /** Empty for the root, which is all products. */
  category: { id: string; path: string };
  store: { id: string; name: string };
  settings: RouteSettings;
  updatedAt: Date;
}

export interface RouteFilter {
  storeId?: string | undefined;
  categoryId?: string | undefined;
}

const withNames = {
  category: { select: { id: true, path: true } },
  store: { select: { id: true, name: true } },
} satisfies Prisma.RouteInclude;

type StoredRoute = Prisma.RouteGetPayload<{ include: typeof withNames }>;

export const viewRoute = (route: StoredRoute): RouteView => ({
  id: route.id,
  category: route.category,
  store: route.store,
  settings: settingsOf(route),
  updatedAt: route.updatedAt,
});

/** The routes that the actor may see, oldest first; those of their store alone for somebody who is bound to one. */
export async function listRoutes(ctx: Context, filter: RouteFilter, page: PageRequest): Promise<Page<RouteView>> {
  const isBackward = isBackwardRequest(page);
  const key = page.after ?? page.before;
  const read = await ctx.db.route.findMany({
    where: {
      AND: [
        ofActor(ctx),
        filter.storeId === undefined ? {} : { storeId: filter.storeId },
        filter.categoryId === undefined ? {} : { categoryId: filter.categoryId },
        key === undefined ? {} : { id: isBackward ? { lt: key } : { gt: key } },
      ],
    },
    include: withNames,
    orderBy: { id: isBackward ? "desc" : "asc" },
    take: page.limit + 1,
  });
  return cutPage(read.map(viewRoute), page, ({ id }) => id);
}

/** @throws {NotFoundError} when it is absent or not the actor's to see. */
export async function getRoute(ctx: Context, routeId: string): Promise<RouteView> {
  const route = await ctx.db.route.findFirst({ where: { AND: [{ id: routeId }, ofActor(ctx)] }, include: withNames });
  if (!route) throw new NotFoundError("route");
  return viewRoute(route);
}

function ofActor(ctx: Context): Prisma.RouteWhereInput {
  const storeId = visibleStoreId(ctx.actor);
  return { organizationId: ctx.organizationId, ...(storeId === null ? {} : { storeId }) };
}
