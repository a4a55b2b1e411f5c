import { html } from "./html.ts";
import { APP_NAME, appPath, renderPage, storeNameOf, storePath } from "./layout.ts";
import type { ShopView } from "./shop-view.ts";

export interface AppPageOptions {
  readonly appOrigin: string;
  /** Where the app opens when no path of it is asked for. */
  readonly homePath: string;
  /** Path within the app, with its query. */
  readonly path: string;
  /** Of the account in Shopify; here of the browser, which has no account. */
  readonly locale: string;
  /** null: the frame opens without one, and the app asks for it by its bounce page. */
  readonly sessionToken: string | null;
}

/** The app in its frame, with its navigation, title bar and save bar around it. */
export function renderAppPage(shop: ShopView, options: AppPageOptions): string {
  if (!shop.isAppInstalled()) return renderInstallPage(shop);
  return renderPage({
    title: APP_NAME,
    shop,
    section: "app",
    script: "/admin-page.js",
    body: html`<div class="app-bar" id="save-bar" role="region" aria-label="Unsaved changes" hidden>
        <span>Unsaved changes</span>
        <div class="buttons" id="save-actions"></div>
      </div>
      <div class="app-bar">
        <h1 id="app-title">${APP_NAME}</h1>
        <div class="buttons" id="app-actions"></div>
      </div>
      <div id="progress"></div>
      <iframe
        id="app-frame"
        name="app"
        title="${APP_NAME}"
        src="${frameUrl(shop, options)}"
        data-app-path="${appPath(shop)}"
        data-token-url="${storePath(shop, "/session-token")}"
      ></iframe>
      <div id="toasts" role="status"></div>`,
  });
}

/** Address of the app's frame. Shopify: parameters of the application URL (`shop`, `host`, `embedded`, `id_token`, ...). */
function frameUrl(shop: ShopView, options: AppPageOptions): string {
  const url = new URL(options.path === "" || options.path === "/" ? options.homePath : options.path, options.appOrigin);
  url.searchParams.set("embedded", "1");
  url.searchParams.set("shop", shop.domain);
  url.searchParams.set("host", hostParameter(shop.domain));
  url.searchParams.set("locale", options.locale);
  if (options.sessionToken !== null) url.searchParams.set("id_token", options.sessionToken);
  return url.href;
}

function hostParameter(domain: string): string {
  return Buffer.from(`admin.shopify.com/store/${storeNameOf(domain)}`).toString("base64url");
}

function renderInstallPage(shop: ShopView): string {
  return renderPage({
    title: `Install ${APP_NAME}`,
    shop,
    section: "app",
    body: html`<div class="page">
      <h1>${APP_NAME} is not installed in this store</h1>
      <p class="lead">
        Installing grants the app the access scopes that it declares. The merchant can remove it again at any time.
      </p>
      <form method="post" action="${storePath(shop, "/install")}"><button class="primary">Install app</button></form>
    </div>`,
  });
}
