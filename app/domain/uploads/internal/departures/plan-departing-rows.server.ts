import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import { READ_STATUS_POINTS, UNPUBLISH_POINTS, UPDATE_PRODUCT_POINTS } from "#app/shopify/operation-cost.ts";
import { countPlanned, type PlanCounts } from "../planning/count-planned.server.ts";
import { endWaitingRows, type WaitingRow } from "../planning/supersede-rows.server.ts";
import type { BatchChange } from "../settling/move-counters.server.ts";
import { leavingProducts } from "./leaving-sql.server.ts";

export interface PlanDepartingInput {
  organizationId: string;
  batchId: string;
  productIds: readonly string[];
  storeId?: string | undefined;
}

interface LeavingProduct {
  store_id: string;
  product_id: string;
  rule: "UNPUBLISH" | "ARCHIVE";
  is_on_sale: boolean;
}

/**
 * Turns the products that do not go to a store they are in into groups and rows of a batch, one row per variant that the
 * shop has or is about to have, in the caller's transaction, which holds the organization's planning lock. Uploads that
 * wait to go there are replaced; beside one that is under way the departure waits as its successor.
 */
export async function planDepartingRows(
  tx: Tx,
  { organizationId, batchId, productIds, storeId }: PlanDepartingInput,
): Promise<{ storeIds: string[]; changes: BatchChange[] }> {
  if (productIds.length === 0) return { storeIds: [], changes: [] };
  const products = Prisma.sql`SELECT unnest(${[...productIds]}::uuid[]) AS id`;
  const leaving = await tx.$queryRaw<LeavingProduct[]>`
    SELECT store_id, product_id, rule, bool_or(is_on_sale) AS is_on_sale
    FROM (${leavingProducts({ organizationId, products, storeId })}) AS leaving
    GROUP BY store_id, product_id, rule`;
  if (leaving.length === 0) return { storeIds: [], changes: [] };
  const places = JSON.stringify(leaving);
  const changes = await endWaitingRows(
    tx,
    await tx.$queryRaw<WaitingRow[]>`
      SELECT earlier.id, earlier.group_id, batch.cancel_requested_at IS NOT NULL AS is_cancelled
      FROM jsonb_to_recordset(${places}::jsonb) AS leaving(store_id uuid, product_id uuid)
      JOIN upload_groups waiting ON waiting.product_id = leaving.product_id AND waiting.store_id = leaving.store_id
        AND waiting.status = 'PENDING'
      JOIN shopify_upload_batches batch ON batch.id = waiting.batch_id
      JOIN shopify_upload_products earlier ON earlier.group_id = waiting.id AND earlier.status = 'PENDING'`,
  );
  const planned = await insertRows(
    tx,
    { organizationId, batchId },
    JSON.stringify(leaving.filter((one) => one.is_on_sale)),
  );
  await countPlanned(tx, { organizationId, batchId }, planned);
  return { storeIds: planned.stores.map((store) => store.storeId), changes };
}

/** The rows carry no content: nothing of it is sent. */
async function insertRows(
  tx: Tx,
  { organizationId, batchId }: { organizationId: string; batchId: string },
  places: string,
): Promise<PlanCounts> {
  const archivePoints = READ_STATUS_POINTS + UPDATE_PRODUCT_POINTS;
  const [planned] = await tx.$queryRaw<Pick<PlanCounts, "rows" | "groups" | "stores">[]>`
    WITH leaving AS MATERIALIZED (
      SELECT nextval('upload_groups_id_seq'::regclass) AS group_id, place.*, 'departure/' || place.rule AS hash
      FROM jsonb_to_recordset(${places}::jsonb) AS place(store_id uuid, product_id uuid, rule text)
    ),
    departing AS MATERIALIZED (
      SELECT leaving.group_id, leaving.store_id, leaving.product_id, leaving.hash, variant.variant_id
      FROM leaving CROSS JOIN LATERAL (
        SELECT link.variant_id FROM variant_links link
        WHERE link.store_id = leaving.store_id AND link.product_id = leaving.product_id AND link.gone_at IS NULL
        UNION
        SELECT sent.variant_id FROM upload_groups busy JOIN shopify_upload_products sent ON sent.group_id = busy.id
        WHERE busy.product_id = leaving.product_id AND busy.store_id = leaving.store_id
          AND busy.status = 'PROCESSING' AND sent.status = 'PROCESSING'
      ) AS variant
    ),
    new_groups AS (
      INSERT INTO upload_groups (id, organization_id, batch_id, store_id, product_id, row_count, planned_points, makes_variants, payload, payload_hash)
      SELECT leaving.group_id, ${organizationId}::uuid, ${batchId}::uuid, leaving.store_id, leaving.product_id, of_group.row_count,
        CASE WHEN leaving.rule = 'ARCHIVE' THEN ${archivePoints}::int ELSE ${UNPUBLISH_POINTS}::int END, FALSE,
        jsonb_build_object('departure', leaving.rule), leaving.hash
      FROM leaving JOIN (SELECT group_id, count(*) AS row_count FROM departing GROUP BY group_id) AS of_group USING (group_id)
      ORDER BY leaving.group_id
      RETURNING store_id, planned_points
    ),
    new_rows AS (
      INSERT INTO shopify_upload_products (organization_id, batch_id, group_id, store_id, product_id, variant_id, payload, payload_hash)
      SELECT ${organizationId}::uuid, ${batchId}::uuid, group_id, store_id, product_id, variant_id, '{}', hash
      FROM departing ORDER BY group_id, variant_id
      RETURNING id
    )
    SELECT (SELECT count(*)::int FROM new_rows) AS rows, (SELECT count(*)::int FROM new_groups) AS groups, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('storeId', store_id, 'groups', groups, 'points', points)), '[]')
      FROM (SELECT store_id, count(*) AS groups, sum(planned_points) AS points FROM new_groups GROUP BY store_id) AS of_store
    ) AS stores`;
  const { rows, groups, stores } = planned ?? { rows: 0, groups: 0, stores: [] };
  return { rows, pendingRows: rows, groups, pendingGroups: groups, unchangedGroups: 0, stores };
}
