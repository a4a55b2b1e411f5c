import { html, type Html } from "./html.ts";
import type { ShopView } from "./shop-view.ts";

export const APP_NAME = "Catalog Relay";
export const APP_HANDLE = "catalog-relay";

export type AdminSection = "app" | "products" | "ledger";

/** `example` for `example.myshopify.com`: the shop's part of the admin's addresses. */
export const storeNameOf = (domain: string): string => domain.replace(/\.myshopify\.com$/, "");

export const storePath = (shop: ShopView, rest = ""): string => `/store/${storeNameOf(shop.domain)}${rest}`;

export const appPath = (shop: ShopView): string => storePath(shop, `/apps/${APP_HANDLE}`);

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  readonly shop?: ShopView;
  readonly section?: AdminSection;
  readonly script?: string;
}

/** A whole page of the simulated admin. */
export function renderPage(page: PageParts): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Simulated admin</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/admin.css" />
        ${page.script !== undefined && html`<script src="${page.script}" defer></script>`}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <a href="/">Simulated admin</a>
          ${page.shop !== undefined && html`<span>${page.shop.name}</span> <small>${page.shop.domain}</small>`}
          <small>Not Shopify: a stand-in on this machine</small>
        </header>
        ${
          page.shop === undefined
            ? html`<main id="content"><div class="page">${page.body}</div></main>`
            : html`<div class="columns">
                <nav class="side" aria-label="Store">${renderNavigation(page.shop, page.section)}</nav>
                <main id="content">${page.body}</main>
              </div>`
        }
      </body>
    </html>`;
  return document.text;
}

function renderNavigation(shop: ShopView, current: AdminSection | undefined): Html {
  const link = (section: AdminSection, path: string, label: string) =>
    html`<a href="${path}" ${current === section && html`aria-current="true"`}>${label}</a>`;
  return html`<ul>
      <li>${link("products", storePath(shop, "/products"), "Products")}</li>
      <li>${link("ledger", storePath(shop, "/ledger"), "Ledger of writes")}</li>
    </ul>
    <h2>Apps</h2>
    <ul>
      <li>
        ${link("app", appPath(shop), APP_NAME)}
        <ul id="app-navigation"></ul>
      </li>
    </ul>
    <ul>
      <li><a href="/">All stores</a></li>
    </ul>`;
}
