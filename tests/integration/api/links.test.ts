import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { loader as findProductLinks } from "#app/routes/api.v1.product-links.ts";
import { loader as readStore } from "#app/routes/api.v1.stores.$storeId._index.ts";
import { loader as listStores } from "#app/routes/api.v1.stores._index.ts";
import { loader as findVariantLinks } from "#app/routes/api.v1.variant-links.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });

test("a product and its variants are found in every shop by our ids and by those of Shopify", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const { id: productId, variantIds } = await addProduct(world, { sizes: ["S", "M"] });
  await approveProducts(world.ctx, { selection: { kind: "products", ids: [productId] } });
  const storeIds = [...world.storeIds.values()];
  for (const storeId of storeIds) await drainStore(world.ctx, { storeId }, new AbortController().signal);
  const call = await openApi(contextOf(world));
  const itemsOf = async (handler: typeof findProductLinks, search: Record<string, string>) =>
    ((await call(handler, { search })).body as { items: Record<string, string>[] }).items;

  const products = await itemsOf(findProductLinks, { productId });
  const { shopifyProductId = "", storeId = "" } = products[0] ?? {};
  const variants = await itemsOf(findVariantLinks, { productId, storeId });
  const { variantId = "", shopifyVariantId = "", shopifyInventoryItemId = "" } = variants[0] ?? {};

  expect(products.map((link) => link["storeId"]).toSorted()).toEqual(storeIds.toSorted());
  expect(variants.map((link) => link["variantId"]).toSorted()).toEqual(variantIds.toSorted());
  const number = shopifyProductId.split("/").at(-1) ?? "";
  expect(await itemsOf(findProductLinks, { shopifyProductId: number, storeId })).toMatchObject([
    { productId, storeId },
  ]);
  expect(await itemsOf(findVariantLinks, { variantId })).toHaveLength(2);
  expect(await itemsOf(findVariantLinks, { shopifyVariantId, storeId })).toMatchObject([{ variantId }]);
  expect(await itemsOf(findVariantLinks, { shopifyInventoryItemId, storeId })).toMatchObject([{ variantId }]);
});

test("links are asked for by one key, and of another organization there are none", async () => {
  await using world = await openUploadWorld();
  const { id: productId } = await addProduct(world);
  await using theirs = await openUploadWorld();
  const call = await openApi(contextOf(theirs));

  const none = await call(findProductLinks);
  const both = await call(findProductLinks, { search: { productId, shopifyProductId: "1" } });
  const everywhere = await call(findVariantLinks, { search: { productId } });
  const ours = await call(findProductLinks, { search: { productId } });

  expect([none.status, both.status, everywhere.status]).toEqual([422, 422, 422]);
  expect(ours).toMatchObject({ status: 200, body: { items: [] } });
});

test("the stores of the organization are listed and read, and no others", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  await using theirs = await openUploadWorld();
  const call = await openApi(contextOf(world), ["view"]);
  const [storeId = ""] = [...world.storeIds.values()];
  const [foreignId = ""] = [...theirs.storeIds.values()];

  const list = await call(listStores);
  const one = await call(readStore, { params: { storeId } });
  const foreign = await call(readStore, { params: { storeId: foreignId } });

  expect((list.body as { items: { id: string }[] }).items.map(({ id }) => id).toSorted()).toEqual(
    [...world.storeIds.values()].toSorted(),
  );
  expect(one).toMatchObject({ status: 200, body: { id: storeId, status: "CONNECTED" } });
  expect(foreign).toMatchObject({ status: 404, body: { code: "store.not-found" } });
});
