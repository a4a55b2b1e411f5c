import { expect, test } from "vitest";
import {
  createProduct,
  defineIdentity,
  identity,
  identityDefinition,
  openReadyShop,
  openShop,
  payloadOf,
  productInput,
  userErrorsOf,
} from "../one-shop.ts";

const find = `query Find($identity: UniqueMetafieldValueInput!) {
  productByIdentifier(identifier: { customId: $identity }) { id handle }
}`;

test("a second create with the same identity is refused and the first product stays as it was", async () => {
  const { call, shop } = await openReadyShop();
  await call(createProduct, { input: productInput("p1") });
  const [before] = shop.products();

  const answer = await call(createProduct, { input: { ...productInput("p1"), title: "Another" } });

  expect(payloadOf(answer, "productSet")["product"]).toBeNull();
  expect(userErrorsOf(answer, "productSet")).toMatchObject([
    { code: "INVALID_METAFIELD", field: ["input", "metafields", "0", "value"] },
  ]);
  expect(shop.products()).toStrictEqual([before]);
});

test("of two creates at once with the same identity one wins", async () => {
  const { call, shop } = await openReadyShop();

  const answers = await Promise.all([1, 2].map(() => call(createProduct, { input: productInput("p1") })));

  const codes = answers.map((answer) => userErrorsOf(answer, "productSet").map((error) => error.code));
  expect(codes).toStrictEqual([[], ["INVALID_METAFIELD"]]);
  expect(shop.ledger.productCreates()).toHaveLength(1);
});

test("a product is found by its identity as soon as it is created", async () => {
  const { call } = await openReadyShop({ fidelity: { searchIndexLagMs: 60_000 } });
  const created = await call(createProduct, { input: productInput("p1") });

  const found = await call(find, { identity: { ...identity, value: "p1" } });
  const other = await call(find, { identity: { ...identity, value: "p2" } });

  expect(found.data?.["productByIdentifier"]).toStrictEqual(payloadOf(created, "productSet")["product"]);
  expect(other.data).toStrictEqual({ productByIdentifier: null });
  expect(other.errors).toBeUndefined();
});

test("without the definition a look-up by identity is an error, not an absence", async () => {
  const { call } = openShop();

  const answer = await call(find, { identity: { ...identity, value: "p1" } });

  expect(answer.data).toStrictEqual({ productByIdentifier: null });
  expect(answer.errors).toMatchObject([
    {
      message: "Metafield definition of type 'id' is required when using custom ids.",
      extensions: { code: "NOT_FOUND" },
      path: ["productByIdentifier"],
    },
  ]);
});

test("the definition of an app is answered with its canonical namespace and made once", async () => {
  const { call } = openShop();

  const first = await call(defineIdentity, identityDefinition);
  const second = await call(defineIdentity, identityDefinition);

  expect(payloadOf(first, "metafieldDefinitionCreate")["createdDefinition"]).toMatchObject({
    namespace: expect.stringMatching(/^app--\d+--relay$/),
    key: "product_id",
  });
  expect(userErrorsOf(second, "metafieldDefinitionCreate")).toMatchObject([
    { code: "TAKEN", field: ["definition", "key"] },
  ]);
});

test("a definition of type id cannot go without unique values", async () => {
  const { call } = openShop();

  const answer = await call(defineIdentity, {
    definition: { ...identityDefinition.definition, capabilities: { uniqueValues: { enabled: false } } },
  });

  expect(userErrorsOf(answer, "metafieldDefinitionCreate")).toMatchObject([
    { code: "CAPABILITY_REQUIRED_BUT_DISABLED" },
  ]);
});

test("the identity of a deleted product is free again", async () => {
  const { call, shop } = await openReadyShop();
  await call(createProduct, { input: productInput("p1") });
  const [first] = shop.products();
  shop.merchant.deleteProduct(first?.gid ?? "");

  const answer = await call(createProduct, { input: productInput("p1") });

  expect(userErrorsOf(answer, "productSet")).toStrictEqual([]);
  expect(shop.ledger.duplicatesByIdentity()).toStrictEqual([{ identity: "p1", creates: 2 }]);
});

test("a definition that comes late still sees the values that are there", async () => {
  const { call, shop } = openShop();
  const namespace = "custom";
  shop.merchant.createProduct({ title: "Old" });
  const [old] = shop.products();
  const field = { namespace, key: "code", type: "single_line_text_field", value: "A" };
  shop.merchant.setMetafield(old?.gid ?? "", field);
  await call(defineIdentity, {
    definition: {
      name: "Code",
      namespace,
      key: "code",
      ownerType: "PRODUCT",
      type: "single_line_text_field",
      capabilities: { uniqueValues: { enabled: true } },
    },
  });

  const answer = await call(createProduct, { input: { title: "New", metafields: [field] } });

  expect(userErrorsOf(answer, "productSet")).toMatchObject([{ code: "INVALID_METAFIELD" }]);
});
