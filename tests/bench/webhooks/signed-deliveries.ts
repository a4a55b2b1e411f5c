import { createHmac, randomUUID } from "node:crypto";

export interface LinkedShop {
  readonly domain: string;
  /** Numbers of its products in the shop. */
  readonly products: readonly number[];
}

/** Deliveries as they go over the wire, each with an id of its own. */
export interface DeliverySource {
  next(): Buffer;
  /** How many there were. */
  readonly sent: number;
}

const BODIES_PER_SHOP = 10;

/** Endless products/update of these shops, about 3 kB each, signed before anything is measured. */
export function signedDeliveries(shops: readonly LinkedShop[], secret: string): DeliverySource {
  const templates = shops.flatMap((shop) =>
    shop.products.slice(0, BODIES_PER_SHOP).map((product) => template(shop.domain, product, secret)),
  );
  let sent = 0;
  return {
    next() {
      const { head, rest } = templates[sent % templates.length] ?? { head: "", rest: Buffer.alloc(0) };
      sent += 1;
      return Buffer.concat([Buffer.from(`${head}x-shopify-webhook-id: ${randomUUID()}\r\n\r\n`), rest]);
    },
    get sent() {
      return sent;
    },
  };
}

function template(domain: string, product: number, secret: string): { head: string; rest: Buffer } {
  const rest = Buffer.from(JSON.stringify(productBody(product)));
  const head = [
    "POST /webhooks HTTP/1.1",
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${rest.byteLength}`,
    "x-shopify-topic: products/update",
    `x-shopify-shop-domain: ${domain}`,
    "x-shopify-api-version: 2026-10",
    `x-shopify-triggered-at: ${new Date().toISOString()}`,
    `x-shopify-hmac-sha256: ${createHmac("sha256", secret).update(rest).digest("base64")}`,
  ];
  return { head: `${head.join("\r\n")}\r\n`, rest };
}

const at = (number: number) => ({
  updated_at: new Date().toISOString(),
  created_at: "2026-01-01T00:00:00Z",
  id: number,
});

/** As Shopify's sample has it: three variants, an image, a description. */
function productBody(number: number): object {
  return {
    ...at(number),
    admin_graphql_api_id: `gid://shopify/Product/${number}`,
    title: `Product ${number}`,
    body_html: `<p>${"A description of some length. ".repeat(20)}</p>`,
    handle: `product-${number}`,
    vendor: "Acme",
    product_type: "Shirts",
    status: "active",
    published_scope: "web",
    tags: "example, mens, t-shirt",
    variants: ["S", "M", "L"].map((size, index) => ({
      ...at(number * 10 + index),
      admin_graphql_api_id: `gid://shopify/ProductVariant/${number * 10 + index}`,
      product_id: number,
      title: size,
      price: "19.99",
      position: index + 1,
      inventory_policy: "deny",
      compare_at_price: "24.99",
      option1: size,
      option2: null,
      option3: null,
      taxable: true,
      barcode: null,
      sku: `product-${number}-${size}`,
      inventory_item_id: number * 10 + index,
      inventory_quantity: 75,
      old_inventory_quantity: 75,
      image_id: null,
    })),
    options: [{ name: "Size", id: number, product_id: number, position: 1, values: ["S", "M", "L"] }],
    images: [{ position: 1, src: "https://cdn.example.com/image.png", variant_ids: [], ...at(number) }],
    variant_gids: ["S", "M", "L"].map((_size, index) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${number * 10 + index}`,
      updated_at: "2026-01-01T00:00:00.000Z",
    })),
  };
}
