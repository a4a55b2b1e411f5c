import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/upload-world.ts";

async function upload(world: UploadWorld, id: string) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  return batchId;
}

const countByStatus = async (world: UploadWorld, batchId: string) => {
  const rows = await world.ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { batchId }, _count: true });
  return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
};

const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

test("uploads a product of which one option has more values than Shopify takes in one array", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const sizes = numbered(300, "Size ");
  const { id } = await addProduct(world, { sizes });

  const created = await upload(world, id);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "3" } });
  const changed = await upload(world, id);

  expect(await countByStatus(world, created)).toEqual({ SUCCESS: 300 });
  expect(await countByStatus(world, changed)).toEqual({ SUCCESS: 300 });
  expect(shop.products().map(({ options }) => options)).toEqual([[{ name: "Size", values: sizes }]]);
  expect(new Set(shop.products()[0]?.variants.map(({ price }) => price))).toEqual(new Set(["3.00"]));
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, variantsCreated: 300 });
});
