import { createHash } from "node:crypto";
import { bundleBrowserScript } from "./bundle-script.ts";

export interface AdminScripts {
  readonly appBridge: string;
  readonly adminPage: string;
}

/** Compiles the scripts of the simulated admin, once for a rig. */
export async function buildAdminScripts(): Promise<AdminScripts> {
  return { appBridge: await bundleBrowserScript("app-bridge"), adminPage: await bundleBrowserScript("admin-page") };
}

/** Answers what pages load from `cdn.shopify.com` and from the admin itself; null for every other address. */
export function answerScripts(scripts: AdminScripts, adminOrigin: string, url: URL): Response | null {
  if (url.pathname === "/shopifycloud/app-bridge.js") {
    return answer(
      `const simulatedAdminOrigin = ${JSON.stringify(adminOrigin)};\n${scripts.appBridge}`,
      "text/javascript",
    );
  }
  if (url.pathname === "/admin-page.js") return answer(scripts.adminPage, "text/javascript");
  // The pages of Polaris ask for Shopify's web font; without it they use the fonts of the system.
  if (url.pathname.startsWith("/static/fonts/") && url.pathname.endsWith(".css")) return answer("", "text/css");
  if (/^\/s\/files\/.*\.(png|jpe?g|webp|gif|svg)$/.test(url.pathname))
    return answer(placeholderImage(url), "image/svg+xml");
  return null;
}

/** Answers `cdn.shopify.com`. */
export function createCdnSite(scripts: AdminScripts, adminOrigin: string): (request: Request) => Promise<Response> {
  return async (request) =>
    answerScripts(scripts, adminOrigin, new URL(request.url)) ?? new Response("Not simulated\n", { status: 404 });
}

function answer(body: string, type: string): Response {
  return new Response(body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "no-store",
      "access-control-allow-origin": "*",
    },
  });
}

function placeholderImage(url: URL): string {
  const hue = createHash("sha256").update(url.pathname).digest().readUInt16BE() % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 35% 82%)"/><path d="M14 60l18-22 12 14 8-9 14 17z" fill="hsl(${hue} 30% 55%)"/><circle cx="54" cy="26" r="7" fill="hsl(${hue} 30% 65%)"/></svg>`;
}
