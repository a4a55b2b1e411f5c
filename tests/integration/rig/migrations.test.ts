import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { applyMigrations } from "#tests/rig/apply-migrations.ts";
import { createDatabase, dropDatabase, runningPostgresServer } from "#tests/rig/postgres-server.ts";

const server = () => runningPostgresServer(inject("postgresUrl"));

test("the rig builds the same database as prisma migrate deploy, ledger included", { timeout: 120_000 }, async () => {
  const deployed = await makeEmptyDatabase("deployed");
  const applied = await makeEmptyDatabase("applied");

  await promisify(execFile)("prisma", ["migrate", "deploy"], { env: { ...process.env, DATABASE_URL: deployed } });
  await applyMigrations(applied);

  const catalog = await readCatalog(applied);
  expect(catalog.length).toBeGreaterThan(100);
  expect(catalog).toEqual(await readCatalog(deployed));
});

test("prisma regards a database that the rig built as up to date", { timeout: 120_000 }, async () => {
  const applied = await makeEmptyDatabase("status");
  await applyMigrations(applied);

  const status = promisify(execFile)("prisma", ["migrate", "status"], {
    env: { ...process.env, DATABASE_URL: applied },
  });

  await expect(status).resolves.toMatchObject({ stdout: expect.stringContaining("Database schema is up to date") });
});

test("a migration is applied once, however often the rig starts", async () => {
  const database = await makeEmptyDatabase("twice");
  const first = await applyMigrations(database);

  const second = await applyMigrations(database);

  expect(first.length).toBeGreaterThan(0);
  expect(second).toEqual([]);
});

test("a migration that was changed after it had been applied is refused by name", async () => {
  const database = await makeEmptyDatabase("changed");
  const [name] = await applyMigrations(database);
  await query(database, "UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = $1", [name]);

  const again = applyMigrations(database);

  await expect(again).rejects.toThrow(`${name} was changed after it had been applied`);
});

async function makeEmptyDatabase(label: string): Promise<string> {
  const name = `${inject("templateDatabase")}_${label}`;
  await createDatabase(server(), name);
  onTestFinished(() => dropDatabase(server(), name));
  return server().databaseUrl(name);
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ line: string }>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function readCatalog(url: string): Promise<unknown[]> {
  return query(
    url,
    `SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attnotnull THEN ' not null ' ELSE ' ' END || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
     UNION ALL SELECT 'table ' || relname || ' ' || relkind::text || ' ' || coalesce(reloptions::text, '')
       FROM pg_class WHERE relnamespace = 'public'::regnamespace
     UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT 'enum ' || t.typname || ' ' || e.enumlabel || ' ' || e.enumsortorder
       FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
     UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
     UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT 'applied ' || migration_name || ' ' || checksum || ' ' || applied_steps_count FROM _prisma_migrations
     ORDER BY 1`,
  );
}
