import { Prisma, type SkuConflictRule } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import type { StoreFacts } from "./finding.ts";
import { MAX_VARIANTS } from "./shopify-limits.ts";

/** A handle that another product of the organization has in the store already, or is about to have. */
export interface HandleConflict {
  productId: string;
  otherTitle: string;
  /** The other is on its way and not in the shop yet. */
  isInFlight: boolean;
}

/** A sku that the shop has taken of another variant of the organization. */
export interface SkuConflict {
  variantId: string;
  otherTitle: string;
}

/** A product of the shop that may be this one, of which nobody has decided yet whether it is. */
export interface OpenAdoption {
  productId: string;
  titleInShop: string;
}

export interface Conflicts {
  store: StoreFacts;
  openAdoptions: OpenAdoption[];
  handles: HandleConflict[];
  skus: SkuConflict[];
}

interface ConflictRow {
  currencyCode: string;
  openAdoptions: OpenAdoption[] | null;
  handles: HandleConflict[] | null;
  skus: SkuConflict[] | null;
}

/** What preflight asks of the database for claimed groups, in one query however many they are. */
export function findConflicts(db: Db, storeId: string, groupIds: readonly bigint[]): Promise<Conflicts> {
  const ids = Prisma.sql`${[...groupIds]}::bigint[]`;
  return find(db, storeId, {
    products: Prisma.sql`SELECT id, product_id, payload ->> 'handle' AS handle FROM upload_groups WHERE id = ANY (${ids})`,
    // As text, for no index to serve it: of what is under way the indices hold, until the next vacuum, all that ever was.
    variants: Prisma.sql`SELECT variant_id, payload ->> 'sku' AS sku FROM shopify_upload_products
      WHERE group_id = ANY (${ids}) AND status::text = 'PROCESSING'`,
  });
}

export interface AskedContent {
  products: readonly { productId: string; handle: string }[];
  variants: readonly { variantId: string; sku: string }[];
}

/** The same for products that are not planned yet. */
export const findConflictsOf = (db: Db, storeId: string, { products, variants }: AskedContent): Promise<Conflicts> =>
  find(db, storeId, {
    products: Prisma.sql`SELECT 9223372036854775807 AS id, "productId" AS product_id, handle
      FROM jsonb_to_recordset(${JSON.stringify(products)}::jsonb) AS asked("productId" uuid, handle text)`,
    variants: Prisma.sql`SELECT "variantId" AS variant_id, sku
      FROM jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) AS asked("variantId" uuid, sku text)`,
  });

/**
 * `products` are columns id, product_id, handle, `variants` variant_id, sku. Of two products in flight with one handle
 * the one that was planned first goes on. A handle is asked about when a product is made and not after, and so is what of
 * the shop may be the product already; what bears our id the upload itself takes over. Each lateral query stays a look-up
 * by key, whatever the statistics know of links that were made a moment ago.
 */
async function find(
  db: Db,
  storeId: string,
  { products, variants }: { products: Prisma.Sql; variants: Prisma.Sql },
): Promise<Conflicts> {
  const [found] = await db.$queryRaw<ConflictRow[]>`
    WITH new_products AS MATERIALIZED (
      SELECT mine.id, mine.product_id, mine.handle
      FROM (${products}) AS mine
      LEFT JOIN LATERAL (
        SELECT link.product_id FROM product_links link
        WHERE link.store_id = ${storeId}::uuid AND link.product_id = mine.product_id AND link.gone_at IS NULL OFFSET 0
      ) AS own ON TRUE
      WHERE own.product_id IS NULL
    ),
    in_flight AS MATERIALIZED (
      SELECT busy.id, busy.product_id, busy.payload ->> 'handle' AS handle
      FROM upload_groups busy
      WHERE busy.store_id = ${storeId}::uuid AND busy.status = 'PROCESSING' AND EXISTS (SELECT 1 FROM new_products)
    ),
    taken_handles AS (
      SELECT new_products.product_id, taken.product_id AS other_id, FALSE AS is_in_flight
      FROM new_products
      CROSS JOIN LATERAL (
        SELECT link.product_id FROM product_links link
        WHERE link.store_id = ${storeId}::uuid AND link.handle = new_products.handle AND link.gone_at IS NULL
          AND link.product_id <> new_products.product_id
        LIMIT 1
      ) AS taken
      UNION ALL
      SELECT new_products.product_id, in_flight.product_id, TRUE
      FROM new_products
      JOIN in_flight ON in_flight.handle = new_products.handle AND in_flight.id < new_products.id
        AND in_flight.product_id <> new_products.product_id
    ),
    open_adoptions AS (
      SELECT new_products.product_id, proposal.title
      FROM new_products
      CROSS JOIN LATERAL (
        SELECT found.title FROM (
          SELECT title FROM adoption_proposals
          WHERE store_id = ${storeId}::uuid AND state = 'PROPOSED' AND product_id = new_products.product_id
            AND matched_by <> 'CUSTOM_ID'
          UNION ALL
          SELECT title FROM adoption_proposals
          WHERE store_id = ${storeId}::uuid AND state = 'AMBIGUOUS'
            AND candidates @> jsonb_build_array(jsonb_build_object('productId', new_products.product_id))
        ) AS found
        LIMIT 1
      ) AS proposal
    ),
    taken_skus AS (
      SELECT mine.variant_id, taken.product_id AS other_id
      FROM (${variants}) AS mine
      CROSS JOIN LATERAL (
        SELECT link.product_id FROM variant_links link
        WHERE link.store_id = ${storeId}::uuid AND link.sku = mine.sku AND link.gone_at IS NULL
          AND link.variant_id <> mine.variant_id
        LIMIT 1
      ) AS taken
      WHERE mine.sku <> ''
    )
    SELECT store.currency_code AS "currencyCode",
      (SELECT jsonb_agg(jsonb_build_object('productId', product_id, 'titleInShop', title)) FROM open_adoptions) AS "openAdoptions",
      (SELECT jsonb_agg(jsonb_build_object('productId', taken.product_id, 'otherTitle', other.title, 'isInFlight', taken.is_in_flight))
        FROM taken_handles taken JOIN products other ON other.id = taken.other_id) AS handles,
      (SELECT jsonb_agg(jsonb_build_object('variantId', taken.variant_id, 'otherTitle', other.title))
        FROM taken_skus taken JOIN products other ON other.id = taken.other_id) AS skus
    FROM stores store WHERE store.id = ${storeId}::uuid`;
  return {
    store: { currencyCode: found?.currencyCode ?? "", maxVariants: MAX_VARIANTS },
    openAdoptions: found?.openAdoptions ?? [],
    handles: found?.handles ?? [],
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
