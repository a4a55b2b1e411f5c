import { Prisma } from "@prisma/client";
import { routesTo } from "#app/domain/stores/resolved-routes-sql.server.ts";
import { MOST_UNITS } from "../plan-stock-targets.ts";

/** What a run covers of a store. */
export interface StockScope {
  storeId: string;
  /** Only products of this category and below. */
  categoryId: string | null;
  productId: string | null;
  /** Only what this INCREMENTAL run has taken up. */
  arrivalsOf: string | null;
  variantIds?: readonly string[] | undefined;
}

/** A part of the variants in the order of their ids: after the one, up to and with the other; null: without an end. */
export interface KeyRange {
  after: string | null;
  through: string | null;
}

const inRange = (column: Prisma.Sql, { after, through }: KeyRange): Prisma.Sql => Prisma.sql`
  ${after === null ? Prisma.empty : Prisma.sql`AND ${column} > ${after}::uuid`}
  ${through === null ? Prisma.empty : Prisma.sql`AND ${column} <= ${through}::uuid`}`;

/** The variants of a slice, said of every table: none of them is read as a whole for a part of it. */
const among = (column: Prisma.Sql, { variantIds }: Pick<StockScope, "variantIds">, range: KeyRange): Prisma.Sql =>
  variantIds ? Prisma.sql`AND ${column} = ANY (${[...variantIds]}::uuid[])` : inRange(column, range);

/** The variants that the shop has, by their keys. */
function linkedVariants({ storeId, productId, arrivalsOf, variantIds }: StockScope, range: KeyRange): Prisma.Sql {
  const ofProduct = productId === null ? Prisma.empty : Prisma.sql`AND link.product_id = ${productId}::uuid`;
  const arrived =
    arrivalsOf === null
      ? Prisma.empty
      : Prisma.sql`JOIN stock_arrivals arrival ON arrival.run_id = ${arrivalsOf}::uuid AND arrival.variant_id = link.variant_id
          ${inRange(Prisma.sql`arrival.variant_id`, range)}`;
  return Prisma.sql`
    SELECT link.variant_id, link.shopify_inventory_item_id
    FROM variant_links link ${arrived}
    WHERE link.store_id = ${storeId}::uuid AND link.gone_at IS NULL ${ofProduct}
      ${among(Prisma.sql`link.variant_id`, { variantIds }, range)}`;
}

/** The last variant of the next so many; no row when there are no more than that. */
export function endOfSlice(scope: StockScope, after: string | null, variants: number): Prisma.Sql {
  const { storeId, productId, arrivalsOf } = scope;
  const range = { after, through: null };
  const keys =
    arrivalsOf === null
      ? Prisma.sql`SELECT link.variant_id FROM variant_links link WHERE link.store_id = ${storeId}::uuid
          ${productId === null ? Prisma.empty : Prisma.sql`AND link.product_id = ${productId}::uuid`}
          ${inRange(Prisma.sql`link.variant_id`, range)}`
      : Prisma.sql`SELECT arrival.variant_id FROM stock_arrivals arrival WHERE arrival.run_id = ${arrivalsOf}::uuid
          ${inRange(Prisma.sql`arrival.variant_id`, range)}`;
  return Prisma.sql`${keys} ORDER BY variant_id OFFSET ${variants - 1} LIMIT 1`;
}

/**
 * Where each warehouse's stock goes by the routes of a store: a query of columns route_id, warehouse_id, location_id,
 * counts_orders. A location that the shop has closed takes nothing.
 */
export const mappedWarehouses = (storeId: string): Prisma.Sql => Prisma.sql`
  SELECT route.id AS route_id, warehouse.id AS warehouse_id, place.location_id,
    route.stock_mode = 'SHOPIFY_COUNTS_ORDERS' AS counts_orders
  FROM routes route
  JOIN stores store ON store.id = route.store_id
  JOIN warehouses warehouse ON warehouse.organization_id = route.organization_id
  CROSS JOIN LATERAL (SELECT CASE WHEN route.location_map = '{}'::jsonb THEN store.primary_location_id
    ELSE route.location_map ->> warehouse.code END AS location_id) AS place
  WHERE route.store_id = ${storeId}::uuid AND NOT route.is_excluded AND place.location_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM store_locations closed
      WHERE closed.store_id = route.store_id AND closed.location_id = place.location_id AND NOT closed.is_active)`;

/**
 * What the shop shall have, and what it has as far as is known, of each variant at each location: the rules of
 * `plan-stock-targets` as one query of columns variant_id, location_id, inventory_item_id, target, known_quantity (null:
 * it has to be read), revision (null: never known), is_quarantined and is_disconnected; use it as `(…) AS level`.
 */
export function stockTargets(scope: StockScope, range: KeyRange): Prisma.Sql {
  const { storeId, categoryId } = scope;
  const inCategory =
    categoryId === null
      ? Prisma.empty
      : Prisma.sql`JOIN categories category ON category.id = product.category_id
          AND category.lineage @> ARRAY[${categoryId}::uuid]`;
  return Prisma.sql`
    SELECT counted.variant_id, counted.location_id, counted.inventory_item_id,
      least(${MOST_UNITS}::bigint, greatest(0, counted.available + coalesce(moved.units, 0)))::int AS target,
      CASE WHEN NOT known.is_doubtful THEN known.known_quantity END AS known_quantity,
      known.revision, quarantined.id IS NOT NULL AS is_quarantined, coalesce(known.is_disconnected, false) AS is_disconnected
    FROM (
      SELECT link.variant_id, mapped.location_id, link.shopify_inventory_item_id AS inventory_item_id,
        mapped.counts_orders, sum(greatest(0, count.on_hand - count.reserved - count.hold)) AS available,
        min(count.as_of) AS counted_at
      FROM (${linkedVariants(scope, range)}) AS link
      JOIN variants variant ON variant.id = link.variant_id AND variant.is_tracked ${among(Prisma.sql`variant.id`, scope, range)}
      JOIN products product ON product.id = variant.product_id
      ${inCategory}
      JOIN (${routesTo(storeId)}) AS resolved ON resolved.category_id = product.category_id
      JOIN (${mappedWarehouses(storeId)}) AS mapped ON mapped.route_id = resolved.route_id
      JOIN stock_levels count ON count.variant_id = link.variant_id AND count.warehouse_id = mapped.warehouse_id
        ${among(Prisma.sql`count.variant_id`, scope, range)}
      GROUP BY 1, 2, 3, 4) AS counted
    LEFT JOIN inventory_levels known ON known.store_id = ${storeId}::uuid AND known.variant_id = counted.variant_id
      AND known.location_id = counted.location_id AND known.inventory_item_id = counted.inventory_item_id
      ${among(Prisma.sql`known.variant_id`, scope, range)}
    LEFT JOIN LATERAL (
      SELECT sum(movement.delta) AS units FROM inventory_movements movement
      WHERE counted.counts_orders AND movement.store_id = ${storeId}::uuid AND movement.variant_id = counted.variant_id
        AND movement.location_id = counted.location_id AND movement.occurred_at > counted.counted_at) AS moved ON true
    LEFT JOIN quarantined_levels quarantined ON quarantined.store_id = ${storeId}::uuid
      AND quarantined.variant_id = counted.variant_id AND quarantined.location_id = counted.location_id
      AND quarantined.inventory_item_id = counted.inventory_item_id AND quarantined.released_at IS NULL`;
}
