import { Prisma } from "@prisma/client";

/**
 * Which categories go to which stores: for each store the route of the nearest category decides, and one that says
 * "not here" ends what a category above began. A store that left takes nothing.
 * A query of columns category_id, store_id, route_id; use it as `(…) AS resolved`.
 */
export function resolvedRoutes(organizationId: string, categoryIds?: readonly string[]): Prisma.Sql {
  const among = categoryIds === undefined ? Prisma.empty : Prisma.sql`AND node.id = ANY (${[...categoryIds]}::uuid[])`;
  return Prisma.sql`SELECT category_id, store_id, route_id
    FROM (${nearestRoutes(Prisma.sql`node.organization_id = ${organizationId}::uuid ${among}`)}) AS nearest
    WHERE NOT is_excluded`;
}

/** The ids of the categories that go to this one store; a query of the column category_id. */
export function categoriesRoutedTo(storeId: string): Prisma.Sql {
  return Prisma.sql`SELECT category_id
    FROM (${nearestRoutes(Prisma.sql`route.store_id = ${storeId}::uuid`)}) AS nearest
    WHERE NOT is_excluded`;
}

/** Which route of this one store decides for which category; a query of columns category_id, route_id. */
export function routesTo(storeId: string): Prisma.Sql {
  return Prisma.sql`SELECT category_id, route_id
    FROM (${nearestRoutes(Prisma.sql`route.store_id = ${storeId}::uuid`)}) AS nearest
    WHERE NOT is_excluded`;
}

/** Whether the routes bring a product to a store: a condition over its `categories c` and the store's id. */
export const isRoutedTo = (storeId: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce((
  SELECT NOT route.is_excluded FROM routes route
  WHERE route.store_id = ${storeId} AND route.category_id = ANY (c.lineage)
  ORDER BY array_position(c.lineage, route.category_id) DESC LIMIT 1), FALSE)`;

function nearestRoutes(scope: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT DISTINCT ON (node.id, route.store_id)
      node.id AS category_id, route.store_id, route.id AS route_id, route.is_excluded
    FROM categories node
    CROSS JOIN LATERAL unnest(node.lineage) WITH ORDINALITY AS ancestor(id, depth)
    JOIN routes route ON route.category_id = ancestor.id AND route.organization_id = node.organization_id
    JOIN stores store ON store.id = route.store_id AND store.status <> 'UNINSTALLED'
    WHERE ${scope}
    ORDER BY node.id, route.store_id, ancestor.depth DESC`;
}
