import { Prisma } from "@prisma/client";
import type pg from "pg";
import { resolvedRoutes } from "#app/domain/stores/resolved-routes-sql.server.ts";
import {
  productPayload,
  taxonomyCategories,
  variantPayload,
} from "#app/domain/uploads/internal/planning/snapshot-sql.server.ts";

export interface Compared {
  readonly seconds: number;
  readonly variants: number;
  /** Of them, those whose content is as Shopify accepted it. */
  readonly unchanged: number;
}

/**
 * The least that anybody has to do who wants to know what has changed: one SELECT over the whole catalog that computes the
 * hashes of the content, in the form in which it would be sent, and compares them with those that Shopify accepted. It
 * writes nothing, takes no lock and marks nothing approved, and PostgreSQL plans it as it likes, with the memory and
 * without the compilation that planning an upload gives itself.
 */
export async function compareBare(client: pg.Client, organizationId: string): Promise<Compared> {
  const sql = comparison(organizationId);
  await client.query("BEGIN READ ONLY");
  try {
    await client.query("SET LOCAL work_mem = '64MB'");
    await client.query("SET LOCAL jit = off");
    const startedAtMs = performance.now();
    const found = await client.query<{ variants: number; unchanged: number }>(sql.text, sql.values);
    const seconds = (performance.now() - startedAtMs) / 1_000;
    return { seconds, variants: found.rows[0]?.variants ?? 0, unchanged: found.rows[0]?.unchanged ?? 0 };
  } finally {
    await client.query("COMMIT");
  }
}

const comparison = (organizationId: string): Prisma.Sql => Prisma.sql`
  SELECT count(*)::int AS variants, count(*) FILTER (WHERE
      product_link.accepted_hash = content.product_hash AND product_link.gone_at IS NULL
      AND variant_link.accepted_hash = payload.variant_hash AND variant_link.gone_at IS NULL)::int AS unchanged
  FROM (
    SELECT p.id AS product_id, resolved.store_id, route, store.currency_code AS store_currency, payload.product_hash
    FROM products p
    JOIN (${resolvedRoutes(organizationId)}) AS resolved ON resolved.category_id = p.category_id
    JOIN routes route ON route.id = resolved.route_id
    JOIN stores store ON store.id = resolved.store_id
    LEFT JOIN (${taxonomyCategories(organizationId)}) AS taxonomy ON taxonomy.category_id = p.category_id
    CROSS JOIN ${productPayload}
    WHERE p.organization_id = ${organizationId}::uuid AND p.type = 'NORMAL'
  ) AS content
  JOIN variants v ON v.product_id = content.product_id AND v.approval_status = 'APPROVED'
  CROSS JOIN LATERAL (SELECT (content.route).*, content.store_currency) AS route
  CROSS JOIN ${variantPayload}
  LEFT JOIN product_links product_link
    ON product_link.store_id = content.store_id AND product_link.product_id = content.product_id
  LEFT JOIN variant_links variant_link ON variant_link.store_id = content.store_id AND variant_link.variant_id = v.id`;
