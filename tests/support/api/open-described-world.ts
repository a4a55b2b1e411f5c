import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import type { TokenScope } from "#app/domain/organizations/permissions.ts";
import { provideRuntime } from "#app/http/runtime.server.ts";
import { openMatrixWorld, type MatrixWorld } from "../matrix/matrix-world.ts";
import { readRouteManifest } from "../matrix/route-manifest.ts";
import { openAnswerer, type RouteModule } from "../matrix/send-request.ts";
import { describedOperations, readAnswer, toRequest, type ApiAnswer, type ApiRequest } from "./described-api.ts";

export interface DescribedWorld extends AsyncDisposable {
  readonly matrix: MatrixWorld;
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Those that the document names for the route. */
  methodsOf(routeId: string): string[];
  tokenFor(...scopes: TokenScope[]): Promise<string>;
}

/** All routes of the API as the web process answers them, over an organization with something of everything. */
export async function openDescribedWorld(): Promise<DescribedWorld> {
  const matrix = await openMatrixWorld();
  const { ctx, queue, simulator } = matrix.world;
  provideRuntime(Promise.resolve({ ...ctx, queue, close: () => Promise.resolve() }));
  setAbstractFetchFunc(simulator.fetch);
  const operations = describedOperations();
  // What no other route answers, the last one does.
  const routes = readRouteManifest().filter(({ path }) => path.startsWith("api/"));
  const { answer } = await openAnswerer(routes, async (file) => (await import(file)) as RouteModule);
  return {
    matrix,
    send: async (request) => readAnswer(await answer(toRequest(request))),
    methodsOf: (routeId) => operations.flatMap(({ route, method }) => (route.id === routeId ? [method] : [])),
    tokenFor: async (...scopes) => (await createApiToken(ctx, { name: "Contract", scopes })).token,
    [Symbol.asyncDispose]: () => matrix[Symbol.asyncDispose](),
  };
}
