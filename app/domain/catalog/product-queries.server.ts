import { Prisma } from "@prisma/client";
import type { ApprovalStatus, ProductType } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { resolvedRoutes } from "#app/domain/stores/resolved-routes-sql.server.ts";
import type { ProductFilter } from "./product-filter.ts";
import { productFilterCondition } from "./product-filter-sql.server.ts";

export interface ProductListItem {
  id: string;
  externalId: string;
  title: string;
  imageUrl: string | null;
  type: ProductType;
  approvalStatus: ApprovalStatus;
  rejectionReason: string | null;
  categoryId: string;
  /** Empty for the root. */
  categoryPath: string;
  variantCount: number;
  /** Where an approval would bring it. */
  stores: { id: string; name: string }[];
}

const inOrder: KeysetOrder = { column: Prisma.sql`p.id`, type: "uuid", direction: "ascending" };

/** The products that the actor may see, as far as the filter matches them, in the order in which they came in. */
export async function listProducts(
  ctx: Context,
  filter: ProductFilter,
  page: PageRequest,
): Promise<Page<ProductListItem>> {
  const found = await ctx.db.$queryRaw<Omit<ProductListItem, "stores">[]>`
    SELECT p.id, p.external_id AS "externalId", p.title, p.images -> 0 ->> 'url' AS "imageUrl", p.type,
      p.approval_status AS "approvalStatus", p.rejection_reason AS "rejectionReason",
      p.category_id AS "categoryId", c.path AS "categoryPath",
      (SELECT count(*)::int FROM variants v WHERE v.product_id = p.id) AS "variantCount"
    FROM products p JOIN categories c ON c.id = p.category_id
    WHERE p.organization_id = ${ctx.organizationId}::uuid AND ${visibleProducts(ctx, filter)}
    ${keysetCondition(page, inOrder)} ${keysetOrder(page, inOrder)}`;
  const { items, next, previous } = cutPage(found, page, ({ id }) => id);
  const stores = await storesByCategory(ctx, [...new Set(items.map(({ categoryId }) => categoryId))]);
  return { items: items.map((item) => ({ ...item, stores: stores.get(item.categoryId) ?? [] })), next, previous };
}

/** How many products wait for a decision; counts no further than `limit`. */
export async function countWaitingProducts(ctx: Context, limit: number): Promise<number> {
  const [counted] = await ctx.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM (
      SELECT 1 FROM products p JOIN categories c ON c.id = p.category_id
      WHERE p.organization_id = ${ctx.organizationId}::uuid
        AND ${visibleProducts(ctx, { approvalStatus: "PENDING", type: "NORMAL" })}
      LIMIT ${limit}) AS waiting_products`;
  return counted?.waiting ?? 0;
}

/** The filter, narrowed to the products that go to the actor's store when they are bound to one. */
export function visibleProducts(ctx: Context, filter: ProductFilter): Prisma.Sql {
  const storeId = visibleStoreId(ctx.actor);
  const asked = productFilterCondition(filter);
  return storeId === null ? asked : Prisma.sql`${asked} AND ${productFilterCondition({ storeId })}`;
}

async function storesByCategory(ctx: Context, categoryIds: readonly string[]) {
  const routed = await ctx.db.$queryRaw<{ categoryId: string; id: string; name: string }[]>`
    SELECT resolved.category_id AS "categoryId", s.id, s.name
    FROM (${resolvedRoutes(ctx.organizationId, categoryIds)}) AS resolved
    JOIN stores s ON s.id = resolved.store_id
    ORDER BY s.name, s.id`;
  const visible = visibleStoreId(ctx.actor);
  const byCategory = new Map<string, { id: string; name: string }[]>(categoryIds.map((id) => [id, []]));
  for (const { categoryId, ...store } of routed)
    if (visible === null || store.id === visible) byCategory.get(categoryId)?.push(store);
  return byCategory;
}
