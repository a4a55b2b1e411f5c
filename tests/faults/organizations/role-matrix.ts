import path from "node:path";
import { pathToFileURL } from "node:url";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { provideRuntime } from "#app/http/runtime.server.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openPostgresServer } from "#tests/rig/postgres-server.ts";
import { cloneTemplate, createTemplateDatabase } from "#tests/rig/template-database.ts";
import { openMatrixWorld } from "#tests/support/matrix/matrix-world.ts";
import { readRouteManifest } from "#tests/support/matrix/route-manifest.ts";
import { runMatrix } from "#tests/support/matrix/run-matrix.ts";
import { openAnswerer, type RouteModule } from "#tests/support/matrix/send-request.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";

const BUILD = path.resolve(import.meta.dirname, "../../../build/server/index.js");
const APP = path.resolve(import.meta.dirname, "../../../app");

export const roleMatrix: Fault = {
  line: 25,
  name: "two-organizations",
  summary:
    "every route and verb, as built, asked as another organization's owner and system, and as every role of its own",
  measures: "answers that show or do what is another organization's or store's, or fail a promise of the roles",
  bound: 0,
  run,
};

/** The same at every seed: what is asked are the routes that there are. */
async function run(fault: FaultRun): Promise<FaultOutcome> {
  const { parts } = fault;
  ensureBuild((line) => fault.say(line));
  const server = await parts.open(
    () => openPostgresServer({ purpose: "faults", storage: "thrown-away" }),
    (one) => one.stop(),
  );
  const template = await parts.open(
    () => createTemplateDatabase(server),
    (one) => one.drop(),
  );
  const database = await parts.open(
    () => cloneTemplate(server, template.name),
    (one) => one.drop(),
  );
  // What a web process has in its environment; the build reads it when it is loaded.
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: "test-client",
    SHOPIFY_API_SECRET: "test-secret",
    SHOPIFY_APP_URL: "https://app.test",
    LOG_LEVEL: "silent",
  });
  const world = await parts.open(openMatrixWorld, (one) => one[Symbol.asyncDispose]());
  const { ctx, queue, simulator } = world.world;
  provideRuntime(Promise.resolve({ ...ctx, queue, close: () => Promise.resolve() }));
  const routes = readRouteManifest();
  const built = (await import(pathToFileURL(BUILD).href)) as { routes: Record<string, { module: RouteModule }> };
  const moduleOf = (file: string) => {
    const id = path.relative(APP, file).replace(/\.tsx?$/, "");
    const route = built.routes[id];
    if (!route) throw new Error(`The build has no route ${id}.`);
    return Promise.resolve(route.module);
  };
  setAbstractFetchFunc(simulator.fetch);
  const outcome = await runMatrix(world, routes, await openAnswerer(routes, moduleOf));
  const missing = Object.keys(built.routes).filter((id) => id !== "root" && !routes.some((route) => route.id === id));
  fault.say(
    `${outcome.calls} calls of ${outcome.routes} routes: ${outcome.leaks.length} leaks, ${outcome.problems.length} problems`,
  );
  return {
    fired: outcome.calls > 0,
    figure: outcome.problems.length,
    problems: [...outcome.problems, ...missing.map((id) => `${id} is built, and was not asked`)],
    more: { routes: outcome.routes, calls: outcome.calls, leaks: outcome.leaks.length },
  };
}
