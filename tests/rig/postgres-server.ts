import pg from "pg";
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from "./embedded-postgres.ts";

/** A PostgreSQL server in which databases may be made, whoever runs it. */
export interface PostgresServer {
  databaseUrl(database: string): string;
  stop(): Promise<void>;
}

/** The server that DATABASE_URL names, of which only own databases are used; without it, an embedded one. */
export async function openPostgresServer(options: EmbeddedPostgresOptions): Promise<PostgresServer> {
  const given = process.env["DATABASE_URL"];
  return given === undefined || given === "" ? startEmbeddedPostgres(options) : runningPostgresServer(given);
}

/** A server that somebody else runs, by the URL of any of its databases. Stopping it does nothing. */
export function runningPostgresServer(anyDatabaseUrl: string): PostgresServer {
  return {
    databaseUrl(database) {
      const url = new URL(anyDatabaseUrl);
      url.pathname = `/${encodeURIComponent(database)}`;
      return url.href;
    },
    async stop() {},
  };
}

/** Makes an empty database, or with `template` a copy of that one. */
export async function createDatabase(server: PostgresServer, name: string, template?: string): Promise<void> {
  const copyOf = template === undefined ? "" : ` TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY`;
  await withMaintenance(server, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${copyOf}`));
}

/** Makes the database unless it is there; answers whether it was made. */
export async function ensureDatabase(server: PostgresServer, name: string): Promise<boolean> {
  return withMaintenance(server, async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rows.length > 0) return false;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return true;
  });
}

/** Drops the database together with the connections that are still open to it. */
export async function dropDatabase(server: PostgresServer, name: string): Promise<void> {
  await withMaintenance(server, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
  );
}

async function withMaintenance<T>(server: PostgresServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.databaseUrl("postgres") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
