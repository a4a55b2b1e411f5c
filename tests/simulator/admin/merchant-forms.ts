import { html, type Html } from "./html.ts";
import { storePath } from "./layout.ts";
import type { ProductView, ShopView } from "./shop-view.ts";

/** The merchant's hand: what happens in a shop behind the app's back. */
export function renderMerchantForms(shop: ShopView, product: ProductView): Html {
  const action = (verb: string) => storePath(shop, `/products/${product.id}/${verb}`);
  const variant = html`<label
    >Variant
    <select name="variant">
      ${product.variants.map((one) => html`<option value="${one.id}">${one.title}</option>`)}
    </select></label
  >`;
  return html`<section class="card">
    <h2>What a merchant may do</h2>
    <p class="lead">
      These change the store directly, as staff of the store would. The app learns of them by webhooks.
    </p>
    <form class="line" method="post" action="${action("rename")}">
      <label>Title <input name="title" value="${product.title}" required /></label>
      <button>Rename</button>
    </form>
    <form class="line" method="post" action="${action("price")}">
      ${variant}
      <label>Price <input name="price" inputmode="decimal" pattern="\\d+(\\.\\d{1,2})?" required /></label>
      <button>Set price</button>
    </form>
    <form class="line" method="post" action="${action("stock")}">
      ${variant}
      <label
        >Location
        <select name="location">
          ${shop.locations().map((location) => html`<option value="${location.id}">${location.name}</option>`)}
        </select></label
      >
      <label>Available <input name="available" type="number" step="1" required /></label>
      <button>Set stock</button>
    </form>
    <form class="line" method="post" action="${action("order")}">
      ${variant}
      <label>Quantity <input name="quantity" type="number" min="1" step="1" value="1" required /></label>
      <button>Place an order</button>
    </form>
    <form class="line" method="post" action="${action("variant")}">
      ${product.options.map((option) => html`<label>${option.name} <input name="value" required /></label>`)}
      <label>Price <input name="price" inputmode="decimal" pattern="\\d+(\\.\\d{1,2})?" required /></label>
      <button>Add a variant</button>
    </form>
    <form class="line" method="post" action="${action("image")}">
      <label>Address of an image <input name="url" type="url" required /></label>
      <button>Add an image</button>
    </form>
    <form class="line" method="post" action="${action("delete")}">
      <button class="danger">Delete this product</button>
    </form>
  </section>`;
}
