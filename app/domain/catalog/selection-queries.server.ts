import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { resolvedRoutes } from "#app/domain/stores/resolved-routes-sql.server.ts";
import { productFilterCondition, productSelectionCondition } from "./product-filter-sql.server.ts";
import type { ProductSelection } from "./product-selection.ts";

/** What an approval of a selection would do, for the person who is about to confirm it. */
export interface SelectionSummary {
  products: number;
  /** Of another type than NORMAL: approved, but never uploaded. */
  ineligibleProducts: number;
  /** Eligible, but no route brings them to a store. */
  unroutedProducts: number;
  stores: { id: string; name: string; products: number }[];
}

/** Counts the selected products and where they would go, by category and not product by product. */
export async function summarizeSelection(ctx: Context, selection: ProductSelection): Promise<SelectionSummary> {
  const visible = visibleStoreId(ctx.actor);
  const inStore = visible === null ? Prisma.empty : Prisma.sql`AND ${productFilterCondition({ storeId: visible })}`;
  const categories = await ctx.db.$queryRaw<{ categoryId: string; products: number; eligible: number }[]>`
    SELECT p.category_id AS "categoryId", count(*)::int AS products,
      (count(*) FILTER (WHERE p.type = 'NORMAL'))::int AS eligible
    FROM products p JOIN categories c ON c.id = p.category_id
    WHERE p.organization_id = ${ctx.organizationId}::uuid AND ${productSelectionCondition(selection)} ${inStore}
    GROUP BY p.category_id`;
  const routes = await ctx.db.$queryRaw<{ categoryId: string; storeId: string; storeName: string }[]>`
    SELECT resolved.category_id AS "categoryId", s.id AS "storeId", s.name AS "storeName"
    FROM (${resolvedRoutes(
      ctx.organizationId,
      categories.map(({ categoryId }) => categoryId),
    )}) AS resolved
    JOIN stores s ON s.id = resolved.store_id
    ORDER BY s.name, s.id`;
  const eligible = new Map(categories.map((category) => [category.categoryId, category.eligible]));
  const stores = new Map<string, SelectionSummary["stores"][number]>();
  const routed = new Set<string>();
  for (const { categoryId, storeId, storeName } of routes) {
    if (visible !== null && storeId !== visible) continue;
    const store = stores.get(storeId) ?? { id: storeId, name: storeName, products: 0 };
    store.products += eligible.get(categoryId) ?? 0;
    stores.set(storeId, store);
    routed.add(categoryId);
  }
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const products = sum(categories.map((category) => category.products));
  return {
    products,
    ineligibleProducts: products - sum([...eligible.values()]),
    unroutedProducts: sum(categories.filter((one) => !routed.has(one.categoryId)).map((one) => one.eligible)),
    stores: [...stores.values()].filter((store) => store.products > 0),
  };
}
