import { expect, test } from "vitest";
import { openShop, payloadOf } from "../one-shop.ts";

const set = `mutation Set($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { metafields { value } userErrors { code field message elementIndex } }
}`;
const remove = `mutation Delete($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) { deletedMetafields { namespace key } userErrors { field message } }
}`;

test("a metafield is deleted once; again, and for another app's, it is not", async () => {
  const { call, shop } = openShop();
  const ownerId = shop.merchant.createProduct({ title: "Shirt" });
  const name = { ownerId, namespace: "custom", key: "care" };
  await call(set, { metafields: [{ ...name, type: "single_line_text_field", value: "Wash" }] });

  const deleted = await call(remove, { metafields: [name] });
  const again = await call(remove, { metafields: [name] });
  const foreign = await call(remove, { metafields: [{ ...name, namespace: "app--999999999999" }] });

  expect(payloadOf(deleted, "metafieldsDelete")["deletedMetafields"]).toEqual([{ namespace: "custom", key: "care" }]);
  expect(shop.findProduct(ownerId)?.metafields).toEqual([]);
  expect(payloadOf(again, "metafieldsDelete")).toEqual({ deletedMetafields: [null], userErrors: [] });
  expect(payloadOf(foreign, "metafieldsDelete")["userErrors"]).toHaveLength(1);
});

test.each([
  ["boolean", " TRUE ", "true"],
  ["boolean", "0", "false"],
  ["number_integer", "5.000", "5"],
  ["number_decimal", "1.1234567891", "1.123456789"],
])("a %s written as %j is kept as %j", async (type, value, kept) => {
  const { call, shop } = openShop();
  const ownerId = shop.merchant.createProduct({ title: "Shirt" });

  const answer = await call(set, { metafields: [{ ownerId, namespace: "custom", key: "fact", type, value }] });

  expect(payloadOf(answer, "metafieldsSet")["metafields"]).toEqual([{ value: kept }]);
});

test("the entry of a list that is at fault is told, and a reference to nothing is refused", async () => {
  const { call, shop } = openShop();
  const ownerId = shop.merchant.createProduct({ title: "Shirt" });
  const errorsOf = async (type: string, value: string): Promise<unknown> => {
    const answer = await call(set, { metafields: [{ ownerId, namespace: "custom", key: "fact", type, value }] });
    return payloadOf(answer, "metafieldsSet")["userErrors"];
  };

  expect(await errorsOf("list.number_integer", '[1,"x"]')).toMatchObject([{ code: "INVALID_VALUE", elementIndex: 1 }]);
  expect(await errorsOf("product_reference", "gid://shopify/Product/999999998")).toMatchObject([
    { message: "Value references non-existent resource gid://shopify/Product/999999998." },
  ]);
  expect(await errorsOf("product_reference", ownerId)).toEqual([]);
});

test("a definition is deleted, with its metafields where that is asked for", async () => {
  const { call, shop } = openShop();
  const ownerId = shop.merchant.createProduct({ title: "Shirt" });
  const definition = {
    name: "Care",
    namespace: "custom",
    key: "care",
    ownerType: "PRODUCT",
    type: "single_line_text_field",
  };
  const made = await call(
    `mutation Define($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $definition) { createdDefinition { id access { admin storefront } } } }`,
    { definition },
  );
  const { id, access } = payloadOf(made, "metafieldDefinitionCreate")["createdDefinition"] as Record<string, unknown>;
  await call(set, { metafields: [{ ownerId, namespace: "custom", key: "care", value: "Wash" }] });

  const deleted = await call(
    `mutation Delete($id: ID!) { metafieldDefinitionDelete(id: $id, deleteAllAssociatedMetafields: true) { deletedDefinitionId userErrors { code } } }`,
    { id },
  );

  expect(access).toEqual({ admin: "PUBLIC_READ_WRITE", storefront: "NONE" });
  expect(payloadOf(deleted, "metafieldDefinitionDelete")).toEqual({ deletedDefinitionId: id, userErrors: [] });
  expect(shop.findProduct(ownerId)?.metafields).toEqual([]);
});
