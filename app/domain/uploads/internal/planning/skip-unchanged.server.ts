import { Prisma } from "@prisma/client";
import { resolvedRoutes } from "#app/domain/stores/resolved-routes-sql.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import type { PlanRowsInput } from "./candidate-rows-sql.server.ts";
import { productPayload, taxonomyCategories, variantPayload } from "./snapshot-sql.server.ts";

export interface SkippedProducts {
  productIds: string[];
  groups: number;
  rows: number;
}

/**
 * Plans products that every one of their stores has just as they are: a comparison of hashes and one SKIPPED group per
 * product and store, without rows and without content, because nothing is on its way. A full catalog that is approved
 * again for a few changes costs little more than to find the changes. Products that have something under way, or of
 * which a store has not taken everything, are left to the full plan. The caller counts what was skipped.
 */
export async function skipUnchanged(
  tx: Tx,
  { organizationId, batchId, productIds, variantIds, storeId }: PlanRowsInput,
): Promise<SkippedProducts> {
  const onlyVariants = variantIds ? Prisma.sql`AND v.id = ANY (${[...variantIds]}::uuid[])` : Prisma.empty;
  const onlyStore = storeId ? Prisma.sql`WHERE store_id = ${storeId}::uuid` : Prisma.empty;
  const [skipped] = await tx.$queryRaw<{ product_ids: string[] | null; groups: number; rows: number }[]>`
    WITH routed AS MATERIALIZED (
      SELECT p.id AS product_id, resolved.store_id, route.price_factor, route.price_rate, route.price_rounding,
        route.field_modes, store.currency_code AS store_currency, compared.product_hash, coalesce(compared.is_same, FALSE) AS is_same
      FROM products p
      JOIN (SELECT * FROM (${resolvedRoutes(organizationId)}) AS every_route ${onlyStore}) AS resolved
        ON resolved.category_id = p.category_id
      JOIN routes route ON route.id = resolved.route_id
      JOIN stores store ON store.id = resolved.store_id
      LEFT JOIN (${taxonomyCategories(organizationId)}) AS taxonomy ON taxonomy.category_id = p.category_id
      LEFT JOIN LATERAL (
        SELECT accepted_hash FROM product_links
        WHERE store_id = resolved.store_id AND product_id = p.id AND gone_at IS NULL AND accepted_hash IS NOT NULL OFFSET 0
      ) AS link ON TRUE
      LEFT JOIN LATERAL (
        SELECT payload.product_hash, payload.product_hash = link.accepted_hash AS is_same FROM ${productPayload}
        WHERE link.accepted_hash IS NOT NULL OFFSET 0
      ) AS compared ON TRUE
      WHERE p.organization_id = ${organizationId}::uuid AND p.id = ANY (${[...productIds]}::uuid[]) AND p.type = 'NORMAL'
    ),
    unchanged AS MATERIALIZED (
      SELECT routed.product_id, routed.store_id, routed.product_hash, compared.variants
      FROM routed
      CROSS JOIN LATERAL (
        SELECT count(*) AS variants, bool_and(payload.variant_hash IS NOT DISTINCT FROM link.accepted_hash) AS is_same
        FROM (
          SELECT v.* FROM variants v
          WHERE v.product_id = routed.product_id AND v.approval_status = 'APPROVED' ${onlyVariants} OFFSET 0
        ) AS v
        CROSS JOIN LATERAL (
          SELECT routed.price_factor, routed.price_rate, routed.price_rounding, routed.field_modes, routed.store_currency
        ) AS route
        CROSS JOIN ${variantPayload}
        LEFT JOIN LATERAL (
          SELECT accepted_hash FROM variant_links
          WHERE store_id = routed.store_id AND variant_id = v.id AND gone_at IS NULL OFFSET 0
        ) AS link ON TRUE
      ) AS compared
      WHERE routed.is_same AND compared.is_same
    ),
    everywhere AS (
      SELECT product_id FROM routed LEFT JOIN unchanged USING (product_id, store_id)
      GROUP BY product_id HAVING bool_and(unchanged.variants IS NOT NULL)
    ),
    new_groups AS (
      INSERT INTO upload_groups (organization_id, batch_id, store_id, product_id, status, skip_reason, row_count, payload, payload_hash, ended_at)
      SELECT ${organizationId}::uuid, ${batchId}::uuid, store_id, product_id, 'SKIPPED', 'UNCHANGED', variants, '{}', product_hash, now()
      FROM unchanged JOIN everywhere USING (product_id)
      ORDER BY product_id
      RETURNING row_count
    )
    SELECT (SELECT array_agg(product_id) FROM everywhere) AS product_ids, count(*)::int AS groups, coalesce(sum(row_count), 0)::int AS rows
    FROM new_groups`;
  return { productIds: skipped?.product_ids ?? [], groups: skipped?.groups ?? 0, rows: skipped?.rows ?? 0 };
}
