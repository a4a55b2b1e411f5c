import pg from "pg";
import { expect, inject, test } from "vitest";
import { runningPostgresServer } from "#tests/rig/postgres-server.ts";
import { cloneTemplate } from "#tests/rig/template-database.ts";

test("DATABASE_URL of a test names a copy of the template with the queue's schema", async () => {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();

  const found = await client.query<{ database: string; queue: string | null; product: string | null }>(
    "SELECT current_database() AS database, to_regclass('pgboss.job')::text AS queue, to_regclass('_prisma_migrations')::text AS product",
  );

  await client.end();
  expect(found.rows[0]?.database).toMatch(new RegExp(`^${inject("templateDatabase")}_copy_`));
  expect(found.rows[0]?.queue).toBe("pgboss.job");
  expect(found.rows[0]?.product).toBe("_prisma_migrations");
});

test("what is written to one copy is invisible in another", async () => {
  const server = runningPostgresServer(inject("postgresUrl"));
  const one = await cloneTemplate(server, inject("templateDatabase"));
  const other = await cloneTemplate(server, inject("templateDatabase"));

  await run(one.url, "CREATE TABLE only_here (id int)");
  const seen = await run(other.url, "SELECT to_regclass('only_here') AS name");

  await one.drop();
  await other.drop();
  expect(seen).toEqual([{ name: null }]);
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
