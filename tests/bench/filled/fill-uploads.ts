import type { Filling } from "./filled-organization.ts";
import { gid, uuidAt } from "./sql-words.ts";

const MOST_SMALL_BATCHES = 400;
const DAYS = 60;

/** Ways in which products failed: code, category, what Shopify said, and the field. */
const FAILURES = `(VALUES
  (0, 'shopify.handle-not-unique', 'DUPLICATE', 'Handle already in use. Please provide a new handle.', 'handle'),
  (1, 'shopify.too-long', 'VALIDATION', 'Title is too long (maximum is 255 characters)', 'title'),
  (2, 'shopify.no-answer', 'NETWORK', 'No answer came within 30 seconds.', NULL),
  (3, 'shopify.negative-price-value', 'VALIDATION', 'Price must be greater than or equal to 0', 'variants.0.price')
) AS failure (kind, code, category, message, field)`;

/**
 * One batch of three fifths of the catalog and small ones of the rest, spread over the last weeks. Of a hundred products
 * two failed and one was skipped; a third of the youngest batch waits. Half of what is not in the large batch is
 * unapproved again, so that approvals have something to show.
 */
export async function fillUploads(filling: Filling): Promise<void> {
  const { client, organizationId, products, rows } = filling;
  const small = Math.min(MOST_SMALL_BATCHES, Math.max(12, Math.ceil(products / 500)));
  await client.query(
    `CREATE TEMP TABLE filled_batches AS
     SELECT number, made_at, ${uuidAt("made_at")} AS batch_id FROM (
       SELECT number, CASE number WHEN 0 THEN now() - interval '30 hours' WHEN $1 THEN now() - interval '4 minutes'
         ELSE now() - interval '${DAYS} days' * (1 - number::float8 / $1) - interval '1 hour' END AS made_at
       FROM generate_series(0, $1::int) AS number) AS batch`,
    [small],
  );
  await client.query(
    `CREATE TEMP TABLE filled_products AS
     SELECT product.*, store.store_id, batch.batch_id, batch.number AS batch_number, batch.made_at,
       CASE WHEN batch.number = $2 AND product.number / $2 % 3 = 0 THEN 'PENDING'
         WHEN product.number % 50 = 7 THEN 'FAILED' WHEN product.number % 100 = 13 THEN 'SKIPPED' ELSE 'SUCCESS' END AS status,
       product.number / 50 % 4 AS failure_kind,
       batch.made_at + (product.number % 40000 * interval '60 milliseconds') + interval '9 seconds' AS ended_at,
       least(3, $4::int - product.number * 3) AS row_count,
       nextval(pg_get_serial_sequence('upload_groups', 'id')) AS group_id
     FROM (SELECT id, category_id, title, split_part(external_id, '-', 2)::int - 1 AS number
       FROM products WHERE organization_id = $1) AS product
     JOIN filled_stores store ON store.category_id = product.category_id
     JOIN filled_batches batch
       ON batch.number = CASE WHEN product.number < $3::int * 3 / 5 THEN 0 ELSE 1 + product.number % $2 END
     ORDER BY batch.number, product.number`,
    [organizationId, small, products, rows],
  );
  await client.query("CREATE INDEX ON filled_products (id)");
  await client.query("ANALYZE filled_products, filled_batches, filled_stores");
  await insertBatches(filling);
  await insertGroupsAndRows(filling);
  await insertAttempts(filling);
  await insertLinks(filling);
  await client.query(
    `UPDATE products SET approval_status = decided.status::approval_status,
       approved_at = CASE decided.status WHEN 'APPROVED' THEN now() - interval '1 day' END,
       rejection_reason = CASE decided.status WHEN 'REJECTED' THEN 'The picture is missing.' END,
       rejected_at = CASE decided.status WHEN 'REJECTED' THEN now() - interval '1 day' END
     FROM (SELECT id, CASE WHEN number % 50 = 3 THEN 'REJECTED' ELSE 'APPROVED' END AS status FROM filled_products
       WHERE batch_number = 0 OR number % 2 = 0) AS decided
     WHERE products.id = decided.id`,
  );
}

async function insertBatches({ client, organizationId }: Filling): Promise<void> {
  const statuses = ["PENDING", "SUCCESS", "FAILED", "SKIPPED"];
  const counted = statuses.map((status) => {
    const [name, having] = [status.toLowerCase(), `FILTER (WHERE status = '${status}')`];
    return `(count(*) ${having})::int AS p_${name}, coalesce(sum(row_count) ${having}, 0)::int AS r_${name}`;
  });
  await client.query(
    `INSERT INTO shopify_upload_batches (id, organization_id, name, status, actor_type, actor_name, created_at, planned_at,
       started_at, last_progress_at, completed_at, cost_points, products_total, products_pending, products_succeeded,
       products_failed, products_skipped, rows_total, rows_pending, rows_succeeded, rows_failed, rows_skipped)
     SELECT batch_id, $1, CASE number WHEN 0 THEN 'Whole catalog' ELSE 'Delivery no. ' || number END,
       (CASE WHEN p_pending > 0 THEN 'PROCESSING' ELSE 'COMPLETED' END)::upload_batch_status, 'STAFF', 'Ada Owner', made_at,
       made_at, made_at + interval '2 seconds', last_at, CASE WHEN p_pending = 0 THEN last_at END, (p_success + p_failed) * 12,
       products, p_pending, p_success, p_failed, p_skipped, rows, r_pending, r_success, r_failed, r_skipped
     FROM (SELECT batch_id, batch_number AS number, made_at, count(*)::int AS products, sum(row_count)::int AS rows,
         max(ended_at) FILTER (WHERE status <> 'PENDING') AS last_at, ${counted.join(", ")}
       FROM filled_products GROUP BY batch_id, batch_number, made_at) AS batch`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO upload_batch_stores (batch_id, store_id, organization_id, groups_open, points_open, points_planned)
     SELECT batch_id, store_id, $1, count(*) FILTER (WHERE status = 'PENDING'),
       12 * count(*) FILTER (WHERE status = 'PENDING'), 12 * count(*)
     FROM filled_products WHERE status <> 'SKIPPED' GROUP BY batch_id, store_id`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO upload_error_groups (batch_id, store_id, fingerprint, organization_id, category, code, rows, products,
       example_message, example_field)
     SELECT batch_id, store_id, md5(code), $1, category::upload_error_category, code, sum(row_count), count(*), message, field
     FROM filled_products JOIN ${FAILURES} ON failure.kind = failure_kind
     WHERE status = 'FAILED' GROUP BY batch_id, store_id, code, category, message, field`,
    [organizationId],
  );
}

/** What waits is due in a day, so that no worker takes it up meanwhile. */
async function insertGroupsAndRows({ client, organizationId }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO upload_groups (id, organization_id, batch_id, store_id, product_id, status, skip_reason, row_count,
       planned_points, payload, payload_hash, due_at, shopify_product_id, error_code, created_at, accepted_at, ended_at)
     SELECT group_id, $1, batch_id, store_id, id, status::upload_row_status,
       (CASE status WHEN 'SKIPPED' THEN 'UNCHANGED' END)::upload_skip_reason, row_count, 12,
       jsonb_build_object('title', title), md5(id::text),
       CASE status WHEN 'PENDING' THEN now() + interval '1 day' ELSE made_at END,
       CASE status WHEN 'SUCCESS' THEN ${gid("Product", "number + 1")} END,
       CASE status WHEN 'FAILED' THEN code END, made_at,
       CASE status WHEN 'SUCCESS' THEN ended_at END, CASE status WHEN 'PENDING' THEN NULL ELSE ended_at END
     FROM filled_products JOIN ${FAILURES} ON failure.kind = failure_kind ORDER BY group_id`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO shopify_upload_products (organization_id, batch_id, group_id, store_id, product_id, variant_id, status,
       skip_reason, payload, payload_hash, shopify_product_id, shopify_variant_id, shopify_inventory_item_id,
       error_category, error_code, error_message, error_field, error_fingerprint, processed_at, created_at)
     SELECT $1, batch_id, group_id, store_id, product.id, variant.id, status::upload_row_status,
       (CASE status WHEN 'SKIPPED' THEN 'UNCHANGED' END)::upload_skip_reason,
       json_build_object('sku', variant.sku, 'price', variant.price::text), md5(variant.id::text),
       CASE status WHEN 'SUCCESS' THEN ${gid("Product", "number + 1")} END,
       CASE status WHEN 'SUCCESS' THEN ${gid("ProductVariant", "number * 3 + position + 1")} END,
       CASE status WHEN 'SUCCESS' THEN ${gid("InventoryItem", "number * 3 + position + 1")} END,
       CASE status WHEN 'FAILED' THEN category::upload_error_category END, CASE status WHEN 'FAILED' THEN code END,
       CASE status WHEN 'FAILED' THEN message END, CASE status WHEN 'FAILED' THEN field END,
       CASE status WHEN 'FAILED' THEN md5(code) END, CASE status WHEN 'PENDING' THEN NULL ELSE ended_at END, made_at
     FROM filled_products product JOIN variants variant ON variant.product_id = product.id
       JOIN ${FAILURES} ON failure.kind = failure_kind
     ORDER BY group_id, position`,
    [organizationId],
  );
}

async function insertAttempts({ client, organizationId }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO upload_attempts (organization_id, group_id, batch_id, store_id, step, operation_id, claim_token,
       request_hash, request, outcome, response, error_category, error_code, error_message, cost_points,
       shopify_request_id, started_at, ended_at)
     SELECT $1, group_id, batch_id, store_id, 'CREATE_PRODUCT', gen_random_uuid(), gen_random_uuid(), md5(title),
       jsonb_build_object('synchronous', true, 'input', jsonb_build_object('title', title)),
       (CASE WHEN status = 'SUCCESS' THEN 'SUCCEEDED' WHEN category = 'NETWORK' THEN 'UNKNOWN' ELSE 'REFUSED' END)::upload_attempt_outcome,
       CASE WHEN status = 'SUCCESS' THEN jsonb_build_object('product', jsonb_build_object('id', ${gid("Product", "number + 1")}))
         WHEN category <> 'NETWORK' THEN jsonb_build_object('userErrors', jsonb_build_array(jsonb_build_object('message', message))) END,
       CASE status WHEN 'FAILED' THEN category::upload_error_category END, CASE status WHEN 'FAILED' THEN code END,
       CASE status WHEN 'FAILED' THEN message END, CASE WHEN status = 'SUCCESS' THEN 12 ELSE 10 END,
       gen_random_uuid()::text, ended_at - interval '700 milliseconds', ended_at
     FROM filled_products JOIN ${FAILURES} ON failure.kind = failure_kind
     WHERE status IN ('SUCCESS', 'FAILED') ORDER BY group_id`,
    [organizationId],
  );
}

/** Of four hundred linked products one was deleted in the shop. */
async function insertLinks({ client, organizationId }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO product_links (store_id, product_id, organization_id, shopify_product_id, handle, accepted_hash,
       is_created_by_app, gone_at, created_at, updated_at)
     SELECT store_id, id, $1, ${gid("Product", "number + 1")}, 'bench-product-' || number + 1, md5(id::text), true,
       CASE WHEN number % 400 = 5 THEN now() - interval '1 day' END, ended_at, ended_at
     FROM filled_products WHERE status = 'SUCCESS'`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO variant_links (store_id, variant_id, product_id, organization_id, shopify_variant_id,
       shopify_inventory_item_id, accepted_hash, sku, gone_at, created_at, updated_at)
     SELECT store_id, variant.id, product.id, $1, ${gid("ProductVariant", "number * 3 + position + 1")},
       ${gid("InventoryItem", "number * 3 + position + 1")}, md5(variant.id::text), variant.sku,
       CASE WHEN number % 400 = 5 THEN now() - interval '1 day' END, ended_at, ended_at
     FROM filled_products product JOIN variants variant ON variant.product_id = product.id WHERE status = 'SUCCESS'`,
    [organizationId],
  );
}
