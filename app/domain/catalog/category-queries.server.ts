import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { categoriesRoutedTo } from "#app/domain/stores/resolved-routes-sql.server.ts";

export interface CategoryChoice {
  id: string;
  /** Names from below the root down to it, e.g. `Home > Kitchen`. */
  path: string;
}

const MAX_CHOICES = 50;

/** Categories whose path contains the text, in order of their paths, at most 50. The root is not one of them. */
export async function searchCategories(ctx: Context, text: string): Promise<CategoryChoice[]> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND c.id IN (${categoriesRoutedTo(storeId)})`;
  const pattern = `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return ctx.db.$queryRaw<CategoryChoice[]>`
    SELECT c.id, c.path FROM categories c
    WHERE c.organization_id = ${ctx.organizationId}::uuid AND c.depth > 0 AND c.path ILIKE ${pattern} ${inStore}
    ORDER BY c.path LIMIT ${MAX_CHOICES}`;
}

/** The category's path, or null when it is not the organization's. */
export async function findCategory(ctx: Context, categoryId: string): Promise<CategoryChoice | null> {
  return ctx.db.category.findFirst({
    where: { id: categoryId, organizationId: ctx.organizationId },
    select: { id: true, path: true },
  });
}
