import { Prisma } from "@prisma/client";
import type { DepartureScope } from "../../departures/departure-scope.ts";

/** The products that a departure looks at: a condition over `products p`. */
export function isInScope(organizationId: string, scope: DepartureScope): Prisma.Sql {
  const ofOrganization = Prisma.sql`p.organization_id = ${organizationId}::uuid`;
  switch (scope.kind) {
    case "categories":
      return Prisma.sql`${ofOrganization} AND p.category_id = ANY (${scope.categoryIds}::uuid[])`;
    case "off-sale":
      return Prisma.sql`${ofOrganization} AND (p.withdrawn_at IS NOT NULL OR p.discontinued_at IS NOT NULL)`;
  }
}

/** The one store that a departure is about; undefined when it is about all. */
export const storeOf = (scope: DepartureScope): string | undefined =>
  scope.kind === "categories" ? scope.storeId : undefined;
