import type pg from "pg";

/** What a database has done since it was made, by its own statistics. */
export interface DatabaseWork {
  readonly transactions: number;
  /** Rows that were inserted, updated or deleted. */
  readonly rowsWritten: number;
}

/** Reads the statistics; each session hands in its own within a second, and at once when it asks for them itself. */
export async function readDatabaseWork(client: pg.Client): Promise<DatabaseWork> {
  await client.query("SELECT pg_stat_force_next_flush()");
  const found = await client.query<DatabaseWork>(
    `SELECT xact_commit::float8 AS transactions, (tup_inserted + tup_updated + tup_deleted)::float8 AS "rowsWritten"
     FROM pg_stat_database WHERE datname = current_database()`,
  );
  const [work] = found.rows;
  if (work === undefined) throw new Error("The database keeps no statistics of itself.");
  return work;
}
