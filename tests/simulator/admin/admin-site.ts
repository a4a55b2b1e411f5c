import { readFileSync } from "node:fs";
import path from "node:path";
import { renderAppPage } from "./app-page.ts";
import { answerScripts, type AdminScripts } from "./browser-files.ts";
import { APP_HANDLE, appPath, storeNameOf, storePath } from "./layout.ts";
import { performMerchantVerb } from "./merchant-verbs.ts";
import { renderProduct, renderProductList } from "./product-pages.ts";
import { renderLedger, renderShopList } from "./shop-pages.ts";
import type { ShopView } from "./shop-view.ts";

export interface AdminSiteOptions {
  readonly adminOrigin: string;
  readonly appOrigin: string;
  readonly appHomePath: string;
  readonly scripts: AdminScripts;
  shops(): readonly ShopView[];
  issueSessionToken(domain: string): Promise<string> | string;
}

const STYLES = readFileSync(path.join(import.meta.dirname, "admin.css"), "utf8");

/** The simulated Shopify admin: stores, products, the app in its frame, and what a merchant may do. */
export function createAdminSite(options: AdminSiteOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (request.method === "POST") {
      // The admin changes shops, so no other page of the browser may post to it.
      if (request.headers.get("origin") !== options.adminOrigin)
        return text(403, "Only pages of this admin may post here.");
      return answerPost(options, request, url);
    }
    if (request.method !== "GET" && request.method !== "HEAD") return text(405, "Only GET and POST.");
    return answerGet(options, url, request.headers.get("accept-language"));
  };
}

async function answerGet(options: AdminSiteOptions, url: URL, languages: string | null): Promise<Response> {
  if (url.pathname === "/") return page(renderShopList(options.shops()));
  if (url.pathname === "/admin.css") return text(200, STYLES, "text/css");
  const file = answerScripts(options.scripts, options.adminOrigin, url);
  if (file !== null) return file;
  const { shop, rest } = locate(options, url);
  if (shop === null) return text(404, "There is no such page in the simulated admin.");
  if (rest === "" || rest === "/") return redirect(appPath(shop));
  if (rest === "/ledger") return page(renderLedger(shop));
  if (rest === "/products") return page(renderProductList(shop, url.searchParams));
  const appPrefix = `/apps/${APP_HANDLE}`;
  if (rest === appPrefix || rest.startsWith(`${appPrefix}/`)) {
    const query = new URLSearchParams(url.searchParams);
    const isWithoutToken = query.has("without-token");
    query.delete("without-token");
    const html = renderAppPage(shop, {
      appOrigin: options.appOrigin,
      homePath: options.appHomePath,
      path: `${rest.slice(appPrefix.length)}${query.size === 0 ? "" : `?${query}`}`,
      locale: /^[a-z]{2,3}(-[A-Z]{2})?/.exec(languages ?? "")?.[0] ?? "en",
      sessionToken: isWithoutToken || !shop.isAppInstalled() ? null : await options.issueSessionToken(shop.domain),
    });
    return page(html);
  }
  const product = shop.findProduct(/^\/products\/(\d+)$/.exec(rest)?.[1] ?? "");
  if (product === null) return text(404, "There is no such page in this store.");
  return page(
    renderProduct(shop, product, { notice: url.searchParams.get("notice"), fault: url.searchParams.get("fault") }),
  );
}

async function answerPost(options: AdminSiteOptions, request: Request, url: URL): Promise<Response> {
  const { shop, rest } = locate(options, url);
  if (shop === null) return text(404, "There is no such store.");
  switch (rest) {
    case "/session-token":
      return shop.isAppInstalled()
        ? text(200, await options.issueSessionToken(shop.domain))
        : text(403, "The app is not installed in this store.");
    case "/install":
      await shop.hand.installApp();
      return redirect(appPath(shop));
    case "/uninstall":
      await shop.hand.uninstallApp();
      return redirect(storePath(shop, "/ledger"));
  }
  const [, productId, verb] = /^\/products\/(\d+)\/([a-z]+)$/.exec(rest) ?? [];
  if (productId === undefined || verb === undefined) return text(404, "There is no such action in this store.");
  const result = await performMerchantVerb(shop, productId, verb, await request.formData());
  if (result === null) return text(404, "There is no such action for a product.");
  const target = result.isProductGone ? "/products" : `/products/${productId}`;
  const note = new URLSearchParams(result.fault === null ? { notice: result.notice } : { fault: result.fault });
  return redirect(storePath(shop, `${target}?${note}`));
}

function locate(options: AdminSiteOptions, url: URL): { shop: ShopView | null; rest: string } {
  const [, name, rest = ""] = /^\/store\/([a-z0-9-]+)(\/.*)?$/.exec(url.pathname) ?? [];
  return { shop: options.shops().find((shop) => storeNameOf(shop.domain) === name) ?? null, rest };
}

const page = (body: string) => text(200, body, "text/html");

function text(status: number, body: string, type = "text/plain"): Response {
  return new Response(body, {
    status,
    headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" },
  });
}

function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
