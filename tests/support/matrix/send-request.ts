import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type { Caller, MatrixWorld } from "./matrix-world.ts";
import type { FilledBody } from "./fill-requests.ts";
import type { ManifestRoute } from "./route-manifest.ts";

// Shopify's library turns away what calls itself a robot, or too little.
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

export type RouteModule = ServerBuild["routes"][string]["module"];

/** Answers as the web process: Remix's own handler over the routes of the manifest. */
export interface Answerer {
  readonly answer: (request: Request) => Promise<Response>;
  /** Whether the route takes requests of this kind at all. */
  readonly takes: (route: ManifestRoute, kind: "loader" | "action") => boolean;
}

export async function openAnswerer(
  routes: readonly ManifestRoute[],
  importRoute: (file: string) => Promise<RouteModule>,
): Promise<Answerer> {
  const modules = await Promise.all(routes.map(async ({ file }) => importRoute(file)));
  const entries = routes.map(({ id, parentId, path, isIndex }, at) => {
    const parent = routes.find((route) => route.id === parentId);
    const own = parent && parent.path !== "" ? path.slice(parent.path.length + 1) : path;
    const module = modules[at];
    if (!module) throw new Error(`${id} could not be read.`);
    return { id, parentId: parentId ?? "root", path: own, ...(isIndex ? { index: true } : {}), module };
  });
  const build = {
    routes: {
      root: { id: "root", path: "", module: { default: () => null } },
      ...Object.fromEntries(entries.map((entry) => [entry.id, entry])),
    },
    // What fails is judged by its status; the usual handler would write it to the console.
    entry: { module: { default: () => new Response(null, { status: 500 }), handleError: () => undefined } },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "matrix" },
    publicPath: "/",
    assetsBuildDirectory: "",
    basename: "/",
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_lazyRouteDiscovery: true,
      v3_singleFetch: true,
      v3_routeConfig: false,
      unstable_optimizeDeps: true,
    },
  } as unknown as ServerBuild;
  const byId = new Map(entries.map(({ id, module }) => [id, module]));
  return {
    answer: createRequestHandler(build, "production"),
    takes: ({ id }, kind) => byId.get(id)?.[kind] !== undefined,
  };
}

export interface Asked {
  readonly route: ManifestRoute;
  /** Filled. */
  readonly path: string;
  readonly method: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly body?: FilledBody;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Sends what somebody asks as their browser or system would, and reads the whole answer. */
export async function sendAs(
  { world }: Pick<MatrixWorld, "world">,
  { answer }: Answerer,
  caller: Caller,
  { route, path, method, search = {}, body }: Asked,
): Promise<Answered> {
  const isApi = path.startsWith("/api/");
  const isAskedAsItIs = isApi || STREAMS.has(route.id);
  const url = new URL(`https://app.test${path}${isAskedAsItIs ? "" : ".data"}`);
  for (const [name, value] of Object.entries(search)) url.searchParams.set(name, value);
  if (!isAskedAsItIs && method === "GET") url.searchParams.set("_routes", route.id);
  if (!isApi && route.isIndex && method !== "GET") url.search = url.search === "" ? "?index" : `${url.search}&index`;
  const bearer =
    caller.kind === "system"
      ? caller.token
      : world.simulator.issueSessionToken(caller.shopDomain, { userId: caller.userId });
  const sent = formOf(body) ?? body?.lines ?? body?.csv ?? (body && JSON.stringify(body.json));
  const done = new AbortController();
  const response = await answer(
    new Request(url, {
      method,
      signal: done.signal,
      headers: {
        authorization: `Bearer ${bearer}`,
        "user-agent": BROWSER,
        ...(body?.json === undefined ? {} : { "content-type": "application/json" }),
        ...(body?.lines === undefined ? {} : { "content-type": "application/jsonl" }),
        ...(body?.csv === undefined ? {} : { "content-type": "text/csv" }),
      },
      ...(sent === undefined || method === "GET" ? {} : { body: sent }),
    }),
  );
  const text = await readText(response);
  done.abort();
  return { status: response.status, text };
}

/** What a page fetches itself, and not through Remix. */
const STREAMS = new Set(["routes/app.events"]);

/** Of a stream, which has no end, how it begins: what it tells to whom is held by tests of its own. */
async function readText(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return response.text();
  const first = await response.body?.pipeThrough(new TextDecoderStream()).getReader().read();
  return first?.value ?? "";
}

/** A form, with the fields beside its file where it has one. */
function formOf(body: FilledBody | undefined): FormData | URLSearchParams | undefined {
  if (body?.file === undefined) return body?.form && new URLSearchParams(body.form);
  const form = new FormData();
  for (const [name, value] of Object.entries(body.form ?? {})) form.set(name, value);
  form.set("file", new File([body.file], "file.csv", { type: "text/csv" }));
  return form;
}
