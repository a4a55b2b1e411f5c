import type { UploadErrorCategory } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";

/** Rows of one group that failed in one way, or that did and wait again. */
export interface ErrorChange {
  organizationId: string;
  batchId: string;
  storeId: string;
  groupId: string;
  fingerprint: string;
  category: UploadErrorCategory;
  code: string;
  message: string;
  field: string | null;
  rows: number;
}

/**
 * Keeps the counts of the error groups, in the transaction that fails rows or lets them wait again, and after their
 * statuses have moved. Comes after the batches' counters, which lock the batches: the order of all locks is one.
 */
export async function countErrors(
  tx: Tx,
  { failed = [], revived = [] }: { failed?: readonly ErrorChange[]; revived?: readonly ErrorChange[] },
): Promise<void> {
  if (failed.length > 0) await addErrors(tx, failed);
  if (revived.length > 0) await removeErrors(tx, revived);
}

async function addErrors(tx: Tx, failed: readonly ErrorChange[]): Promise<void> {
  await tx.$executeRaw`
    WITH change AS (
      SELECT "organizationId", "batchId", "storeId", "groupId", fingerprint, min(category) AS category, min(code) AS code,
        min(message) AS message, min(field) AS field, sum(rows) AS rows
      FROM jsonb_to_recordset(${JSON.stringify(failed)}::jsonb) AS given("organizationId" uuid, "batchId" uuid, "storeId" uuid,
        "groupId" bigint, fingerprint text, category text, code text, message text, field text, rows int)
      GROUP BY "organizationId", "batchId", "storeId", "groupId", fingerprint
    )
    INSERT INTO upload_error_groups AS known (batch_id, store_id, fingerprint, organization_id, category, code,
      example_message, example_field, rows, products)
    SELECT "batchId", "storeId", fingerprint, "organizationId", min(category)::upload_error_category, min(code),
      min(message), min(field), sum(rows), count(*) FILTER (WHERE (
        SELECT count(*) FROM shopify_upload_products same
        WHERE same.group_id = change."groupId" AND same.status = 'FAILED' AND same.error_fingerprint = change.fingerprint
      ) = rows)
    FROM change GROUP BY "organizationId", "batchId", "storeId", fingerprint
    ORDER BY "batchId", "storeId", fingerprint
    ON CONFLICT (batch_id, store_id, fingerprint) DO UPDATE SET rows = known.rows + excluded.rows,
      products = known.products + excluded.products`;
}

/** A group that nothing is left of stays with nothing counted: the next row that fails so finds it. */
async function removeErrors(tx: Tx, revived: readonly ErrorChange[]): Promise<void> {
  await tx.$executeRaw`
    WITH change AS (
      SELECT "batchId", "storeId", "groupId", fingerprint, sum(rows) AS rows
      FROM jsonb_to_recordset(${JSON.stringify(revived)}::jsonb) AS given("batchId" uuid, "storeId" uuid, "groupId" bigint,
        fingerprint text, rows int)
      GROUP BY "batchId", "storeId", "groupId", fingerprint
    ),
    gone AS (
      SELECT "batchId", "storeId", fingerprint, sum(rows) AS rows, count(*) FILTER (WHERE NOT EXISTS (
          SELECT 1 FROM shopify_upload_products same
          WHERE same.group_id = change."groupId" AND same.status = 'FAILED' AND same.error_fingerprint = change.fingerprint
        )) AS products
      FROM change GROUP BY "batchId", "storeId", fingerprint
    )
    UPDATE upload_error_groups known SET rows = known.rows - gone.rows, products = known.products - gone.products
    FROM gone
    WHERE known.batch_id = gone."batchId" AND known.store_id = gone."storeId" AND known.fingerprint = gone.fingerprint`;
}
