import { Prisma } from "@prisma/client";

/** The category and those below it for which no nearer route to the store decides; a query of the column id. */
export const affectedCategories = (
  { organizationId }: { organizationId: string },
  category: { id: string; depth: number },
  storeId: string,
): Prisma.Sql => Prisma.sql`
  SELECT node.id FROM categories node
  WHERE node.organization_id = ${organizationId}::uuid AND node.lineage[${category.depth + 1}] = ${category.id}::uuid
    AND NOT EXISTS (
      SELECT 1 FROM routes nearer
      WHERE nearer.store_id = ${storeId}::uuid AND nearer.category_id = ANY (node.lineage[${category.depth + 2}:]))`;
