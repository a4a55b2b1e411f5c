import { expect, test } from "vitest";
import { openReadyShop, payloadOf, userErrorsOf } from "../one-shop.ts";

const set = `mutation Set($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { metafields { key value compareDigest } userErrors { code field message } }
}`;
const field = { namespace: "custom", key: "color", type: "single_line_text_field", value: "red" };

test("metafields of products and variants are set in one call, all or none", async () => {
  const { call, shop } = await openReadyShop();
  const product = shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0]?.gid;

  const mixed = await call(set, {
    metafields: [
      { ownerId: product, ...field },
      { ownerId: variant, ...field, type: "number_integer", value: "many" },
    ],
  });
  const afterMixed = shop.products()[0]?.metafields;
  await call(set, { metafields: [product, variant].map((ownerId) => ({ ownerId, ...field })) });

  expect(userErrorsOf(mixed, "metafieldsSet")).toStrictEqual([
    { code: "INVALID_VALUE", field: ["metafields", "1", "value"], message: "Value must be an integer." },
  ]);
  expect(afterMixed).toStrictEqual([]);
  expect(shop.products()[0]?.metafields).toStrictEqual([field]);
  expect(shop.products()[0]?.variants[0]?.metafields).toStrictEqual([field]);
});

test("a digest that is not the present one refuses the write", async () => {
  const { call, shop } = await openReadyShop();
  const ownerId = shop.merchant.createProduct({ title: "Mug" });
  await call(set, { metafields: [{ ownerId, ...field, compareDigest: null }] });

  const answer = await call(set, { metafields: [{ ownerId, ...field, value: "blue", compareDigest: null }] });

  expect(userErrorsOf(answer, "metafieldsSet")).toMatchObject([{ code: "STALE_OBJECT", field: ["metafields", "0"] }]);
  expect(shop.products()[0]?.metafields).toStrictEqual([field]);
});

test("the twenty-sixth metafield is one too many", async () => {
  const { call, shop } = await openReadyShop();
  const ownerId = shop.merchant.createProduct({ title: "Mug" });
  const metafields = Array.from({ length: 26 }, (_, index) => ({ ownerId, ...field, key: `key_${index}` }));

  const answer = await call(set, { metafields });

  expect(payloadOf(answer, "metafieldsSet")["metafields"]).toStrictEqual([]);
  expect(userErrorsOf(answer, "metafieldsSet")).toMatchObject([
    { code: "LESS_THAN_OR_EQUAL_TO", field: ["metafields"] },
  ]);
});

test.each([
  { type: "boolean", value: "yes", message: "Value must be true or false." },
  { type: "color", value: "blue", message: "Value must be a hex color code." },
  { type: "date", value: "2026/06/21", message: "Value must be in YYYY-MM-DD format." },
  { type: "number_decimal", value: "10000000000000.1", message: "Value can't exceed 9999999999999." },
  {
    type: "url",
    value: "ftp://x",
    message: "Value must be one of the following URL schemes: http, https, mailto, sms, tel.",
  },
  {
    type: "money",
    value: '{"amount":"1.00","currency_code":"ZZZ"}',
    message: "Value contains an invalid currency, ZZZ.",
  },
  { type: "weight", value: '{"value":1,"unit":"bogus"}', message: "Value must be a supported unit." },
  { type: "list.number_integer", value: '[1,"x"]', message: "Value must be an integer." },
  { type: "single_line_text_field", value: "", message: "Value can't be blank." },
])("the value $value is none of type $type", async ({ type, value, message }) => {
  const { call, shop } = await openReadyShop();
  const ownerId = shop.merchant.createProduct({ title: "Mug" });

  const answer = await call(set, { metafields: [{ ownerId, ...field, type, value }] });

  expect(userErrorsOf(answer, "metafieldsSet")).toStrictEqual([
    { code: "INVALID_VALUE", field: ["metafields", "0", "value"], message },
  ]);
});
