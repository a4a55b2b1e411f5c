import type { SkuConflictRule } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import type { StoreFacts } from "./finding.ts";
import { MAX_VARIANTS } from "./shopify-limits.ts";

/** A handle that another product of the organization has in the store already, or is about to have. */
export interface HandleConflict {
  groupId: bigint;
  otherTitle: string;
  /** The other is on its way and not in the shop yet. */
  isInFlight: boolean;
}

/** A sku that the shop has taken of another variant of the organization. */
export interface SkuConflict {
  variantId: string;
  otherTitle: string;
}

export interface ClaimConflicts {
  store: StoreFacts;
  handles: HandleConflict[];
  skus: SkuConflict[];
}

interface ConflictRow {
  currencyCode: string;
  handles: { groupId: string; otherTitle: string; isInFlight: boolean }[] | null;
  skus: SkuConflict[] | null;
}

/**
 * What preflight asks of the database for claimed groups, in one query however many they are. Of two products in flight
 * with one handle the one that was planned first goes on. A handle is sent when a product is made and not after.
 */
export async function findConflicts(db: Db, storeId: string, groupIds: readonly bigint[]): Promise<ClaimConflicts> {
  const [found] = await db.$queryRaw<ConflictRow[]>`
    WITH new_products AS MATERIALIZED (
      SELECT mine.id, mine.product_id, mine.payload ->> 'handle' AS handle
      FROM upload_groups mine
      WHERE mine.id = ANY (${[...groupIds]}::bigint[]) AND NOT EXISTS (
        SELECT 1 FROM product_links own
        WHERE own.store_id = mine.store_id AND own.product_id = mine.product_id AND own.gone_at IS NULL)
    ),
    in_flight AS MATERIALIZED (
      SELECT busy.id, busy.product_id, busy.payload ->> 'handle' AS handle
      FROM upload_groups busy
      WHERE busy.store_id = ${storeId}::uuid AND busy.status = 'PROCESSING' AND EXISTS (SELECT 1 FROM new_products)
    ),
    taken_handles AS (
      SELECT new_products.id, link.product_id, FALSE AS is_in_flight
      FROM new_products
      JOIN product_links link ON link.store_id = ${storeId}::uuid AND link.handle = new_products.handle
        AND link.gone_at IS NULL AND link.product_id <> new_products.product_id
      UNION ALL
      SELECT new_products.id, in_flight.product_id, TRUE
      FROM new_products
      JOIN in_flight ON in_flight.handle = new_products.handle AND in_flight.id < new_products.id
        AND in_flight.product_id <> new_products.product_id
    ),
    taken_skus AS (
      SELECT DISTINCT ON (mine.id) mine.variant_id, link.product_id
      FROM shopify_upload_products mine
      JOIN variant_links link ON link.store_id = ${storeId}::uuid AND link.sku = mine.payload ->> 'sku'
        AND link.gone_at IS NULL AND link.variant_id <> mine.variant_id
      WHERE mine.group_id = ANY (${[...groupIds]}::bigint[]) AND mine.status = 'PROCESSING' AND mine.payload ->> 'sku' <> ''
      ORDER BY mine.id
    )
    SELECT store.currency_code AS "currencyCode",
      (SELECT jsonb_agg(jsonb_build_object('groupId', taken.id::text, 'otherTitle', other.title, 'isInFlight', taken.is_in_flight))
        FROM taken_handles taken JOIN products other ON other.id = taken.product_id) AS handles,
      (SELECT jsonb_agg(jsonb_build_object('variantId', taken.variant_id, 'otherTitle', other.title))
        FROM taken_skus taken JOIN products other ON other.id = taken.product_id) AS skus
    FROM stores store WHERE store.id = ${storeId}::uuid`;
  return {
    store: { currencyCode: found?.currencyCode ?? "", maxVariants: MAX_VARIANTS },
    handles: (found?.handles ?? []).map((conflict) => ({ ...conflict, groupId: BigInt(conflict.groupId) })),
    skus: found?.skus ?? [],
  };
}

/** What the nearest route of each product's category says of taken skus; a product without a route is not in it. */
export async function findSkuRules(
  db: Db,
  storeId: string,
  productIds: readonly string[],
): Promise<Map<string, SkuConflictRule>> {
  const rules = await db.$queryRaw<{ product_id: string; sku_conflicts: SkuConflictRule }[]>`
    SELECT DISTINCT ON (p.id) p.id AS product_id, route.sku_conflicts
    FROM products p
    JOIN categories c ON c.id = p.category_id
    JOIN routes route ON route.store_id = ${storeId}::uuid AND route.category_id = ANY (c.lineage)
    WHERE p.id = ANY (${[...productIds]}::uuid[])
    ORDER BY p.id, array_position(c.lineage, route.category_id) DESC`;
  return new Map(rules.map((rule) => [rule.product_id, rule.sku_conflicts]));
}
