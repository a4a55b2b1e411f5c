import type pg from "pg";

interface CopiedTable {
  readonly table: string;
  /** What an upload that has already begun changed since the rows were planned, undone. */
  readonly asPlanned: string;
}

const GROUPS: CopiedTable = {
  table: "upload_groups",
  asPlanned: `status = 'PENDING', claim_token = NULL, claimed_at = NULL, is_unclear = false, failed_attempts = 0,
    shopify_product_id = NULL, error_code = NULL, accepted_at = NULL, ended_at = NULL`,
};

const ROWS: CopiedTable = {
  table: "shopify_upload_products",
  asPlanned: `status = 'PENDING', shopify_product_id = NULL, shopify_variant_id = NULL, shopify_inventory_item_id = NULL,
    error_category = NULL, error_code = NULL, error_message = NULL, error_field = NULL, processed_at = NULL`,
};

const copyOf = (table: string) => `bench_${table}`;
const preparedOf = (table: string) => `bench_prepared_${table}`;

/**
 * What planning is compared with: the least that any way of making these rows has to do.
 *
 * The baseline puts the very groups and rows that the product planned (same number, columns, ids and payloads, all as
 * PENDING as they were when they were planned) into copies of the two tables, by one `INSERT ... SELECT *` for each
 * table in one transaction, from tables in which they lie ready. The copies have the same column defaults, checks,
 * foreign keys, indexes (the partial unique ones too) and storage settings; like the real tables they are kept from
 * round to round, so that both grow alike. It runs in the same database and the same run, between the approvals, while
 * all else is idle.
 *
 * It is hard on the product: the baseline neither reads the catalog nor makes a snapshot or a hash, looks for no row in
 * flight, marks nothing approved, moves no counter, and sends no job.
 */
export async function openBareInsert(client: pg.Client): Promise<void> {
  for (const { table } of [GROUPS, ROWS]) {
    await client.query(`CREATE TABLE ${copyOf(table)} (LIKE ${table} INCLUDING ALL)`);
    const settings = await client.query<{ settings: string | null }>(
      "SELECT array_to_string(reloptions, ', ') AS settings FROM pg_class WHERE oid = $1::regclass",
      [table],
    );
    const text = settings.rows[0]?.settings ?? null;
    if (text !== null) await client.query(`ALTER TABLE ${copyOf(table)} SET (${text})`);
    await copyForeignKeys(client, table);
  }
}

/** `LIKE` leaves foreign keys out. A row of the copy belongs to a group of the copy. */
async function copyForeignKeys(client: pg.Client, table: string): Promise<void> {
  const keys = await client.query<{ definition: string }>(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'",
    [table],
  );
  for (const { definition } of keys.rows) {
    const ofCopies = definition.replace(`REFERENCES ${GROUPS.table}(`, `REFERENCES ${copyOf(GROUPS.table)}(`);
    await client.query(`ALTER TABLE ${copyOf(table)} ADD ${ofCopies}`);
  }
}

/** Inserts a batch's groups and rows once more, into the copies. Answers the seconds that it took, preparations aside. */
export async function insertBare(client: pg.Client, batchId: string): Promise<number> {
  for (const { table, asPlanned } of [GROUPS, ROWS]) {
    await client.query(
      `CREATE TABLE ${preparedOf(table)} AS SELECT * FROM ${table} WHERE batch_id = ${client.escapeLiteral(batchId)} ORDER BY id`,
    );
    await client.query(
      `UPDATE ${preparedOf(table)} SET ${asPlanned} WHERE status <> 'PENDING' AND skip_reason IS NULL`,
    );
  }
  const startedAt = performance.now();
  await client.query("BEGIN");
  for (const { table } of [GROUPS, ROWS]) {
    await client.query(`INSERT INTO ${copyOf(table)} SELECT * FROM ${preparedOf(table)}`);
  }
  await client.query("COMMIT");
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { table } of [GROUPS, ROWS]) await client.query(`DROP TABLE ${preparedOf(table)}`);
  return seconds;
}
