import type { World } from "../world/world.ts";

const COUNTED = ["pending", "processing", "succeeded", "failed", "skipped", "cancelled"] as const;
const STATUS = {
  pending: "PENDING",
  processing: "PROCESSING",
  succeeded: "SUCCESS",
  failed: "FAILED",
  skipped: "SKIPPED",
  cancelled: "CANCELLED",
} as const satisfies Record<(typeof COUNTED)[number], string>;

/** With what a transaction has left for the next one at the batch. */
const counter = (column: string) => `(b.${column} + (SELECT coalesce(sum((m.deltas ->> '${column}')::int), 0)
    FROM upload_counter_moves m WHERE m.batch_id = b.id))`;

/** Rows of unchanged products are counted on their group. */
const ROWS_WRONG = COUNTED.map((name) => {
  const rows = `(SELECT count(*) FROM shopify_upload_products r WHERE r.batch_id = b.id AND r.status = '${STATUS[name]}')`;
  const unchanged = `(SELECT coalesce(sum(g.row_count), 0) FROM upload_groups g WHERE g.batch_id = b.id
    AND g.skip_reason = 'UNCHANGED' AND NOT EXISTS (SELECT 1 FROM shopify_upload_products r WHERE r.group_id = g.id))`;
  return `${counter(`rows_${name}`)} <> ${name === "skipped" ? `${rows} + ${unchanged}` : rows}`;
}).join(" OR ");

const PRODUCTS_WRONG = COUNTED.map(
  (name) =>
    `${counter(`products_${name}`)} <> (SELECT count(*) FROM upload_groups g WHERE g.batch_id = b.id AND g.status = '${STATUS[name]}')`,
).join(" OR ");

const QUERY = `
SELECT what FROM simulated.violations
UNION ALL
SELECT format('the row counters of batch %s differ from its rows', b.id) FROM shopify_upload_batches b WHERE ${ROWS_WRONG}
UNION ALL
SELECT format('the product counters of batch %s differ from its groups', b.id) FROM shopify_upload_batches b WHERE ${PRODUCTS_WRONG}
UNION ALL
SELECT format('the open groups of batch %s at store %s are counted as %s of %s points', part.batch_id, part.store_id, part.groups_open, part.points_open)
FROM upload_batch_stores part
CROSS JOIN LATERAL (SELECT count(*) AS groups, coalesce(sum(g.planned_points), 0) AS points FROM upload_groups g
  WHERE g.batch_id = part.batch_id AND g.store_id = part.store_id AND g.status IN ('PENDING', 'PROCESSING')) AS truth
WHERE part.groups_open <> truth.groups OR part.points_open <> truth.points
UNION ALL
SELECT format('the error group %s of batch %s at store %s differs from its rows', coalesce(told.fingerprint, truth.fingerprint),
  coalesce(told.batch_id, truth.batch_id), coalesce(told.store_id, truth.store_id))
FROM (SELECT * FROM upload_error_groups WHERE rows > 0) AS told
FULL JOIN (SELECT batch_id, store_id, error_fingerprint AS fingerprint, count(*) AS rows, count(DISTINCT group_id) AS products
  FROM shopify_upload_products WHERE status = 'FAILED' GROUP BY 1, 2, 3) AS truth
  ON truth.batch_id = told.batch_id AND truth.store_id = told.store_id AND truth.fingerprint = told.fingerprint
WHERE told.rows IS DISTINCT FROM truth.rows OR told.products IS DISTINCT FROM truth.products
UNION ALL
SELECT format('row %s is %s in a group that is %s', r.id, r.status, g.status)
FROM shopify_upload_products r JOIN upload_groups g ON g.id = r.group_id
WHERE (g.status NOT IN ('PENDING', 'PROCESSING') AND r.status IN ('PENDING', 'PROCESSING'))
  OR (g.status = 'PENDING' AND r.status = 'PROCESSING')
UNION ALL
SELECT format('group %s is %s with the claim %s', id, status, claim_token) FROM upload_groups
WHERE (status = 'PROCESSING') <> (claim_token IS NOT NULL)
UNION ALL
SELECT format('row %s is SUCCESS without ids', id) FROM shopify_upload_products
WHERE status = 'SUCCESS' AND (shopify_product_id IS NULL OR shopify_variant_id IS NULL OR shopify_inventory_item_id IS NULL)
UNION ALL
-- Nobody deletes a product three times while it is uploaded once.
SELECT format('row %s failed because its product vanished again and again', id) FROM shopify_upload_products
WHERE error_code = 'upload.product-vanished'
UNION ALL
SELECT format('variant %s has two rows under way at store %s', variant_id, store_id) FROM shopify_upload_products
WHERE status = 'PROCESSING' GROUP BY variant_id, store_id HAVING count(*) > 1`;

/** What the database must be like after each step, whatever happened. */
export async function checkStored(world: World): Promise<void> {
  const { rows } = await world.database.observer.query<{ what: string }>({ name: "stored-invariants", text: QUERY });
  for (const { what } of rows) world.report(what);
}
