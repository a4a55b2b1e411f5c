import { createServer } from "node:http";
import type { Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { launchChromium, openContext } from "#tests/rig/chromium.ts";
import { createAdminSite } from "#tests/simulator/admin/admin-site.ts";
import { buildAdminScripts, createCdnSite } from "#tests/simulator/admin/browser-files.ts";
import { createAppProxy } from "#tests/simulator/network/app-proxy.ts";
import { createCertificate } from "#tests/simulator/network/certificate.ts";
import { listenLocally } from "#tests/simulator/network/listening.ts";
import { startTlsFront } from "#tests/simulator/network/tls-front.ts";
import { createSampleShop } from "#tests/support/worlds/sample-shop.ts";
import { samplePage } from "./sample-page.ts";

const ADMIN = "https://admin.shopify.com";
const scripts = await buildAdminScripts();

export interface SampleAdmin {
  readonly page: Page;
  /** Errors and warnings of the console, and scripts that failed. */
  readonly complaints: readonly string[];
  /** Addresses that the sample app was asked for. */
  readonly requests: readonly string[];
}

/** A browser at the simulated admin, with a sample app of static pages in its frame. Everything ends with the test. */
export async function openSampleAdmin(path = "/store/sample/apps/catalog-relay"): Promise<SampleAdmin> {
  const requests: string[] = [];
  const app = await listenLocally(createSampleApp(requests), 0);
  const certificate = await createCertificate();
  let tokens = 0;
  const front = await startTlsFront({
    certificate,
    app: createAppProxy({ appPort: () => app.port, publicOrigin: "https://app.test" }),
    cdn: createCdnSite(scripts, ADMIN),
    shopify: async () => new Response(null, { status: 404 }),
    admin: createAdminSite({
      adminOrigin: ADMIN,
      appOrigin: "https://app.test",
      appHomePath: "/app",
      scripts,
      shops: () => [createSampleShop()],
      issueSessionToken: () => `token-${(tokens += 1)}`,
    }),
  });
  const browser = await launchChromium({ tlsPort: front.port });
  onTestFinished(async () => {
    await browser.close();
    await front.close();
    await app.close();
    certificate.remove();
  });
  const page = await (await openContext(browser)).newPage();
  const complaints: string[] = [];
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type())) complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${ADMIN}${path}`);
  return { page, complaints, requests };
}

function createSampleApp(requests: string[]) {
  return createServer((request, response) => {
    const url = new URL(request.url ?? "/", "https://app.test");
    requests.push(`${url.pathname}${url.search}`);
    if (url.pathname === "/whoami") {
      const isFirst = requests.filter((one) => one === "/whoami").length === 1;
      if (isFirst) response.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" }).end();
      else response.end(request.headers.authorization);
      return;
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    const isBounce = url.pathname === "/auth/session-token";
    if (url.searchParams.get("embedded") === "1" && !url.searchParams.has("id_token") && !isBounce) {
      url.searchParams.set("shopify-reload", `https://app.test${url.pathname}?${url.searchParams}`);
      response.writeHead(302, { location: `/auth/session-token?${url.searchParams}` }).end();
      return;
    }
    const bounce = `<script data-api-key="sample-key" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>`;
    response.end(isBounce ? bounce : samplePage);
  });
}
