import { html, type Html } from "./html.ts";
import { APP_NAME, appPath, renderPage, storePath } from "./layout.ts";
import type { LedgerLine, ShopView } from "./shop-view.ts";

const LEDGER_LINES = 500;

/** Where a person starts: every simulated store. */
export function renderShopList(shops: readonly ShopView[]): string {
  return renderPage({
    title: "Stores",
    body: html`<h1>Stores</h1>
      <p class="lead">
        Each of these is a simulated store with its own products, stock and limits. Open one to see ${APP_NAME} inside
        its admin, or its products to see what has arrived.
      </p>
      <div class="grid">
        ${shops.map(
          (shop) =>
            html`<section class="card">
              <a class="shop" href="${appPath(shop)}"><strong>${shop.name}</strong> ${shop.domain}</a>
              <p>
                ${shop.countProducts()} products${shop.isAppInstalled() ? "" : `, ${APP_NAME} not installed`}<br />
                <a href="${appPath(shop)}">Open ${APP_NAME}</a> · <a href="${storePath(shop, "/products")}">Products</a>
              </p>
            </section>`,
        )}
      </div>`,
  });
}

/** Every write that the shop really applied, newest first. */
export function renderLedger(shop: ShopView): string {
  const lines = shop.ledger(LEDGER_LINES);
  return renderPage({
    title: "Ledger of writes",
    shop,
    section: "ledger",
    body: html`<div class="page">
      <h1>Ledger of writes</h1>
      <p class="lead">What this store really applied, newest first: refused and throttled calls are not in it.</p>
      <div class="card scroll">
        ${lines.length === 0 ? html`<p class="empty">Nothing has been written yet.</p>` : renderLedgerTable(shop, lines)}
      </div>
      <section class="card">
        <h2>App</h2>
        ${
          shop.isAppInstalled()
            ? html`<form method="post" action="${storePath(shop, "/uninstall")}">
                <button class="danger">Uninstall ${APP_NAME} from this store</button>
              </form>`
            : html`<p>${APP_NAME} is not installed. <a href="${appPath(shop)}">Install it</a></p>`
        }
      </section>
    </div>`,
  });
}

function renderLedgerTable(shop: ShopView, lines: readonly LedgerLine[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col" class="number">No.</th>
        <th scope="col">Time (UTC)</th>
        <th scope="col">Operation</th>
        <th scope="col">Effect</th>
        <th scope="col">Product</th>
        <th scope="col" class="number">Variants</th>
        <th scope="col" class="number">Points</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        (line) =>
          html`<tr>
            <td class="number">${line.sequence}</td>
            <td>${line.at.toISOString().slice(11, 23)}</td>
            <td><code>${line.operation}</code></td>
            <td>${line.effect}</td>
            <td>
              ${line.productId !== null && html`<a href="${storePath(shop, `/products/${line.productId}`)}">${line.productId}</a>`}
            </td>
            <td class="number">${line.variantCount}</td>
            <td class="number">${line.costPoints}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
