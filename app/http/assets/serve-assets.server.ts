import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import express, { type Router } from "express";

const COMPRESSED = ".br";

/**
 * Serves the built scripts and styles, compressed as the build has left them where the browser takes that. File names
 * hold a hash, so browsers keep them for good.
 */
export function serveAssets(folder: string): Router {
  const compressed = new Set(existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(COMPRESSED)) : []);
  const router = express.Router();
  router.use((request, response, next) => {
    response.vary("Accept-Encoding");
    const file = `${path.posix.basename(request.path)}${COMPRESSED}`;
    if (compressed.has(file) && request.acceptsEncodings(["br", "identity"]) === "br") request.url = `/${file}`;
    next();
  });
  router.use(
    express.static(folder, {
      immutable: true,
      maxAge: "1y",
      index: false,
      setHeaders(response, file) {
        if (!file.endsWith(COMPRESSED)) return;
        response.type(path.extname(file.slice(0, -COMPRESSED.length)));
        response.set("Content-Encoding", "br");
      },
    }),
  );
  return router;
}
