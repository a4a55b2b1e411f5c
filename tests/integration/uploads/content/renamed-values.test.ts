import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

async function upload(world: UploadWorld, id: string) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  return world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } });
}

/** The product's first value is renamed from S to Small, and a new variant gets the S. */
async function giveOldValueToNewVariant(world: UploadWorld, id: string, first: string) {
  const { db } = world.ctx;
  const added = await addVariant(world, id, "S again");
  await db.variant.update({ where: { id: first }, data: { optionValues: ["Small"] } });
  await db.variant.update({ where: { id: added }, data: { optionValues: ["S"] } });
  const options = [{ name: "Size", values: ["Small", "M", "L", "S"] }];
  await db.product.update({ where: { id }, data: { options } });
  return added;
}

test("fails a new variant as a duplicate while the shop's variant of that name is linked to another", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { fieldModes: { options: "shop" } } });
  const { id, variantIds } = await addProduct(world);
  const [first = ""] = variantIds;
  await upload(world, id);
  const linked = () =>
    world.ctx.db.variantLink.findUnique({ where: { storeId_variantId: { storeId, variantId: first } } });
  const before = await linked();
  const added = await giveOldValueToNewVariant(world, id, first);

  const rows = await upload(world, id);

  const row = rows.find(({ variantId }) => variantId === added);
  expect(row).toMatchObject({ status: "FAILED", errorCategory: "DUPLICATE" });
  expect(rows.filter(({ status }) => status === "FAILED")).toHaveLength(1);
  expect((await linked())?.shopifyVariantId).toBe(before?.shopifyVariantId);
  expect(shop.products()[0]?.variants.map(({ title }) => title)).toEqual(["S", "M", "L"]);
  expect(world.logLines.filter(({ level }) => level === "error")).toEqual([]);
});

test("renames the shop's variant when its option value is renamed in the catalog, and makes a new one of the old name", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id, variantIds } = await addProduct(world);
  const [first = ""] = variantIds;
  await upload(world, id);
  const gids = shop.products()[0]?.variants.map(({ gid }) => gid);
  await giveOldValueToNewVariant(world, id, first);

  const rows = await upload(world, id);

  expect(rows.filter(({ status }) => status === "FAILED")).toEqual([]);
  const after = shop.products()[0]?.variants ?? [];
  expect(after.map(({ title }) => title)).toEqual(["Small", "M", "L", "S"]);
  expect(after.slice(0, 3).map(({ gid }) => gid)).toEqual(gids);
});

test("leaves an option value as a merchant renamed it while the catalog's stays the same", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id } = await addProduct(world);
  await upload(world, id);
  const renamed = shop.products()[0]?.variants[0]?.gid ?? "";
  shop.merchant.renameValue(renamed, "Petite");
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "3" } });

  const rows = await upload(world, id);

  expect(rows.map(({ status }) => status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shop.products()[0]?.variants.map(({ title, price }) => [title, price])).toEqual([
    ["Petite", "3.00"],
    ["M", "3.00"],
    ["L", "3.00"],
  ]);
});

test("gives no variant that is linked to another to a new one when the product is adopted", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { db } = world.ctx;
  const { id, variantIds } = await addProduct(world);
  const [first = ""] = variantIds;
  await upload(world, id);
  const before = await db.variantLink.findMany({ where: { storeId }, orderBy: { variantId: "asc" } });
  await db.productLink.deleteMany({ where: { storeId } });
  const added = await giveOldValueToNewVariant(world, id, first);

  const rows = await upload(world, id);

  expect(rows.map(({ variantId, status }) => [variantId === added, status])).toEqual([
    [false, "SUCCESS"],
    [false, "SUCCESS"],
    [false, "SUCCESS"],
    [true, "FAILED"],
  ]);
  const after = await db.variantLink.findMany({ where: { storeId }, orderBy: { variantId: "asc" } });
  const ties = (links: typeof before) => links.map(({ variantId, shopifyVariantId }) => [variantId, shopifyVariantId]);
  expect(ties(after)).toEqual(ties(before));
});
