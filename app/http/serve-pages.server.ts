import type { Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from "express";
import { serveAssets } from "./assets/serve-assets.server.ts";
import type { StreamConnection } from "./stream/event-stream.server.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The pages and routes as `npm run build` made them. */
export async function serveBuild(): Promise<Router> {
  const client = path.join(ROOT, "build/client");
  const built: unknown = await import(pathToFileURL(path.join(ROOT, "build/server/index.js")).href).catch(
    (cause: unknown) => {
      throw new Error("The pages could not be loaded. Run `npm run build` first.", { cause });
    },
  );
  if (!isServerBuild(built)) throw new Error("build/server/index.js is not a build of this app. Run `npm run build`.");
  const router = express.Router();
  router.use("/assets", serveAssets(path.join(client, "assets")));
  router.use(express.static(client, { maxAge: "1h", index: false }));
  router.all("*", inBackground(createRequestHandler({ build: built, mode: "production", getLoadContext })));
  return router;
}

/** The pages and routes from their sources, reloaded as they change; the browser's reload channel shares the server's port. */
export async function serveSources(server: Server): Promise<Router> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    root: ROOT,
    appType: "custom",
    server: { middlewareMode: true, hmr: { server } },
  });
  server.once("close", () => void vite.close());
  const build = async (): Promise<ServerBuild> => {
    const loaded: unknown = await vite.ssrLoadModule("virtual:remix/server-build");
    if (!isServerBuild(loaded)) throw new Error("The sources did not give a server build.");
    return loaded;
  };
  const router = express.Router();
  router.use(vite.middlewares);
  router.all("*", inBackground(createRequestHandler({ build, mode: "development", getLoadContext })));
  return router;
}

/** Remix writes what a loader streams without waiting for the reader; only the answer itself knows how much waits. */
const getLoadContext = (_request: Request, response: Response): { connection: StreamConnection } => ({
  connection: { waitingBytes: () => response.writableLength, destroy: () => void response.destroy() },
});

/** Express takes no promise; this handler gives its failures to `next` itself. */
const inBackground =
  (handle: (request: Request, response: Response, next: NextFunction) => Promise<void>): RequestHandler =>
  (request, response, next) =>
    void handle(request, response, next);

const isServerBuild = (loaded: unknown): loaded is ServerBuild =>
  typeof loaded === "object" && loaded !== null && "routes" in loaded && "entry" in loaded && "assets" in loaded;
