import { expect, test } from "vitest";
import { createProduct, idIn, openReadyShop, payloadOf, productInput, userErrorsOf } from "../one-shop.ts";

const update = `mutation Update($product: ProductUpdateInput!) {
  productUpdate(product: $product) {
    product { id collections(first: 10) { nodes { title } } }
    userErrors { field message }
  }
}`;

const unknown = "gid://shopify/Collection/1";

async function openShopWithCollections(...titles: string[]) {
  const opened = await openReadyShop();
  return { ...opened, gids: titles.map((title) => opened.shop.merchant.collections.create(title)) };
}

test("a product is created in the collections that are named, and a list that is sent again leaves it in no other", async () => {
  const { call, shop, gids } = await openShopWithCollections("Sale", "New");
  const created = await call(createProduct, { input: { ...productInput("p1"), collections: gids } });
  const before = shop.products()[0]?.collectionGids;

  const id = idIn(created, "productSet", "product");
  await call(createProduct, { input: { id, collections: [gids[1]] } });
  const declared = shop.products()[0]?.collectionGids;
  await call(createProduct, { input: { id, title: "Renamed" } });

  expect([before, declared, shop.products()[0]?.collectionGids]).toEqual([gids, [gids[1]], [gids[1]]]);
});

test("a collection that the shop does not have refuses the whole product", async () => {
  const { call, shop, gids } = await openShopWithCollections("Sale");

  const answer = await call(createProduct, { input: { ...productInput("p1"), collections: [...gids, unknown] } });

  expect(userErrorsOf(answer, "productSet")).toMatchObject([
    { field: ["input", "collections", "1"], message: "Collection does not exist" },
  ]);
  expect(shop.products()).toEqual([]);
});

test("a collection that the shop does not have is passed over where the switch says so", async () => {
  const { call, shop } = await openReadyShop({ fidelity: { unknownCollections: "ignored" } });

  const answer = await call(createProduct, { input: { ...productInput("p1"), collections: [unknown] } });

  expect(userErrorsOf(answer, "productSet")).toEqual([]);
  expect(shop.products()).toMatchObject([{ collectionGids: [] }]);
});

test("an update joins and leaves the collections that it names, and no other", async () => {
  const { call, shop, gids } = await openShopWithCollections("Sale", "New", "Handpicked");
  const [sale = "", fresh = "", handpicked = ""] = gids;
  const created = await call(createProduct, { input: { ...productInput("p1"), collections: [sale] } });
  const id = idIn(created, "productSet", "product");
  shop.merchant.collections.addProduct(handpicked, id);

  const answer = await call(update, {
    product: { id, collectionsToJoin: [fresh, handpicked], collectionsToLeave: [sale] },
  });
  const refused = await call(update, { product: { id, title: "No", collectionsToJoin: [unknown] } });

  expect(payloadOf(answer, "productUpdate")["product"]).toMatchObject({
    collections: { nodes: [{ title: "Handpicked" }, { title: "New" }] },
  });
  expect(userErrorsOf(refused, "productUpdate")).toEqual([
    { field: ["collectionsToJoin", "0"], message: "Collection does not exist" },
  ]);
  expect(shop.products()).toMatchObject([{ title: "Shirt", collectionGids: [handpicked, fresh] }]);
});

test("a collection shows its products, and its deletion takes none of them along", async () => {
  const { call, shop, gids } = await openShopWithCollections("Sale");
  const [sale = ""] = gids;
  await call(createProduct, { input: { ...productInput("p1"), collections: [sale] } });
  const read = `query Read($id: ID!) { collection(id: $id) { title products(first: 5) { nodes { title } } productsCount { count } } }`;

  const there = await call(read, { id: sale });
  shop.merchant.collections.delete(sale);
  const gone = await call(read, { id: sale });

  expect(there.data).toEqual({
    collection: { title: "Sale", products: { nodes: [{ title: "Shirt" }] }, productsCount: { count: 1 } },
  });
  expect(gone.data).toEqual({ collection: null });
  expect(shop.products()).toMatchObject([{ title: "Shirt", collectionGids: [] }]);
});
