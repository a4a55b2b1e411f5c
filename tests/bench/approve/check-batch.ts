import type pg from "pg";

/** What a batch holds, counted row by row and not taken from its own counters. */
export interface BatchContent {
  readonly rows: number;
  /** Rows of different variants. */
  readonly differentRows: number;
  /** Variants that were approved and have no row. */
  readonly missingRows: number;
  readonly groups: number;
  readonly rowsTotal: number;
  readonly productsTotal: number;
}

/** `variantIds`: what was approved; null for the whole catalog of the organization. */
export async function readBatchContent(
  client: pg.Client,
  { batchId, organizationId, variantIds }: { batchId: string; organizationId: string; variantIds: string[] | null },
): Promise<BatchContent> {
  const found = await client.query<BatchContent>(
    `SELECT planned.*, batch.rows_total AS "rowsTotal", batch.products_total AS "productsTotal",
       (SELECT count(*)::int FROM upload_groups WHERE batch_id = batch.id) AS groups,
       (SELECT count(*)::int FROM variants v
        WHERE v.organization_id = $2 AND ($3::uuid[] IS NULL OR v.id = ANY ($3::uuid[]))
          AND NOT EXISTS (SELECT 1 FROM shopify_upload_products r WHERE r.batch_id = $1 AND r.variant_id = v.id)) AS "missingRows"
     FROM shopify_upload_batches batch,
       (SELECT count(*)::int AS rows, count(DISTINCT (store_id, variant_id))::int AS "differentRows"
        FROM shopify_upload_products WHERE batch_id = $1) AS planned
     WHERE batch.id = $1`,
    [batchId, organizationId, variantIds],
  );
  const content = found.rows[0];
  if (content === undefined) throw new Error(`The batch ${batchId} is gone.`);
  return content;
}

/** What is wrong with a batch of so many variants and products; empty when nothing is. */
export function faultsOfBatch(
  name: string,
  content: BatchContent,
  expected: { variants: number; products: number },
): string[] {
  const faults: string[] = [];
  const { rows, differentRows, missingRows, groups, rowsTotal, productsTotal } = content;
  if (missingRows > 0) faults.push(`${name}: ${missingRows} of ${expected.variants} approved variants have no row.`);
  if (rows !== differentRows) faults.push(`${name}: ${rows - differentRows} rows are there twice.`);
  if (rows !== expected.variants) faults.push(`${name}: ${rows} rows for ${expected.variants} approved variants.`);
  if (groups !== expected.products) faults.push(`${name}: ${groups} groups for ${expected.products} products.`);
  if (rowsTotal !== rows || productsTotal !== groups)
    faults.push(
      `${name}: the batch counts ${rowsTotal} rows and ${productsTotal} products, and has ${rows} and ${groups}.`,
    );
  return faults;
}
