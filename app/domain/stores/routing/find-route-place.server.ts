import type { Context } from "#app/domain/context.ts";
import type { Db } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { getStore, type StoreView } from "../store-queries.server.ts";

/** Where a route begins and where it leads. */
export interface RoutePlace {
  categoryId: string;
  storeId: string;
}

export interface FoundPlace {
  category: { id: string; path: string; depth: number; lineage: string[] };
  store: StoreView;
}

/** @throws {NotFoundError} for a category or a store that is not the actor's to see. */
export async function findRoutePlace(db: Db, ctx: Context, place: RoutePlace): Promise<FoundPlace> {
  const category = await db.category.findFirst({
    where: { id: place.categoryId, organizationId: ctx.organizationId },
    select: { id: true, path: true, depth: true, lineage: true },
  });
  if (!category) throw new NotFoundError("category");
  return { category, store: await getStore(ctx, place.storeId, db) };
}
