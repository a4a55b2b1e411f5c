import { Prisma } from "@prisma/client";
import { resolvedRoutes } from "#app/domain/stores/resolved-routes-sql.server.ts";
import { productPayload, variantPayload } from "./snapshot-sql.server.ts";

export interface PlanRowsInput {
  organizationId: string;
  batchId: string;
  productIds: readonly string[];
  /** Only these variants of the products; all approved ones when absent. */
  variantIds?: readonly string[];
  /** Only this store, for somebody who acts within one. */
  storeId?: string | null;
}

/**
 * The rows that approved content means, as a query: one per variant and store, each with its snapshot and with the
 * reason when there is nothing to do. A product without a store gets rows without a store, so that it stays visible.
 * `groupId` is worked out once for each product and store: rows then find their groups without a join.
 */
export function candidateRows(
  { organizationId, productIds, variantIds, storeId }: PlanRowsInput,
  groupId: Prisma.Sql = Prisma.sql`NULL::bigint`,
): Prisma.Sql {
  const onlyVariants = variantIds ? Prisma.sql`AND v.id = ANY (${[...variantIds]}::uuid[])` : Prisma.empty;
  const onlyStore = storeId ? Prisma.sql`WHERE store_id = ${storeId}::uuid` : Prisma.empty;
  return Prisma.sql`
    chosen AS MATERIALIZED (
      SELECT ${groupId} AS group_id, p.id AS product_id, p.type, resolved.store_id, route.id AS route_id, payload.*
      FROM products p
      LEFT JOIN (SELECT * FROM (${resolvedRoutes(organizationId)}) AS every_route ${onlyStore}) AS resolved
        ON resolved.category_id = p.category_id AND p.type = 'NORMAL'
      LEFT JOIN routes route ON route.id = resolved.route_id
      CROSS JOIN ${productPayload}
      WHERE p.organization_id = ${organizationId}::uuid
        AND p.id = ANY (${[...productIds]}::uuid[])
        AND p.approval_status = 'APPROVED'
    ),
    content AS MATERIALIZED (
      SELECT chosen.group_id, chosen.product_id, chosen.type, chosen.store_id, chosen.product_hash,
        v.id AS variant_id, v.position, payload.*
      FROM chosen
      JOIN variants v ON v.product_id = chosen.product_id AND v.approval_status = 'APPROVED' ${onlyVariants}
      LEFT JOIN routes route ON route.id = chosen.route_id
      CROSS JOIN ${variantPayload}
    ),
    candidates AS MATERIALIZED (
      SELECT content.*, CASE
          WHEN content.type <> 'NORMAL' THEN 'NOT_ELIGIBLE'
          WHEN content.store_id IS NULL THEN 'NO_ROUTE'
          WHEN under_way.is_same THEN 'ALREADY_IN_FLIGHT'
          WHEN under_way.is_same IS NULL
            AND product_link.accepted_hash = content.product_hash AND product_link.gone_at IS NULL
            AND variant_link.accepted_hash = content.variant_hash AND variant_link.gone_at IS NULL THEN 'UNCHANGED'
        END AS skip_reason
      FROM content
      LEFT JOIN product_links product_link
        ON product_link.store_id = content.store_id AND product_link.product_id = content.product_id
      LEFT JOIN variant_links variant_link
        ON variant_link.store_id = content.store_id AND variant_link.variant_id = content.variant_id
      LEFT JOIN LATERAL (
        SELECT earlier.payload_hash = content.variant_hash AND earlier_group.payload_hash = content.product_hash AS is_same
        FROM (
          SELECT id, group_id, payload_hash FROM shopify_upload_products
          WHERE store_id = content.store_id AND variant_id = content.variant_id AND status = 'PENDING'
          UNION ALL
          SELECT id, group_id, payload_hash FROM shopify_upload_products
          WHERE store_id = content.store_id AND variant_id = content.variant_id AND status = 'PROCESSING'
        ) AS earlier
        JOIN upload_groups earlier_group ON earlier_group.id = earlier.group_id
        JOIN shopify_upload_batches earlier_batch
          ON earlier_batch.id = earlier_group.batch_id AND earlier_batch.cancel_requested_at IS NULL
        ORDER BY earlier.id DESC
        LIMIT 1
      ) AS under_way ON TRUE
    )`;
}
