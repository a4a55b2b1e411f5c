import { expect, test } from "vitest";
import { createProduct, openReadyShop, type OneShop, payloadOf, productInput, userErrorsOf } from "../one-shop.ts";

const add = `mutation Add($productId: ID!, $variants: [ProductVariantsBulkInput!]!, $strategy: ProductVariantsBulkCreateStrategy) {
  productVariantsBulkCreate(productId: $productId, variants: $variants, strategy: $strategy) {
    product { id }
    productVariants { id sku title position inventoryItem { id } }
    userErrors { code field message }
  }
}`;
const update = `mutation Update($productId: ID!, $variants: [ProductVariantsBulkInput!]!, $partial: Boolean) {
  productVariantsBulkUpdate(productId: $productId, variants: $variants, allowPartialUpdates: $partial) {
    productVariants { id price }
    userErrors { code field message }
  }
}`;
const remove = `mutation Remove($productId: ID!, $ids: [ID!]!) {
  productVariantsBulkDelete(productId: $productId, variantsIds: $ids) { product { id } userErrors { code field } }
}`;
const size = (name: string, more: Record<string, unknown> = {}) => ({
  optionValues: [{ optionName: "Size", name }],
  ...more,
});

async function openWithShirt(): Promise<OneShop & { productId: string; variantIds: string[] }> {
  const opened = await openReadyShop();
  await opened.call(createProduct, { input: productInput("p1") });
  const [product] = opened.shop.products();
  return {
    ...opened,
    productId: product?.gid ?? "",
    variantIds: product?.variants.map((variant) => variant.gid) ?? [],
  };
}

test("new values of an existing option are made on the fly", async () => {
  const { call, shop, productId } = await openWithShirt();

  const answer = await call(add, { productId, variants: [size("XL", { inventoryItem: { sku: "SHIRT-XL" } })] });

  expect(payloadOf(answer, "productVariantsBulkCreate")["productVariants"]).toMatchObject([
    { title: "XL", sku: "SHIRT-XL", position: 4 },
  ]);
  expect(shop.products()[0]?.options).toStrictEqual([{ name: "Size", values: ["S", "M", "L", "XL"] }]);
});

test.each([
  {
    rule: "a variant that is there",
    bad: size("M"),
    error: { code: "VARIANT_ALREADY_EXISTS", field: ["variants", "1"] },
  },
  {
    rule: "a variant that is in the call twice",
    bad: size("XL"),
    error: { code: "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE", field: ["variants", "1"] },
  },
  {
    rule: "an unknown option",
    bad: { optionValues: [{ optionName: "Color", name: "Red" }] },
    error: { code: "INVALID_INPUT", field: ["variants", "1", "optionValues", "0"], message: "Option does not exist" },
  },
  {
    rule: "a missing option value",
    bad: {},
    error: {
      code: "NEED_TO_ADD_OPTION_VALUES",
      field: ["variants", "1"],
      message: "You need to add option values for Size",
    },
  },
  {
    rule: "an option named twice",
    bad: {
      optionValues: [
        { optionName: "Size", name: "3XL" },
        { optionName: "Size", name: "4XL" },
      ],
    },
    error: {
      code: "INVALID_INPUT",
      field: ["variants", "1", "optionValues"],
      message: "Duplicated option name 'Size'",
    },
  },
  {
    rule: "a location that is not there",
    bad: size("3XL", { inventoryQuantities: [{ locationId: "gid://shopify/Location/1", availableQuantity: 1 }] }),
    error: { code: "TRACKED_VARIANT_LOCATION_NOT_FOUND", field: ["variants", "1", "inventoryQuantities"] },
  },
  {
    rule: "a negative price",
    bad: size("3XL", { price: -1 }),
    error: { code: "GREATER_THAN_OR_EQUAL_TO", field: ["variants", "1", "price"] },
  },
])("adding variants refuses $rule, and makes none", async ({ bad, error }) => {
  const { call, shop, productId } = await openWithShirt();

  const answer = await call(add, { productId, variants: [size("XL"), bad] });

  expect(payloadOf(answer, "productVariantsBulkCreate")).toMatchObject({ product: null, productVariants: [] });
  expect(userErrorsOf(answer, "productVariantsBulkCreate")).toMatchObject([error]);
  expect(shop.variantCount).toBe(3);
});

test.each([
  { strategy: "DEFAULT", title: "Default Title", left: ["Red"] },
  { strategy: "PRESERVE_STANDALONE_VARIANT", title: "Default Title", left: ["Default Title", "Red"] },
  { strategy: "REMOVE_STANDALONE_VARIANT", title: "Default Title", left: ["Red"] },
])("with $strategy a product without options keeps $left", async ({ strategy, left }) => {
  const { call, shop } = await openReadyShop();
  const productId = shop.merchant.createProduct({ title: "Mug" });

  await call(add, { productId, strategy, variants: [{ optionValues: [{ optionName: "Title", name: "Red" }] }] });

  expect(shop.products()[0]?.variants.map((variant) => variant.title)).toStrictEqual(left);
});

test("without partial updates one bad variant refuses all", async () => {
  const { call, shop, productId, variantIds } = await openWithShirt();

  const answer = await call(update, {
    productId,
    variants: [
      { id: variantIds[0], price: "5" },
      { id: variantIds[1], price: "-1" },
    ],
  });

  expect(userErrorsOf(answer, "productVariantsBulkUpdate")).toStrictEqual([
    {
      code: "GREATER_THAN_OR_EQUAL_TO",
      field: ["variants", "1", "price"],
      message: "Price must be greater than or equal to 0",
    },
  ]);
  expect(shop.products()[0]?.variants.map((variant) => variant.price)).toStrictEqual(["19.90", "19.90", "19.90"]);
});

test("with partial updates the good variants are written and the refused ones are listed unchanged", async () => {
  const { call, productId, variantIds } = await openWithShirt();

  const answer = await call(update, {
    productId,
    partial: true,
    variants: [
      { id: variantIds[0], price: "5" },
      { id: variantIds[1], price: "-1" },
    ],
  });

  expect(payloadOf(answer, "productVariantsBulkUpdate")["productVariants"]).toStrictEqual([
    { id: variantIds[0], price: "5.00" },
    { id: variantIds[1], price: "19.90" },
  ]);
  expect(userErrorsOf(answer, "productVariantsBulkUpdate")).toMatchObject([{ field: ["variants", "1", "price"] }]);
});

test.each([
  {
    rule: "an unknown variant",
    variant: { id: "gid://shopify/ProductVariant/1" },
    code: "PRODUCT_VARIANT_DOES_NOT_EXIST",
  },
  { rule: "a variant without an id", variant: { price: "1" }, code: "PRODUCT_VARIANT_ID_MISSING" },
])("updating refuses $rule and names no variants", async ({ variant, code }) => {
  const { call, productId } = await openWithShirt();

  const answer = await call(update, { productId, variants: [variant] });

  expect(payloadOf(answer, "productVariantsBulkUpdate")["productVariants"]).toBeNull();
  expect(userErrorsOf(answer, "productVariantsBulkUpdate")).toMatchObject([{ code, field: ["variants", "0", "id"] }]);
});

test("stock cannot be set by an update of variants", async () => {
  const { call, shop, productId, variantIds } = await openWithShirt();
  const [location] = shop.locations();

  const answer = await call(update, {
    productId,
    variants: [{ id: variantIds[0], inventoryQuantities: [{ locationId: location?.gid, availableQuantity: 1 }] }],
  });

  expect(userErrorsOf(answer, "productVariantsBulkUpdate")).toMatchObject([
    { code: "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE" },
  ]);
});

test("deleting refuses a variant of another product and deletes none", async () => {
  const { call, shop, productId, variantIds } = await openWithShirt();
  await call(createProduct, { input: productInput("p2") });
  const foreign = shop.products()[1]?.variants[0]?.gid;

  const answer = await call(remove, { productId, ids: [variantIds[0], foreign] });

  expect(userErrorsOf(answer, "productVariantsBulkDelete")).toStrictEqual([
    { code: "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT", field: ["variantsIds", "1"] },
  ]);
  expect(shop.variantCount).toBe(6);
});

test("options that are added replace the lone Title and make the cross product where asked", async () => {
  const { call, shop } = await openReadyShop();
  const productId = shop.merchant.createProduct({ title: "Mug" });
  const createOptions = `mutation O($productId: ID!, $options: [OptionCreateInput!]!, $strategy: ProductOptionCreateVariantStrategy) {
    productOptionsCreate(productId: $productId, options: $options, variantStrategy: $strategy) { product { id } userErrors { code field } }
  }`;
  const color = { name: "Color", values: [{ name: "Red" }, { name: "Blue" }] };
  const fit = { name: "Fit", values: [{ name: "Wide" }, { name: "Slim" }] };

  await call(createOptions, { productId, options: [color] });
  const asIs = shop.products()[0]?.variants.map((variant) => variant.title);
  await call(createOptions, { productId, options: [fit], strategy: "CREATE" });
  const crossed = shop.products()[0]?.variants.map((variant) => variant.title);

  expect(asIs).toStrictEqual(["Red"]);
  expect(crossed).toStrictEqual(["Red / Wide", "Red / Slim", "Blue / Wide", "Blue / Slim"]);
});
