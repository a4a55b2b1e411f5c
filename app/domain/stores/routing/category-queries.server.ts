import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { listStores } from "../store-queries.server.ts";
import { decideForStore, type RoutedCategory, type StoreDecision } from "./decide-route.ts";
import { readLineage } from "./explain-routing.server.ts";
import { settingsOf, type RouteSettings } from "./route-settings.ts";

/** What a category says of a store. */
export interface CategoryStore extends StoreDecision {
  store: { id: string; name: string; currencyCode: string; isOpen: boolean };
  /** The category's own route to it; null when another category decides, or none. */
  own: { id: string; settings: RouteSettings } | null;
}

export interface CategoryRouting {
  category: { id: string; name: string; path: string };
  /** From the root down to the parent. */
  above: { id: string; name: string }[];
  stores: CategoryStore[];
  /** In the order of their names, at most 500. */
  children: { id: string; name: string; childCount: number; routes: { storeName: string; isExcluded: boolean }[] }[];
}

const MOST_CHILDREN = 500;

/**
 * One node of the category tree with what it says of every store, and the nodes right below it; the root when none is
 * named.
 * @throws {NotFoundError} for a category of another organization.
 */
export async function getCategoryRouting(ctx: Context, categoryId?: string): Promise<CategoryRouting> {
  const { organizationId } = ctx;
  const category = await ctx.db.category.findFirst({
    where: { organizationId, ...(categoryId === undefined ? { parentId: null } : { id: categoryId }) },
    select: { id: true, name: true, path: true, lineage: true },
  });
  if (!category) throw new NotFoundError("category");
  const [stores, lineage, owned, children] = await Promise.all([
    listStores(ctx),
    readLineage(ctx, category.lineage),
    ctx.db.route.findMany({ where: { organizationId, categoryId: category.id } }),
    listChildren(ctx, category.id),
  ]);
  const settings = new Map(owned.map((route) => [route.storeId, { id: route.id, settings: settingsOf(route) }]));
  const { id, name, path } = category;
  return {
    category: { id, name, path },
    above: lineage.filter((node) => node.id !== id).map((node) => ({ id: node.id, name: node.name })),
    stores: stores
      .filter(({ leftAt }) => leftAt === null)
      .map((store) => viewStore(lineage, store, settings.get(store.id) ?? null)),
    children,
  };
}

function viewStore(
  lineage: readonly RoutedCategory[],
  store: { id: string; name: string; currencyCode: string; status: string },
  own: CategoryStore["own"],
): CategoryStore {
  const isOpen = store.status !== "UNINSTALLED";
  return {
    store: { id: store.id, name: store.name, currencyCode: store.currencyCode, isOpen },
    ...decideForStore(lineage, { storeId: store.id, isOpen, isEligible: true }),
    own,
  };
}

async function listChildren(ctx: Context, parentId: string): Promise<CategoryRouting["children"]> {
  const visible = visibleStoreId(ctx.actor);
  const inStore = visible === null ? Prisma.empty : Prisma.sql`AND route.store_id = ${visible}::uuid`;
  return ctx.db.$queryRaw<CategoryRouting["children"]>`
    SELECT c.id, c.name, (SELECT count(*)::int FROM categories below WHERE below.parent_id = c.id) AS "childCount",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('storeName', store.name, 'isExcluded', route.is_excluded) ORDER BY store.name)
        FROM routes route JOIN stores store ON store.id = route.store_id AND store.left_at IS NULL
        WHERE route.category_id = c.id ${inStore}), '[]') AS routes
    FROM categories c
    WHERE c.organization_id = ${ctx.organizationId}::uuid AND c.parent_id = ${parentId}::uuid
    ORDER BY c.name, c.id LIMIT ${MOST_CHILDREN}`;
}
