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

test("collections are found by their handles and by words of their titles, and come in the order of these", async () => {
  const { call, shop } = openShop();
  for (const title of ["Winter", "late Summer", "Summer Sale"]) shop.merchant.collections.create(title);
  const document = `query Find($query: String) {
    collections(first: 5, query: $query, sortKey: TITLE) { nodes { title } pageInfo { hasNextPage } }
  }`;
  const find = async (query: string | null) => (await call(document, { query })).data?.["collections"];
  const titled = (...titles: string[]) => ({
    nodes: titles.map((title) => ({ title })),
    pageInfo: { hasNextPage: false },
  });

  expect(await find(null)).toEqual(titled("late Summer", "Summer Sale", "Winter"));
  expect(await find("title:summer*")).toEqual(titled("late Summer", "Summer Sale"));
  expect(await find("title:summer")).toEqual(titled());
  expect(await find("handle:winter collection_type:custom")).toEqual(titled("Winter"));
  expect(await find("collection_type:smart")).toEqual(titled());
});

test("publications of sales channels are those of apps, and need their scope", async () => {
  const { call, simulator } = openShop({ shop: { publications: ["Online Store", "Shop"] } });
  const names = async (type: string) =>
    (await call(`{ publications(first: 5, catalogType: ${type}) { nodes { name } } }`)).data?.["publications"];

  expect(await names("APP")).toEqual({ nodes: [{ name: "Online Store" }, { name: "Shop" }] });
  expect(await names("MARKET")).toEqual({ nodes: [] });

  simulator.changeScopes("alpha.myshopify.com", ["write_products"]);
  const { errors } = await call(`{ publications(first: 5) { nodes { name } } }`);
  expect(errors?.map(({ extensions }) => extensions?.["code"])).toEqual(["ACCESS_DENIED"]);
});
