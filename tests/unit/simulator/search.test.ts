import { expect, test } from "vitest";
import { parseTerms, searchTest } from "#tests/simulator/types/search/search-expression.ts";
import { openShop } from "./one-shop.ts";

const words = (query: string) =>
  searchTest<readonly string[]>(query, (row, { field, value }) =>
    row.includes(field === null ? value : `${field}=${value}`),
  );

test.each([
  ["a b", ["a", "b"], true],
  ["a b", ["a"], false],
  ["a AND b", ["a", "b"], true],
  ["a OR b", ["b"], true],
  ["a OR b c", ["a"], true],
  ["a OR b c", ["b"], false],
  ["(a OR b) c", ["b"], false],
  ["(a OR b) c", ["b", "c"], true],
  ["-a b", ["b"], true],
  ["NOT a b", ["a", "b"], false],
  ["-(a OR b) c", ["c"], true],
  ["-(a OR b) c", ["b", "c"], false],
  ["vendor:NIKE", ["vendor=NIKE"], true],
  ["vendor:'Two words'", ["vendor=Two words"], true],
  ["tag:a\\-1", ["tag=a-1"], true],
  ["", [], true],
])("%s finds %j: %s", (query, row, isFound) => {
  expect(words(query)(row)).toBe(isFound);
});

test("a comparison goes with its value", () => {
  expect(
    parseTerms("id:>=5 created_at:<'2026-01-01'").map(({ field, comparison, value }) => [field, comparison, value]),
  ).toEqual([
    ["id", ":>=", "5"],
    ["created_at", ":<", "2026-01-01"],
  ]);
});

test("products come in the order of their titles or of their stock", async () => {
  const { call, shop } = openShop();
  for (const [title, stock] of [
    ["Coat", 1],
    ["apron", 9],
    ["Boots", 5],
  ] as const) {
    const gid = shop.merchant.createProduct({ title });
    const variant = shop.findProduct(gid)?.variants[0]?.gid ?? "";
    shop.merchant.setStock(variant, stock);
    await call(
      `mutation Track($id: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $id, variants: $variants) { userErrors { message } } }`,
      { id: gid, variants: [{ id: variant, inventoryItem: { tracked: true } }] },
    );
  }

  const { data } = await call(`{
    titles: products(first: 5, sortKey: TITLE) { nodes { title } }
    stock: products(first: 5, sortKey: INVENTORY_TOTAL, reverse: true) { nodes { title } }
  }`);

  expect(data).toEqual({
    titles: { nodes: [{ title: "apron" }, { title: "Boots" }, { title: "Coat" }] },
    stock: { nodes: [{ title: "apron" }, { title: "Boots" }, { title: "Coat" }] },
  });
});

test("inventory items are found by SKU, tracking and number", async () => {
  const { call, shop } = openShop();
  const gid = shop.merchant.createProduct({ title: "Shirt" });
  const variant = shop.findProduct(gid)?.variants[0];
  shop.merchant.editVariant(variant?.gid ?? "", { sku: "S-1" });
  shop.merchant.createProduct({ title: "Hat" });
  const number = variant?.inventoryItemGid.split("/").at(-1) ?? "";
  const find = async (query: string) =>
    (await call(`query Find($query: String) { inventoryItems(first: 5, query: $query) { nodes { id } } }`, { query }))
      .data;

  const found = { inventoryItems: { nodes: [{ id: variant?.inventoryItemGid }] } };
  expect(await find("sku:S-1")).toEqual(found);
  expect(await find(`id:${number}`)).toEqual(found);
  expect(await find("tracked:true")).toEqual({ inventoryItems: { nodes: [] } });
});
