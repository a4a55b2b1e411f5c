import type { Filling } from "./filled-organization.ts";
import { gid } from "./sql-words.ts";

/**
 * Adds the further stores, a category with a route for each of them, a category that goes to the first store below which
 * nothing is, and what is known of their budgets and locations. Answers the categories of the stores.
 */
export async function fillStores(filling: Filling): Promise<string[]> {
  const { client, organizationId, storeId, rootCategoryId, stores } = filling;
  await client.query(
    `CREATE TEMP TABLE filled_stores AS
     SELECT number - 1 AS number, CASE WHEN number = 1 THEN $1::uuid ELSE gen_random_uuid() END AS store_id,
       gen_random_uuid() AS category_id, gen_random_uuid() AS route_id, 'Department ' || lpad(number::text, 3, '0') AS category_name
     FROM generate_series(1, $2::int) AS number`,
    [storeId, stores],
  );
  await client.query(
    `INSERT INTO stores (id, organization_id, shop_domain, name, currency_code, iana_timezone, status, status_reason,
       paused_at, updated_at)
     SELECT store_id, $1, 'branch-' || substr(store_id::text, 1, 8) || '.myshopify.com', 'Branch store ' || lpad(number::text, 3, '0'), 'USD',
       'America/New_York', (CASE WHEN number % 20 = 7 THEN 'RECONNECT_REQUIRED' ELSE 'CONNECTED' END)::store_status,
       CASE WHEN number % 20 = 7 THEN 'Shopify does not accept the app''s access to this store any more.' END,
       CASE WHEN number % 20 = 11 THEN now() - interval '2 hours' END, now()
     FROM filled_stores WHERE number > 0`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO categories (id, organization_id, parent_id, name, path, depth, lineage)
     SELECT category_id, $1, $2, category_name, category_name, 1, ARRAY[$2::uuid, category_id] FROM filled_stores`,
    [organizationId, rootCategoryId],
  );
  await client.query("DELETE FROM routes WHERE organization_id = $1", [organizationId]);
  await client.query(
    `INSERT INTO routes (id, organization_id, category_id, store_id, updated_at)
     SELECT route_id, $1, category_id, store_id, now() FROM filled_stores`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO store_budgets (store_id, maximum_points, restore_per_second, available_points)
     SELECT store_id, 2000, 100, 2000 - 150 * (number % 12) FROM filled_stores ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `INSERT INTO store_locations (store_id, location_id, organization_id, name, is_active, seen_at)
     SELECT store_id, ${gid("Location", "1")}, $1, 'Main warehouse', true, now() FROM filled_stores ON CONFLICT DO NOTHING`,
    [organizationId],
  );
  const { rows } = await client.query<{ categoryId: string }>(
    `SELECT category_id AS "categoryId" FROM filled_stores ORDER BY number`,
  );
  return rows.map(({ categoryId }) => categoryId);
}
