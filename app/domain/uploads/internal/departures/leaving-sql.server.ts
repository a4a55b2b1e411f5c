import { Prisma } from "@prisma/client";
import { isRoutedTo } from "#app/domain/stores/resolved-routes-sql.server.ts";

/** Whether a product is to be on sale in a store: a condition over `products p`, its `categories c` and the store's id. */
export const belongsTo = (storeId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  p.type = 'NORMAL' AND p.withdrawn_at IS NULL AND p.discontinued_at IS NULL AND ${isRoutedTo(storeId)})`;

export interface LeavingInput {
  organizationId: string;
  /** A query of the column id. */
  products: Prisma.Sql;
  /** Only this store. */
  storeId?: string | undefined;
}

/**
 * Products that a store has, or is about to have, and that do not go there: a query of columns store_id, product_id, rule
 * and is_on_sale, with a product as often as something says so. Stores that leave such products alone, or have left themselves, are not in it, nor are products that are
 * leaving already. What waits to be uploaded there is in it, and is not on sale.
 */
export function leavingProducts({ organizationId, products, storeId }: LeavingInput): Prisma.Sql {
  const onlyStore = storeId === undefined ? Prisma.empty : Prisma.sql`AND store_id = ${storeId}::uuid`;
  return Prisma.sql`
    SELECT place.store_id, place.product_id, store.departure_rule::text AS rule, place.is_on_sale
    FROM (${products}) AS asked
    CROSS JOIN LATERAL (
      SELECT store_id, product_id, TRUE AS is_on_sale FROM product_links
      WHERE product_id = asked.id AND gone_at IS NULL AND departed_at IS NULL ${onlyStore}
      UNION ALL
      SELECT store_id, product_id, status = 'PROCESSING' FROM upload_groups
      WHERE product_id = asked.id AND status IN ('PENDING', 'PROCESSING') ${onlyStore}
    ) AS place
    JOIN stores store ON store.id = place.store_id AND store.status <> 'UNINSTALLED' AND store.departure_rule <> 'LEAVE'
    JOIN products p ON p.id = place.product_id AND p.organization_id = ${organizationId}::uuid
    JOIN categories c ON c.id = p.category_id
    WHERE NOT ${belongsTo(Prisma.sql`place.store_id`)} AND coalesce((
      SELECT batch.purpose <> 'DEPARTURE' FROM upload_groups newest
      JOIN shopify_upload_batches batch ON batch.id = newest.batch_id AND batch.cancel_requested_at IS NULL
      WHERE newest.product_id = place.product_id AND newest.store_id = place.store_id
        AND newest.status IN ('PENDING', 'PROCESSING')
      ORDER BY newest.id DESC LIMIT 1), TRUE)`;
}
