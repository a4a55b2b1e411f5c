import { expect, test } from "vitest";
import { createProduct, openReadyShop, payloadOf, productInput, userErrorsOf } from "../one-shop.ts";

const update = `mutation Update($identifier: ProductUpdateIdentifiers, $product: ProductUpdateInput!) {
  productUpdate(identifier: $identifier, product: $product) { product { id title } userErrors { field message } }
}`;

test("an update changes what it names and leaves variants, tags and metafields alone", async () => {
  const { call, shop } = await openReadyShop();
  await call(createProduct, { input: { ...productInput("p1"), tags: ["kept"] } });
  const [before] = shop.products();

  await call(update, {
    identifier: { customId: { namespace: "$app:relay", key: "product_id", value: "p1" } },
    product: { title: "Renamed" },
  });

  expect(shop.products()).toStrictEqual([{ ...before, title: "Renamed" }]);
});

test.each([
  { rule: "a blank title", product: { title: " " }, field: ["title"], message: "Title can't be blank" },
  {
    rule: "a handle of another product",
    product: { handle: "mug" },
    field: ["input", "handle"],
    message: "Handle 'mug' already in use. Please provide a new handle.",
  },
  {
    rule: "a vendor that is too long",
    product: { vendor: "v".repeat(256) },
    field: ["vendor"],
    message: "Vendor is too long (maximum is 255 characters)",
  },
  {
    rule: "a tag that is too long",
    product: { tags: ["t".repeat(256)] },
    field: ["tags"],
    message: "Product tags is invalid",
  },
])("an update with $rule is refused and answers the product as it stands", async ({ product, field, message }) => {
  const { call, shop } = await openReadyShop();
  shop.merchant.createProduct({ title: "Mug" });
  const id = shop.merchant.createProduct({ title: "Cup" });

  const answer = await call(update, { product: { id, ...product } });

  expect(payloadOf(answer, "productUpdate")["product"]).toStrictEqual({ id, title: "Cup" });
  expect(userErrorsOf(answer, "productUpdate")).toStrictEqual([{ field, message }]);
});

test("an update of a product that is gone says so", async () => {
  const { call } = await openReadyShop();

  const answer = await call(update, { product: { id: "gid://shopify/Product/1", title: "Ghost" } });

  expect(payloadOf(answer, "productUpdate")).toStrictEqual({
    product: null,
    userErrors: [{ field: ["id"], message: "Product does not exist" }],
  });
});
