import { applyMigrations } from "#tests/rig/apply-migrations.ts";
import { createDatabase, dropDatabase, openPostgresServer } from "#tests/rig/postgres-server.ts";
import type { OwnedParts } from "./owned-parts.ts";

/** A PostgreSQL with one empty database of the product's newest schema, for what needs no other process. */
export async function openBenchDatabase(parts: OwnedParts, purpose: string): Promise<string> {
  const server = await parts.open(
    () => openPostgresServer({ purpose, storage: "thrown-away" }),
    (opened) => opened.stop(),
  );
  const name = `catalog_relay_${purpose.replaceAll("-", "_")}_${process.pid}`;
  await parts.open(
    () => createDatabase(server, name),
    () => dropDatabase(server, name),
  );
  const url = server.databaseUrl(name);
  await applyMigrations(url);
  return url;
}
