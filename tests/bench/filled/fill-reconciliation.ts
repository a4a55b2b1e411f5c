import type { Filling } from "./filled-organization.ts";
import { gid, uuidAt } from "./sql-words.ts";

const DAYS = 40;

/** A nightly run of each store for each of the last weeks, findings of some kinds, products to adopt, some that are deleted, and webhooks. */
export async function fillReconciliation({ client, organizationId, storeId, rows }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO reconciliation_runs (id, organization_id, store_id, kind, status, actor_type, actor_name, local_date, step,
       lines_total, lines_staged, links_compared, findings, created_at, started_at, ended_at)
     SELECT ${uuidAt("at")}, $1, store_id, 'RECONCILE', 'COMPLETED', 'SYSTEM', 'Nightly reconciliation', at::date, 'CLEAN_UP',
       9000, 9000, 9000, '{"HANDLE_CHANGED": {"repaired": 3, "open": 0}}'::jsonb,
       at, at, at + interval '1 minute'
     FROM (SELECT store_id, now() - interval '1 day' * day - interval '1 minute' * number AS at
       FROM filled_stores, generate_series(1, ${DAYS}) AS day) AS run`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO reconciliation_findings (organization_id, store_id, run_id, kind, state, subject, product_id, variant_id,
       shopify_product_id, details)
     SELECT $1, $2, run.id, (CASE WHEN is_open THEN 'AMBIGUOUS_VARIANTS' ELSE 'HANDLE_CHANGED' END)::reconciliation_finding_kind,
       (CASE WHEN is_open THEN 'OPEN' ELSE 'REPAIRED' END)::reconciliation_finding_state, variant.id, product_id, variant.id,
       ${gid("Product", "ordinal")}, CASE WHEN is_open THEN jsonb_build_object('candidates', jsonb_build_array(
           jsonb_build_object('shopifyVariantId', ${gid("ProductVariant", "ordinal * 2")}, 'shopifyInventoryItemId', ${gid("InventoryItem", "ordinal * 2")}),
           jsonb_build_object('shopifyVariantId', ${gid("ProductVariant", "ordinal * 2 + 1")}, 'shopifyInventoryItemId', ${gid("InventoryItem", "ordinal * 2 + 1")})))
         ELSE jsonb_build_object('before', 'everyday-shirt-' || ordinal, 'after', 'shirt-' || ordinal) END
     FROM (SELECT id, product_id, row_number() OVER (ORDER BY id) AS ordinal, row_number() OVER (ORDER BY id) % 5 = 0 AS is_open
       FROM variants WHERE organization_id = $1 ORDER BY id LIMIT $3) AS variant,
       (SELECT id FROM reconciliation_runs WHERE store_id = $2 ORDER BY id DESC LIMIT 1) AS run`,
    [organizationId, storeId, Math.max(60, Math.ceil(rows / 100))],
  );
  await client.query(
    `INSERT INTO adoption_proposals (organization_id, store_id, run_id, state, matched_by, shopify_product_id, title, handle,
       shopify_status, product_id, candidates, pairs, variants_in_shop, variants_in_catalog, reason)
     SELECT $1, $2, run.id, (CASE WHEN is_clear THEN 'PROPOSED' ELSE 'AMBIGUOUS' END)::adoption_state, 'SKU',
       ${gid("Product", "900000000 + ordinal")}, title, handle, 'ACTIVE', CASE WHEN is_clear THEN product.id END,
       CASE WHEN is_clear THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('productId', product.id, 'pairs', pairs)) END,
       CASE WHEN is_clear THEN pairs ELSE '[]'::jsonb END, 3, 3, CASE WHEN is_clear THEN NULL ELSE 'same-key-twice' END
     FROM (SELECT id, title, handle, row_number() OVER (ORDER BY id) AS ordinal, row_number() OVER (ORDER BY id) % 5 > 0 AS is_clear
       FROM products WHERE organization_id = $1 ORDER BY id LIMIT $3) AS product,
       LATERAL (SELECT jsonb_agg(jsonb_build_object('variantId', id,
           'shopifyVariantId', ${gid("ProductVariant", "900000000 + ordinal * 3 + position")},
           'shopifyInventoryItemId', ${gid("InventoryItem", "900000000 + ordinal * 3 + position")})) AS pairs
         FROM variants WHERE product_id = product.id) AS paired,
       (SELECT id FROM reconciliation_runs WHERE store_id = $2 ORDER BY id DESC LIMIT 1) AS run`,
    [organizationId, storeId, Math.max(60, Math.ceil(rows / 100))],
  );
  await client.query(
    `WITH gone AS (
       UPDATE product_links SET gone_at = now() - interval '1 day' WHERE store_id = $1 AND product_id IN (
         SELECT product_id FROM product_links WHERE store_id = $1 AND gone_at IS NULL ORDER BY product_id LIMIT 12)
       RETURNING product_id)
     UPDATE variant_links SET gone_at = now() - interval '1 day'
     WHERE store_id = $1 AND product_id IN (SELECT product_id FROM gone)`,
    [storeId],
  );
  await client.query(
    `INSERT INTO webhook_deliveries (shop_domain, webhook_id, topic, triggered_at, payload, received_at, state, resource,
       happened_at, tries, handled_at, outcome, detail)
     SELECT shop_domain, gen_random_uuid()::text, 'products/update', at, json_build_object('id', number, 'title', 'Everyday shirt no. ' || number),
       at, (CASE WHEN number % 40 = 3 THEN 'FAILED' ELSE 'HANDLED' END)::webhook_delivery_state, ${gid("Product", "number")}, at,
       CASE WHEN number % 40 = 3 THEN 5 ELSE 0 END, at,
       CASE WHEN number % 40 = 3 THEN 'failed' ELSE 'echo' END, CASE WHEN number % 40 = 3 THEN 'No answer came within 30 seconds.' END
     FROM stores, generate_series(1, $2::int) AS number, LATERAL (SELECT now() - interval '1 minute' * (($2::int - number) % 40000) AS at) AS time
     WHERE stores.id = $1`,
    [storeId, Math.max(100, Math.ceil(rows / 5))],
  );
}
