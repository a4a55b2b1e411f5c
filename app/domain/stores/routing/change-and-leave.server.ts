import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { requestDeparture } from "#app/domain/uploads/departures/request-departure.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { isRoutedTo } from "../resolved-routes-sql.server.ts";
import { affectedCategories } from "./affected-categories-sql.server.ts";
import type { FoundPlace } from "./find-route-place.server.ts";

/**
 * Changes what a category says of a store, and lets the products that went there by it and no longer do leave the store, as
 * the store's rule says. Returns what the change did, and the batch that takes them off sale; null when nothing leaves.
 */
export async function changeAndLeave<Changed>(
  tx: Tx,
  ctx: Context,
  { category, store }: FoundPlace,
  change: () => Promise<Changed>,
): Promise<{ changed: Changed; departureBatchId: string | null }> {
  const wentThere = await goesThere(tx, category.id, store.id);
  const changed = await change();
  if (!wentThere || (await goesThere(tx, category.id, store.id))) return { changed, departureBatchId: null };
  const affected = await tx.$queryRaw<{ id: string }[]>(affectedCategories(ctx, category, store.id));
  const categoryIds = affected.map(({ id }) => id);
  const name = `Leaving ${store.name}: ${category.path || "All products"}`;
  const scope = { kind: "categories", storeId: store.id, categoryIds } as const;
  return { changed, departureBatchId: await requestDeparture(tx, ctx, scope, name) };
}

async function goesThere(tx: Tx, categoryId: string, storeId: string): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ goes: boolean }[]>`
    SELECT ${isRoutedTo(Prisma.sql`${storeId}::uuid`)} AS goes FROM categories c WHERE c.id = ${categoryId}::uuid`;
  return found?.goes ?? false;
}
