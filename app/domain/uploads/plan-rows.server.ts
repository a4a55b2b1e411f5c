import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import type { BatchChange } from "./internal/settling/move-counters.server.ts";
import { candidateRows, type PlanRowsInput } from "./internal/planning/candidate-rows-sql.server.ts";
import { countPlanned, type PlanCounts } from "./internal/planning/count-planned.server.ts";
import { plannedPoints } from "./internal/planning/planned-points-sql.server.ts";
import { skipUnchanged, type SkippedProducts } from "./internal/planning/skip-unchanged.server.ts";
import { supersedePendingRows } from "./internal/planning/supersede-rows.server.ts";

const NEXT_GROUP_ID = Prisma.sql`nextval('upload_groups_id_seq'::regclass)`;

export interface PlannedRows {
  rows: number;
  pendingRows: number;
  /** Stores with work to do. */
  storeIds: string[];
  /** Whether a store had some of it already, just as it is. */
  isAnyUnchanged: boolean;
  /** Other batches that ended because this one has newer content. */
  changes: BatchChange[];
}

/**
 * Turns approved products into groups and rows of a batch and moves its counters, in the caller's transaction.
 * A waiting row of other content is replaced; beside one that is under way the new row waits as its successor.
 * A product that its store has just as it is keeps no rows: they are counted on its group, for nothing is on its way.
 * Who does not expect any of these saves a look for them alone; they are found all the same.
 * The caller holds the organization's planning lock, so two plans never see each other half done.
 */
export async function planRows(
  tx: Tx,
  given: PlanRowsInput,
  { expectsUnchanged = true }: { expectsUnchanged?: boolean } = {},
): Promise<PlannedRows> {
  const isAnotherInFlight = await prepare(tx, given);
  const skipped = isAnotherInFlight || !expectsUnchanged ? NOTHING_SKIPPED : await skipUnchanged(tx, given);
  const done = new Set(skipped.productIds);
  const input = { ...given, productIds: given.productIds.filter((id) => !done.has(id)) };
  const isSomethingLeft = input.productIds.length > 0;
  const changes = isAnotherInFlight && isSomethingLeft ? await supersedePendingRows(tx, input) : [];
  const planned = isSomethingLeft ? await insertRows(tx, input, isAnotherInFlight) : NOTHING_PLANNED;
  const rows = planned.rows + skipped.rows;
  await countPlanned(tx, given, { ...planned, rows, groups: planned.groups + skipped.groups });
  return {
    rows,
    pendingRows: planned.pendingRows,
    storeIds: planned.stores.map(({ storeId }) => storeId),
    isAnyUnchanged: skipped.groups > 0 || planned.unchangedGroups > 0,
    changes,
  };
}

const NOTHING_PLANNED: PlanCounts = {
  rows: 0,
  pendingRows: 0,
  groups: 0,
  pendingGroups: 0,
  unchangedGroups: 0,
  stores: [],
};

/** The groups and rows of the products; counters stay as they are. */
async function insertRows(tx: Tx, input: PlanRowsInput, isAnotherInFlight: boolean): Promise<PlanCounts> {
  const [planned] = await tx.$queryRaw<PlanCounts[]>`
    WITH ${candidateRows(input, { groupId: NEXT_GROUP_ID, isAnotherInFlight })},
    planned AS MATERIALIZED (
      SELECT group_id, count(variant_id) AS row_count, count(variant_id) FILTER (WHERE skip_reason IS NULL) AS due_rows, min(skip_reason) AS skip_reason,
        bool_and(coalesce(skip_reason, '') = 'UNCHANGED') FILTER (WHERE variant_id IS NOT NULL) AS is_unchanged,
        (array_agg(store_id) FILTER (WHERE is_group))[1] AS store_id, (array_agg(product_id) FILTER (WHERE is_group))[1] AS product_id,
        (array_agg(product) FILTER (WHERE is_group))[1] AS product, min(product_hash) AS product_hash,
        bool_or(is_linked) AS is_linked, bool_and(is_product_same) AS is_product_same,
        coalesce(bool_and(coalesce(is_linked AND is_variant_linked, FALSE)) FILTER (WHERE variant_id IS NOT NULL AND skip_reason IS NULL), FALSE) AS has_all_variants
      FROM (
        SELECT group_id, TRUE AS is_group, store_id, product_id, product, product_hash, NULL::uuid AS variant_id, NULL AS skip_reason,
          NULL::boolean AS is_linked, NULL::boolean AS is_variant_linked, NULL::boolean AS is_product_same FROM chosen
        UNION ALL
        SELECT group_id, FALSE, NULL, NULL, NULL, NULL, variant_id, skip_reason, is_linked, is_variant_linked, is_product_same FROM candidates
      ) AS parts
      GROUP BY group_id
      HAVING count(variant_id) > 0
    ),
    new_groups AS (
      INSERT INTO upload_groups (id, organization_id, batch_id, store_id, product_id, status, skip_reason, row_count, planned_points, makes_variants, payload, payload_hash, ended_at)
      SELECT planned.group_id, ${input.organizationId}::uuid, batch.id, planned.store_id, planned.product_id,
        (CASE WHEN planned.due_rows > 0 THEN 'PENDING' ELSE 'SKIPPED' END)::upload_row_status,
        (CASE WHEN planned.due_rows > 0 THEN NULL ELSE planned.skip_reason END)::upload_skip_reason,
        planned.row_count, CASE WHEN planned.due_rows > 0 THEN ${plannedPoints} ELSE 0 END, NOT planned.has_all_variants,
        CASE WHEN planned.is_unchanged THEN '{}' ELSE planned.product END, planned.product_hash,
        CASE WHEN planned.due_rows > 0 THEN NULL ELSE now() END
      FROM shopify_upload_batches batch, planned
      WHERE batch.id = ${input.batchId}::uuid
      ORDER BY planned.group_id
      RETURNING store_id, status, planned_points
    ),
    new_rows AS (
      INSERT INTO shopify_upload_products (organization_id, batch_id, group_id, store_id, product_id, variant_id, status, skip_reason, payload, payload_hash, processed_at)
      SELECT ${input.organizationId}::uuid, ${input.batchId}::uuid, group_id, store_id, product_id, variant_id,
        (CASE WHEN skip_reason IS NULL THEN 'PENDING' ELSE 'SKIPPED' END)::upload_row_status,
        skip_reason::upload_skip_reason, variant, variant_hash,
        CASE WHEN skip_reason IS NULL THEN NULL ELSE now() END
      FROM candidates
      WHERE group_id NOT IN (SELECT group_id FROM planned WHERE is_unchanged)
      ORDER BY group_id, position
    )
    SELECT row_counts.*, group_counts.*, store_counts.* FROM (
      SELECT coalesce(sum(row_count), 0)::int AS rows, coalesce(sum(due_rows), 0)::int AS "pendingRows",
        count(*) FILTER (WHERE is_unchanged)::int AS "unchangedGroups"
      FROM planned
    ) AS row_counts, (
      SELECT count(*)::int AS groups, count(*) FILTER (WHERE status = 'PENDING')::int AS "pendingGroups" FROM new_groups
    ) AS group_counts, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('storeId', store_id, 'groups', groups, 'points', points)), '[]') AS stores
      FROM (SELECT store_id, count(*) AS groups, sum(planned_points) AS points FROM new_groups WHERE status = 'PENDING' GROUP BY store_id) AS of_store
    ) AS store_counts`;
  return planned ?? NOTHING_PLANNED;
}

const NOTHING_SKIPPED: SkippedProducts = { productIds: [], groups: 0, rows: 0 };

/**
 * Gives the transaction room to sort a slice's snapshots in memory (the usual 4 MB are too little), and answers whether
 * another batch of the organization has rows that wait or are under way.
 */
async function prepare(tx: Tx, { organizationId, batchId }: PlanRowsInput): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ is_another: boolean }[]>`
    SELECT set_config('work_mem', '64MB', TRUE), set_config('jit', 'off', TRUE), EXISTS (
      SELECT 1 FROM shopify_upload_batches
      WHERE organization_id = ${organizationId}::uuid AND status IN ('PENDING', 'PROCESSING') AND id <> ${batchId}::uuid
        AND (rows_pending > 0 OR rows_processing > 0)) AS is_another`;
  return found?.is_another ?? true;
}

/** Held to the end of the transaction: approvals of one organization plan one after the other. */
export async function lockPlanning(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`uploads.plan:${organizationId}`}, 0))`;
}
