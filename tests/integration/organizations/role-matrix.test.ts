import { beforeAll, afterAll, expect, test, vi } from "vitest";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { provideRuntime } from "#app/http/runtime.server.ts";
import { fillPath, findForgottenEntries } from "#tests/support/matrix/fill-requests.ts";
import { openMatrixWorld } from "#tests/support/matrix/matrix-world.ts";
import { readRouteManifest } from "#tests/support/matrix/route-manifest.ts";
import { runMatrix } from "#tests/support/matrix/run-matrix.ts";
import { openAnswerer, type RouteModule } from "#tests/support/matrix/send-request.ts";

beforeAll(() => {
  vi.stubEnv("SHOPIFY_API_KEY", "test-client");
  vi.stubEnv("SHOPIFY_API_SECRET", "test-secret");
  vi.stubEnv("SHOPIFY_APP_URL", "https://app.test");
  vi.stubEnv("LOG_LEVEL", "silent");
});

afterAll(() => {
  vi.unstubAllEnvs();
  globalThis.catalogRelayRuntime = undefined;
});

test("nobody sees or does by any route what is another organization's or store's, or what their role may not", async () => {
  await using world = await openMatrixWorld();
  const { ctx, queue, simulator } = world.world;
  provideRuntime(Promise.resolve({ ...ctx, queue, close: () => Promise.resolve() }));
  const routes = readRouteManifest();
  const answer = await openAnswerer(routes, async (file) => (await import(file)) as RouteModule);
  setAbstractFetchFunc(simulator.fetch);

  const outcome = await runMatrix(world, routes, answer);

  expect(outcome.problems.join("\n")).toBe("");
  expect(outcome.routes).toBeGreaterThan(60);
  expect(outcome.calls).toBeGreaterThan(1000);
}, 120_000);

test("a route that shows a store to whoever asks, and takes whatever anybody sends, is found", async () => {
  await using world = await openMatrixWorld();
  const { ctx, queue } = world.world;
  provideRuntime(Promise.resolve({ ...ctx, queue, close: () => Promise.resolve() }));
  const planted = { ...PLANTED, path: "api/v1/planted/:storeId" };
  const tellAll = () => Promise.resolve(Response.json({ name: world.markers.organization }));
  const answerer = await openAnswerer([planted], () => Promise.resolve({ loader: tellAll, action: tellAll } as never));

  const { leaks, problems } = await runMatrix(world, [planted], answerer);

  expect(leaks.filter((leak) => leak.startsWith("GET") && leak.includes("stranger"))).toHaveLength(1);
  expect(problems.some((problem) => problem.includes("instead of 404"))).toBe(true);
  expect(problems.some((problem) => problem.includes("instead of 403"))).toBe(true);
});

test("a route with a parameter that nobody has said how to fill is no route that is left out", () => {
  const planted = { ...PLANTED, path: "api/v1/planted/:secretId" };

  expect(() => fillPath(planted, {} as never)).toThrow("secretId");
  expect(findForgottenEntries(readRouteManifest())).toEqual([]);
});

const PLANTED = { id: "routes/api.v1.planted", parentId: "root", isIndex: false, file: "" };
