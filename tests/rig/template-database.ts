import { randomBytes } from "node:crypto";
import { PgBoss } from "pg-boss";
import { applyMigrations } from "./apply-migrations.ts";
import { createDatabase, dropDatabase, type PostgresServer } from "./postgres-server.ts";

/** A database with the product's newest schema and the queue's, to be copied and never written to. */
export interface TemplateDatabase {
  readonly name: string;
  drop(): Promise<void>;
}

/** Builds a template database of its own name, so that several runs can share one server. */
export async function createTemplateDatabase(server: PostgresServer): Promise<TemplateDatabase> {
  const name = `catalog_relay_template_${process.pid}_${randomBytes(3).toString("hex")}`;
  await createDatabase(server, name);
  await applyMigrations(server.databaseUrl(name));
  await installQueueSchema(server.databaseUrl(name));
  return { name, drop: () => dropDatabase(server, name) };
}

/** A copy of the template under a name of its own. */
export interface ClonedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Copies the template; drop it when the work in it is done. */
export async function cloneTemplate(server: PostgresServer, templateName: string): Promise<ClonedDatabase> {
  const name = `${templateName}_copy_${randomBytes(4).toString("hex")}`;
  await createDatabase(server, name, templateName);
  return { url: server.databaseUrl(name), drop: () => dropDatabase(server, name) };
}

/** Lets pg-boss make its schema; a template must have no open connection afterwards, so it is stopped again. */
export async function installQueueSchema(databaseUrl: string): Promise<void> {
  const failures: Error[] = [];
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false });
  boss.on("error", (error) => failures.push(error));
  await boss.start();
  await boss.stop({ graceful: false, close: true });
  if (failures[0] !== undefined) throw failures[0];
}
