import { Prisma } from "@prisma/client";
import { categoriesRoutedTo } from "#app/domain/stores/resolved-routes-sql.server.ts";
import type { ProductFilter } from "./product-filter.ts";
import type { ProductSelection } from "./product-selection.ts";

const containing = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/**
 * The filter as a condition over `products p JOIN categories c ON c.id = p.category_id`. It narrows and never scopes:
 * the query around it compares `p.organization_id` with the caller's.
 */
export function productFilterCondition(filter: ProductFilter): Prisma.Sql {
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (filter.approvalStatus !== undefined)
    conditions.push(Prisma.sql`p.approval_status = ${filter.approvalStatus}::approval_status`);
  if (filter.type !== undefined) conditions.push(Prisma.sql`p.type = ${filter.type}::product_type`);
  if (filter.categoryId !== undefined) conditions.push(Prisma.sql`${filter.categoryId}::uuid = ANY (c.lineage)`);
  if (filter.storeId !== undefined) conditions.push(Prisma.sql`c.id IN (${categoriesRoutedTo(filter.storeId)})`);
  if (filter.text !== undefined) {
    const pattern = containing(filter.text);
    conditions.push(Prisma.sql`(p.title ILIKE ${pattern} OR p.external_id ILIKE ${pattern} OR EXISTS (
      SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.sku ILIKE ${pattern}))`);
  }
  return Prisma.sql`(${Prisma.join(conditions, " AND ")})`;
}

/** The selection as a condition over the same tables; named variants stand for their products. */
export function productSelectionCondition(selection: ProductSelection): Prisma.Sql {
  switch (selection.kind) {
    case "products":
      return Prisma.sql`p.id = ANY (${selection.ids}::uuid[])`;
    case "variants":
      return Prisma.sql`p.id IN (SELECT v.product_id FROM variants v WHERE v.id = ANY (${selection.ids}::uuid[]))`;
    case "filter":
      return productFilterCondition(selection.filter);
  }
}

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * The organization's products after an id, in the order of `productOrder`. Written as a range, because with an equality
 * the planner may walk the primary key instead, past every product of the organizations that came earlier.
 */
export const productsOf = (organizationId: string, after: string | null = null): Prisma.Sql =>
  Prisma.sql`(p.organization_id, p.id) > (${organizationId}::uuid, ${after ?? BEFORE_ALL}::uuid) AND p.organization_id <= ${organizationId}::uuid`;

export const productOrder = Prisma.sql`p.organization_id, p.id`;
