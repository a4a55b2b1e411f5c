import { runCommand } from "#tests/bench/run-command.ts";
import { openPostgresServer } from "#tests/rig/postgres-server.ts";
import { cloneTemplate, createTemplateDatabase } from "#tests/rig/template-database.ts";
import { openSimulationDatabase } from "./database/simulation-database.ts";
import { simulate } from "./simulate.ts";

await runCommand(({ parts, out, write }) =>
  simulate(process.argv.slice(2), {
    out,
    error: write,
    async openDatabase() {
      const server = await parts.open(
        () => openPostgresServer({ purpose: "simulate", storage: "thrown-away" }),
        (opened) => opened.stop(),
      );
      const template = await parts.open(
        () => createTemplateDatabase(server),
        (made) => made.drop(),
      );
      const copy = await parts.open(
        () => cloneTemplate(server, template.name),
        (made) => made.drop(),
      );
      return parts.open(
        () => openSimulationDatabase(copy.url),
        (opened) => opened[Symbol.asyncDispose](),
      );
    },
  }),
);
