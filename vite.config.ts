import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { vitePlugin as remix } from "@remix-run/dev";
import type {} from "@remix-run/node";
import { defineConfig, type Plugin } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** Writes each script and style of the client compressed beside itself: the web process compresses nothing on the way. */
function compressAssets(): Plugin {
  const compress = promisify(brotliCompress);
  return {
    name: "compress-assets",
    applyToEnvironment: ({ name }) => name === "client",
    async writeBundle({ dir = "" }, bundle) {
      const files = Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file));
      for (const file of files) {
        const asset = path.join(dir, file);
        await writeFile(`${asset}.br`, await compress(await readFile(asset)));
      }
    },
  };
}

export default defineConfig({
  server: { port: Number(process.env["PORT"] ?? 3000), allowedHosts: true },
  plugins: [
    remix({
      ignoredRouteFiles: ["**/.*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
        v3_routeConfig: false,
        unstable_optimizeDeps: true,
      },
    }),
    compressAssets(),
  ],
  build: { assetsInlineLimit: 0 },
});
