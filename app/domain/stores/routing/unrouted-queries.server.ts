import { Prisma } from "@prisma/client";
import type { ApprovalStatus } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { resolvedRoutes } from "../resolved-routes-sql.server.ts";

export interface UnroutedProduct {
  id: string;
  title: string;
  approvalStatus: ApprovalStatus;
  categoryId: string;
  categoryPath: string;
}

const inOrder: KeysetOrder = { column: Prisma.sql`p.id`, type: "uuid", direction: "ascending" };

/**
 * Products that could be uploaded and that no route brings to any store, in the order in which they came in. Asked by
 * category, so that a catalog in which nearly all have a route is not read through for the few that have none.
 * @throws {ForbiddenError} for somebody who is bound to one store.
 */
export async function listUnroutedProducts(ctx: Context, page: PageRequest): Promise<Page<UnroutedProduct>> {
  requirePermission(ctx.actor, "view");
  const { organizationId } = ctx;
  const found = await ctx.db.$queryRaw<UnroutedProduct[]>`
    SELECT p.id, p.title, p.approval_status AS "approvalStatus", c.id AS "categoryId", c.path AS "categoryPath"
    FROM categories c
    CROSS JOIN LATERAL (
      SELECT p.id, p.title, p.approval_status FROM products p
      WHERE p.organization_id = ${organizationId}::uuid AND p.category_id = c.id AND p.type = 'NORMAL'
        ${keysetCondition(page, inOrder)} ${keysetOrder(page, inOrder)}
    ) AS p
    WHERE c.organization_id = ${organizationId}::uuid
      AND c.id NOT IN (SELECT category_id FROM (${resolvedRoutes(organizationId)}) AS resolved)
    ${keysetOrder(page, inOrder)}`;
  return cutPage(found, page, ({ id }) => id);
}
