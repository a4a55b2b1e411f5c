import { afterAll, inject } from "vitest";
import { runningPostgresServer } from "#tests/rig/postgres-server.ts";
import { cloneTemplate } from "#tests/rig/template-database.ts";

// Vitest runs set-up files before it loads a test file, so whatever reads DATABASE_URL there sees the copy.
const database = await cloneTemplate(runningPostgresServer(inject("postgresUrl")), inject("templateDatabase"));
process.env["DATABASE_URL"] = database.url;

afterAll(() => database.drop());
