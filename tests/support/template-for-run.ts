import type { TestProject } from "vitest/node";
import { openPostgresServer } from "#tests/rig/postgres-server.ts";
import { createTemplateDatabase } from "#tests/rig/template-database.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly postgresUrl: string;
    readonly templateDatabase: string;
  }
}

/** Vitest global set-up: one PostgreSQL and one template database for the whole run. */
export default async function provideTemplate(project: TestProject): Promise<() => Promise<void>> {
  const server = await openPostgresServer({ purpose: "test", storage: "thrown-away" });
  const template = await createTemplateDatabase(server);
  project.provide("postgresUrl", server.databaseUrl("postgres"));
  project.provide("templateDatabase", template.name);
  return async () => {
    await template.drop();
    await server.stop();
  };
}
