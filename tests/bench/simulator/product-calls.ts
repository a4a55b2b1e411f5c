import { CREATE_PRODUCT } from "#app/shopify/operations/create-product.ts";
import { DEFINE_IDENTITY, IDENTITY } from "#app/shopify/operations/identity.ts";

export const SHOP_DOMAIN = "bench.myshopify.com";
export const VARIANTS_PER_PRODUCT = 3;
export const GRAPHQL_PATH = "/admin/api/2026-10/graphql.json";

/** The body of the call that a new shop gets first. */
export const definitionBody = JSON.stringify({
  query: DEFINE_IDENTITY,
  variables: {
    definition: { ...IDENTITY, name: "Our product id", ownerType: "PRODUCT", access: { admin: "MERCHANT_READ" } },
  },
});

/** The body of the product's own create call for one product of three variants; `number` tells products apart. */
export function createBody(number: number): string {
  const sizes = ["S", "M", "L"].slice(0, VARIANTS_PER_PRODUCT);
  const input = {
    title: `Shirt ${number}`,
    handle: `shirt-${number}`,
    descriptionHtml: "<p>A shirt to count with, long enough to be like one that somebody sells.</p>",
    vendor: "Bench",
    productType: "Shirt",
    tags: ["bench", "shirt"],
    status: "ACTIVE",
    metafields: [{ ...IDENTITY, value: `product-${number}` }],
    productOptions: [{ name: "Size", position: 1, values: sizes.map((name) => ({ name })) }],
    variants: sizes.map((name) => ({
      optionValues: [{ optionName: "Size", name }],
      sku: `SHIRT-${number}-${name}`,
      barcode: `40${number}${name}`,
      price: "19.90",
      inventoryItem: { tracked: true, measurement: { weight: { value: 0.3, unit: "KILOGRAMS" } } },
    })),
  };
  return JSON.stringify({ query: CREATE_PRODUCT, variables: { input } });
}

/** @throws Error unless the product was made. */
export function checkCreated(status: number, body: string): void {
  if (status === 200 && body.includes('"userErrors":[]') && body.includes('"handle":"shirt-')) return;
  throw new Error(`A product was not made: HTTP ${status} ${body.slice(0, 500)}`);
}
