import type { AppPage } from "#tests/support/matrix/list-pages.ts";
import type { FilledRig } from "../filled/filled-rig.ts";
import { FILLED_SHOP, NEW_SHOP } from "../filled/filled-shop.ts";
import { percentile, round } from "../statistics.ts";

const WARM_UPS = 3;
// Shopify's library turns away what calls itself a robot, or too little.
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

export interface ServerTimes {
  readonly serverP50Ms: number;
  readonly serverP95Ms: number;
}

/**
 * How long the web process takes for the whole document of a page: its loaders and its rendering, one request after the
 * other, as the admin asks for it.
 * @throws Error when it does not answer as the page should.
 */
export async function measureServer({ rig }: FilledRig, page: AppPage, requests: number): Promise<ServerTimes> {
  const { domain: shop } = page.isForNewcomers ? NEW_SHOP : FILLED_SHOP;
  const url = new URL(page.path, `http://127.0.0.1:${rig.web.port}`);
  url.searchParams.set("embedded", "1");
  url.searchParams.set("shop", shop);
  url.searchParams.set("host", Buffer.from(`admin.shopify.com/store/${shop.split(".")[0]}`).toString("base64url"));
  const milliseconds: number[] = [];
  for (let request = 0; request < WARM_UPS + requests; request += 1) {
    url.searchParams.set("id_token", rig.simulator.issueSessionToken(shop));
    const startedAt = performance.now();
    const answer = await fetch(url, {
      headers: { "user-agent": BROWSER, "x-forwarded-proto": "https", "x-forwarded-host": "app.test" },
      redirect: "manual",
    });
    const text = await answer.text();
    if (request >= WARM_UPS) milliseconds.push(performance.now() - startedAt);
    if (answer.status !== (page.path.endsWith("no-such-address") ? 404 : 200))
      throw new Error(`${page.name} was answered ${answer.status}: ${text.slice(0, 200)}`);
  }
  return { serverP50Ms: round(percentile(milliseconds, 50)), serverP95Ms: round(percentile(milliseconds, 95)) };
}
