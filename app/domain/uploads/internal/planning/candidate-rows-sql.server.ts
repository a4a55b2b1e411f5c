import { Prisma } from "@prisma/client";
import { resolvedRoutes } from "#app/domain/stores/resolved-routes-sql.server.ts";
import { productPayload, taxonomyCategories, variantPayload } from "./snapshot-sql.server.ts";

export interface PlanRowsInput {
  organizationId: string;
  batchId: string;
  productIds: readonly string[];
  /** Only these variants of the products; all approved ones when absent. */
  variantIds?: readonly string[];
  /** Only this store, for somebody who acts within one. */
  storeId?: string | null;
}

export interface CandidateSettings {
  /** Worked out once for each product and store: rows then find their groups without a join. */
  groupId?: Prisma.Sql;
  /** Whether rows of other batches wait or are under way; false spares a look for each variant. */
  isAnotherInFlight: boolean;
  /** Counts the variants that an approval would approve, instead of those that are approved. */
  isBeforeApproval?: boolean;
}

/**
 * The rows that approved content means, as a query: one per variant and store, each with its snapshot and with the
 * reason when there is nothing to do. A product without a store gets rows without a store, so that it stays visible.
 * The products have been marked approved; of their variants only the approved ones count.
 *
 * Each OFFSET 0 keeps a look-up by key what it is. The statistics know nothing yet of what this transaction approved, and
 * with a free choice the planner has read all variants of the organization once for every product.
 */
export function candidateRows(
  { organizationId, productIds, variantIds, storeId }: PlanRowsInput,
  { groupId = Prisma.sql`NULL::bigint`, isAnotherInFlight, isBeforeApproval = false }: CandidateSettings,
): Prisma.Sql {
  const isCounted = isBeforeApproval
    ? variantIds
      ? Prisma.sql`TRUE`
      : WOULD_BE_APPROVED
    : Prisma.sql`v.approval_status = 'APPROVED'`;
  const onlyVariants = variantIds ? Prisma.sql`AND v.id = ANY (${[...variantIds]}::uuid[])` : Prisma.empty;
  const onlyStore = storeId ? Prisma.sql`WHERE store_id = ${storeId}::uuid` : Prisma.empty;
  return Prisma.sql`
    chosen AS MATERIALIZED (
      SELECT ${groupId} AS group_id, p.id AS product_id, p.type, resolved.store_id, route.price_factor, route.price_rate, route.price_rounding,
        route.field_modes, store.currency_code AS store_currency, payload.*,
        link.gone_at IS NULL AND link.is_there AS is_linked,
        link.gone_at IS NULL AND link.accepted_hash = payload.product_hash AS is_accepted,
        link.accepted_hash IS NOT DISTINCT FROM payload.product_hash AS is_same,
        link.gone_at IS NOT NULL AND NOT link.may_be_made_anew AND (store.deleted_product_rule = 'ASK' OR EXISTS (
          SELECT 1 FROM gone_brakes brake WHERE brake.store_id = store.id AND brake.stopped_at IS NOT NULL)) AS is_held
      FROM products p
      LEFT JOIN (SELECT * FROM (${resolvedRoutes(organizationId)}) AS every_route ${onlyStore}) AS resolved
        ON resolved.category_id = p.category_id AND p.type = 'NORMAL'
      LEFT JOIN routes route ON route.id = resolved.route_id
      LEFT JOIN stores store ON store.id = resolved.store_id
      LEFT JOIN (${taxonomyCategories(organizationId)}) AS taxonomy ON taxonomy.category_id = p.category_id
      CROSS JOIN ${productPayload}
      LEFT JOIN LATERAL (
        SELECT accepted_hash, gone_at, may_be_made_anew, TRUE AS is_there FROM product_links
        WHERE store_id = resolved.store_id AND product_id = p.id OFFSET 0
      ) AS link ON TRUE
      WHERE p.organization_id = ${organizationId}::uuid AND p.id = ANY (${[...productIds]}::uuid[])
    ),
    candidates AS MATERIALIZED (
      SELECT chosen.group_id, chosen.product_id, chosen.store_id, v.id AS variant_id, v.position, payload.*, CASE
          WHEN chosen.type <> 'NORMAL' THEN 'NOT_ELIGIBLE'
          WHEN chosen.store_id IS NULL THEN 'NO_ROUTE'
          WHEN under_way.is_same THEN 'ALREADY_IN_FLIGHT'
          WHEN chosen.is_held THEN 'DELETED_IN_SHOP'
          WHEN under_way.is_same IS NULL AND chosen.is_accepted
            AND link.accepted_hash = payload.variant_hash AND link.gone_at IS NULL THEN 'UNCHANGED'
        END AS skip_reason,
        chosen.is_linked, chosen.is_same AS is_product_same,
        link.gone_at IS NULL AND link.is_there AS is_variant_linked
      FROM chosen
      CROSS JOIN LATERAL (
        SELECT v.* FROM variants v
        WHERE v.product_id = chosen.product_id AND ${isCounted} ${onlyVariants} OFFSET 0
      ) AS v
      CROSS JOIN LATERAL (
        SELECT chosen.price_factor, chosen.price_rate, chosen.price_rounding, chosen.field_modes, chosen.store_currency
      ) AS route
      CROSS JOIN ${variantPayload}
      LEFT JOIN LATERAL (
        SELECT accepted_hash, gone_at, TRUE AS is_there FROM variant_links
        WHERE store_id = chosen.store_id AND variant_id = v.id OFFSET 0
      ) AS link ON TRUE
      ${isAnotherInFlight ? ROW_UNDER_WAY : NOTHING_UNDER_WAY}
    )`;
}

/** Variants that were rejected by themselves stay so when their product is approved. */
const WOULD_BE_APPROVED = Prisma.sql`(v.approval_status <> 'REJECTED'
  OR (SELECT p.approval_status FROM products p WHERE p.id = v.product_id) = 'REJECTED')`;

/** The newest row of the variant that waits or is under way for the store, unless its batch is being cancelled. */
const ROW_UNDER_WAY = Prisma.sql`LEFT JOIN LATERAL (
  SELECT earlier.payload_hash = payload.variant_hash AND earlier_group.payload_hash = chosen.product_hash AS is_same
  FROM (
    SELECT id, group_id, payload_hash FROM shopify_upload_products
    WHERE store_id = chosen.store_id AND variant_id = v.id AND status = 'PENDING'
    UNION ALL
    SELECT id, group_id, payload_hash FROM shopify_upload_products
    WHERE store_id = chosen.store_id AND variant_id = v.id AND status = 'PROCESSING'
  ) AS earlier
  JOIN upload_groups earlier_group ON earlier_group.id = earlier.group_id
  JOIN shopify_upload_batches earlier_batch
    ON earlier_batch.id = earlier_group.batch_id AND earlier_batch.cancel_requested_at IS NULL
  ORDER BY earlier.id DESC
  LIMIT 1
) AS under_way ON TRUE`;

const NOTHING_UNDER_WAY = Prisma.sql`CROSS JOIN (SELECT NULL::boolean AS is_same) AS under_way`;
