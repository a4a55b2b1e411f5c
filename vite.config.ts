import { vitePlugin as remix } from "@remix-run/dev";
import type {} from "@remix-run/node";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
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
  ],
  build: { assetsInlineLimit: 0 },
});
