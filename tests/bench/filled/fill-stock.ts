import type { Filling } from "./filled-organization.ts";
import { gid, uuidAt } from "./sql-words.ts";

const DAYS = 40;

const BRAKE = {
  levels: 9000,
  toZero: 2700,
  zeroShare: 0.3,
  maxZeroShare: 0.2,
  tooManyToZero: true,
  closedLocations: [],
  forgottenLocations: [],
};

/**
 * Stock of every variant, the last-known quantity of every linked one, a daily run of each store for each of the last
 * weeks, one run of the first store with many rows, one that waits for a person, and levels in quarantine.
 */
export async function fillStock(filling: Filling): Promise<void> {
  const { client, organizationId } = filling;
  await client.query(
    `INSERT INTO stock_levels (variant_id, warehouse_id, organization_id, on_hand, reserved, as_of)
     SELECT variant.id, warehouse.id, $1, 5 + variant.position * 7, 1, now() - interval '3 hours'
     FROM variants variant, warehouses warehouse WHERE variant.organization_id = $1 AND warehouse.organization_id = $1`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO inventory_levels (store_id, variant_id, location_id, organization_id, inventory_item_id, known_quantity,
       known_at, set_quantity, set_at)
     SELECT store_id, variant_id, ${gid("Location", "1")}, $1, shopify_inventory_item_id, 4, now(), 4, now()
     FROM variant_links WHERE organization_id = $1 AND gone_at IS NULL`,
    [organizationId],
  );
  await insertRuns(filling);
  await insertLargeRun(filling);
  await client.query(
    `INSERT INTO quarantined_levels (organization_id, store_id, variant_id, location_id, inventory_item_id, reason_code, reason)
     SELECT $1, store_id, variant_id, ${gid("Location", "1")}, shopify_inventory_item_id, 'ITEM_NOT_STOCKED_AT_LOCATION',
       'The item is not stocked at this location in the shop.'
     FROM variant_links WHERE organization_id = $1 AND gone_at IS NULL AND right(shopify_variant_id, 2) IN ('17', '40')`,
    [organizationId],
  );
}

async function insertRuns({ client, organizationId }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO inventory_runs (id, organization_id, store_id, kind, status, stage, is_shop_read, local_day, actor_type,
       actor_name, planned_at, levels_total, levels_drifted, units_drifted, rows_total, rows_succeeded, rows_failed,
       calls_made, cost_points, created_at, started_at, last_progress_at, completed_at)
     SELECT ${uuidAt("at")}, $1, store_id, 'DAILY', 'COMPLETED', 'SETTING', true, at::date, 'SYSTEM', 'Daily stock sync', at,
       9000, drifted, drifted * 3, drifted, drifted - failed, failed, 1, 13, at, at, at + interval '40 seconds',
       at + interval '40 seconds'
     FROM (SELECT store_id, now() - interval '1 day' * day - interval '1 minute' * number AS at,
         (day * 7 + number * 5) % 31 + 3 AS drifted, (day + number) % 3 AS failed
       FROM filled_stores, generate_series(1, ${DAYS}) AS day) AS run`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO inventory_runs (id, organization_id, store_id, kind, status, stage, is_shop_read, actor_type, actor_name,
       planned_at, levels_total, levels_drifted, units_drifted, levels_to_zero, brake_report, created_at, started_at, last_progress_at)
     SELECT ${uuidAt("now()")}, $1, store_id, 'ON_DEMAND', 'WAITING_FOR_PERSON', 'SETTING', false, 'STAFF', 'Ada Owner', now(),
       9000, 3000, 12000, 2700, $2::jsonb,
       now() - interval '10 minutes', now() - interval '10 minutes', now() - interval '9 minutes'
     FROM filled_stores WHERE number = 1`,
    [organizationId, JSON.stringify(BRAKE)],
  );
}

/** A tenth of the first store's levels, or of the whole catalog's where there are few. */
async function insertLargeRun({ client, organizationId, storeId, rows }: Filling): Promise<void> {
  const { rows: made } = await client.query<{ id: string }>(
    `INSERT INTO inventory_runs (id, organization_id, store_id, kind, status, stage, is_shop_read, actor_type, actor_name,
       planned_at, levels_total, created_at, started_at, last_progress_at, completed_at)
     VALUES (${uuidAt("now() - interval '2 hours'")}, $1, $2, 'ON_DEMAND', 'COMPLETED', 'SETTING', false, 'STAFF', 'Ada Owner',
       now(), 0, now() - interval '2 hours', now() - interval '2 hours', now() - interval '1 hour', now() - interval '1 hour')
     RETURNING id`,
    [organizationId, storeId],
  );
  await client.query(
    `INSERT INTO inventory_run_rows (organization_id, run_id, store_id, variant_id, location_id, inventory_item_id, status,
       target, change_from, reason_code, reason, processed_at)
     SELECT $1, $2, $3, id, ${gid("Location", "1")}, ${gid("InventoryItem", "position + 1")},
       (CASE WHEN right(sku, 2) = '07' THEN 'FAILED' ELSE 'SUCCESS' END)::inventory_row_status, 5 + position, 4,
       CASE WHEN right(sku, 2) = '07' THEN 'shopify.no-answer' END,
       CASE WHEN right(sku, 2) = '07' THEN 'No answer came within 30 seconds.' END, now()
     FROM (SELECT id, position, sku FROM variants WHERE organization_id = $1 ORDER BY id LIMIT $4) AS variant`,
    [organizationId, made[0]?.id, storeId, Math.max(100, Math.ceil(rows / 10))],
  );
  await client.query(
    `UPDATE inventory_runs SET levels_total = counted.rows, levels_drifted = counted.rows, units_drifted = counted.rows * 2,
       rows_total = counted.rows, rows_succeeded = counted.rows - counted.failed, rows_failed = counted.failed,
       calls_made = ceil(counted.rows / 250.0), cost_points = 13 * ceil(counted.rows / 250.0)
     FROM (SELECT count(*)::int AS rows, (count(*) FILTER (WHERE status = 'FAILED'))::int AS failed
       FROM inventory_run_rows WHERE run_id = $1) AS counted WHERE id = $1`,
    [made[0]?.id],
  );
}
