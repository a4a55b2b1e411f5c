import { Prisma } from "@prisma/client";

/** What is no list has no length: such content fails when it is taken up, and must not keep the others from being planned. */
const lengthOf = (list: Prisma.Sql) =>
  Prisma.sql`CASE WHEN jsonb_typeof(${list}) = 'array' THEN jsonb_array_length(${list}) ELSE 0 END`;

/**
 * What a planned group will cost in points, for estimates: a create by its size, or for a product that the shop has the
 * update of its variants and, where its own content changed, of the product. Ids are read back at some 0.1 points each.
 * The rule of Shopify's costs is in `operation-cost.ts`; here it is repeated for a whole slice at once.
 */
export const plannedPoints = Prisma.sql`(
  CASE WHEN planned.is_linked
    THEN round(10 + 0.2 * planned.due_rows) + CASE WHEN planned.is_product_same THEN 0 ELSE 11 END
    ELSE round(10 + 0.2 * planned.due_rows + 0.4 * (1 + ${lengthOf(Prisma.sql`planned.product -> 'metafields'`)})
      + 1.9 * ${lengthOf(Prisma.sql`planned.product -> 'images'`)})
      + CASE WHEN jsonb_array_length(planned.product -> 'route' -> 'publicationIds') > 0 THEN 10 ELSE 0 END
  END)::int`;
