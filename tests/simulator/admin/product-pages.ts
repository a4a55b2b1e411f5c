import { html, type Html } from "./html.ts";
import { renderPage, storePath } from "./layout.ts";
import { renderMerchantForms } from "./merchant-forms.ts";
import type { ProductView, ShopView, VariantView } from "./shop-view.ts";

const PAGE_SIZE = 50;

/** The products of a shop as they are in it now. */
export function renderProductList(shop: ShopView, query: URLSearchParams): string {
  const search = query.get("q") ?? "";
  const offset = Math.max(0, Number.parseInt(query.get("from") ?? "0", 10) || 0);
  const { products, matches } = shop.listProducts({ search, offset, limit: PAGE_SIZE });
  const more = (from: number, label: string) =>
    html`<a href="${storePath(shop, `/products?${new URLSearchParams({ q: search, from: String(from) })}`)}"
      >${label}</a
    >`;
  const notice = query.get("notice");
  return renderPage({
    title: "Products",
    shop,
    section: "products",
    body: html`<div class="page">
      ${notice !== null && html`<p class="notice" role="status">${notice}</p>`}
      <h1>Products</h1>
      <p class="lead">What is in this store now: ${shop.countProducts()} products.</p>
      <form class="line" role="search">
        <label>Title, handle or SKU <input name="q" value="${search}" /></label>
        <button>Search</button>
      </form>
      <div class="card scroll">
        ${
          products.length === 0
            ? html`<p class="empty">${search === "" ? "No product has arrived yet." : "No product matches."}</p>`
            : html`<table>
                <thead>
                  <tr>
                    <th scope="col">Product</th>
                    <th scope="col">Status</th>
                    <th scope="col" class="number">Variants</th>
                    <th scope="col" class="number">Available</th>
                    <th scope="col">Changed (UTC)</th>
                  </tr>
                </thead>
                <tbody>
                  ${products.map((product) => renderListRow(shop, product))}
                </tbody>
              </table>`
        }
      </div>
      <p>
        ${offset > 0 && more(Math.max(0, offset - PAGE_SIZE), "Newer")}
        ${offset + PAGE_SIZE < matches && more(offset + PAGE_SIZE, "Older")}
      </p>
    </div>`,
  });
}

function renderListRow(shop: ShopView, product: ProductView): Html {
  const available = product.variants.reduce((sum, variant) => sum + availableOf(variant), 0);
  return html`<tr>
    <td>
      <a href="${storePath(shop, `/products/${product.id}`)}">${product.title}</a><br /><code>${product.handle}</code>
    </td>
    <td><span class="badge">${product.status.toLowerCase()}</span></td>
    <td class="number">${product.variants.length}</td>
    <td class="number">${available}</td>
    <td><time datetime="${product.updatedAt.toISOString()}">${clockTime(product.updatedAt)}</time></td>
  </tr>`;
}

export interface ProductPageNotes {
  readonly notice: string | null;
  readonly fault: string | null;
}

/** One product with everything that arrived, and what a merchant may do to it. */
export function renderProduct(shop: ShopView, product: ProductView, notes: ProductPageNotes): string {
  return renderPage({
    title: product.title,
    shop,
    section: "products",
    body: html`<div class="page">
      <p><a href="${storePath(shop, "/products")}">Products</a></p>
      ${notes.notice !== null && html`<p class="notice" role="status">${notes.notice}</p>`}
      ${notes.fault !== null && html`<p class="fault" role="alert">${notes.fault}</p>`}
      <h1>${product.title}</h1>
      <p class="lead">
        <span class="badge">${product.status.toLowerCase()}</span> <code>${product.handle}</code>
        ${[product.vendor, product.productType, product.tags.join(", ")].filter((text) => text !== "").join(" · ")}
      </p>
      ${
        product.images.length > 0 &&
        html`<section class="card" aria-label="Images">
          <div class="images">
            ${product.images.map((image) => html`<img src="${image.url}" alt="${image.alt}" />`)}
          </div>
        </section>`
      }
      <section class="card">
        <h2>Variants</h2>
        <div class="scroll">${renderVariants(shop, product)}</div>
      </section>
      ${renderMerchantForms(shop, product)}
      <section class="card">
        <h2>Metafields</h2>
        <div class="scroll">${renderMetafields(product)}</div>
      </section>
      <section class="card">
        <h2>Published to</h2>
        <p>${product.publications.length === 0 ? "No sales channel." : product.publications.join(", ")}</p>
      </section>
    </div>`,
  });
}

function renderVariants(shop: ShopView, product: ProductView): Html {
  const locations = shop.locations();
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Variant</th>
        <th scope="col">SKU</th>
        <th scope="col">Barcode</th>
        <th scope="col" class="number">Price (${shop.currencyCode})</th>
        ${locations.map((location) => html`<th scope="col" class="number">${location.name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${product.variants.map(
        (variant) =>
          html`<tr>
            <td>${variant.title}</td>
            <td><code>${variant.sku ?? ""}</code></td>
            <td><code>${variant.barcode ?? ""}</code></td>
            <td class="number">
              ${variant.price} ${variant.compareAtPrice !== null && html`<br /><s>${variant.compareAtPrice}</s>`}
            </td>
            ${locations.map(
              (location) =>
                html`<td class="number">
                  ${variant.stock.find((level) => level.locationId === location.id)?.available ?? "not stocked"}
                </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function renderMetafields(product: ProductView): Html {
  if (product.metafields.length === 0) return html`<p class="empty">None.</p>`;
  return html`<table>
    <tbody>
      ${product.metafields.map(
        (metafield) =>
          html`<tr>
            <th scope="row"><code>${metafield.namespace}.${metafield.key}</code></th>
            <td>${metafield.type}</td>
            <td><code>${metafield.value}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const availableOf = (variant: VariantView) => variant.stock.reduce((sum, level) => sum + level.available, 0);

const clockTime = (at: Date) => at.toISOString().slice(0, 19).replace("T", " ");
