import { expect, test } from "vitest";
import { changeReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { getUploadDetail } from "#app/domain/uploads/queries/upload-detail-queries.server.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { tellDeletions } from "#tests/support/reconciliation/tell-deletion.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

/** An uploaded product, and how what its upload left in the shop is told now. */
async function openUploaded(world: UploadWorld) {
  const { id: productId } = await addProduct(world);
  const batchId = await upload(world, [productId]);
  const { shop, storeId } = onlyStore(world);
  const told = async () => {
    const { groups } = await getUploadDetail(world.ctx, { batchId, productId }, { limit: 10 });
    return groups.map(({ status, deletedInShop }) => [status, deletedInShop]);
  };
  return { productId, storeId, shop, told, gid: shop.products()[0]?.gid ?? "" };
}

test("an upload tells that its product was deleted in the shop later, and what the next approval does", async () => {
  await using world = await openWorld();
  const { storeId, shop, told, gid } = await openUploaded(world);
  const before = await told();
  shop.merchant.deleteProduct(gid);
  await tellDeletions(world, [{ topic: "products/delete", gid }]);

  const deleted = await told();
  await changeReconciliationSettings(world.ctx, { storeId, changes: { deletedProductRule: "ASK" } });

  expect(before).toEqual([["SUCCESS", null]]);
  expect(deleted).toEqual([["SUCCESS", { at: expect.any(Date), asksFirst: false }]]);
  expect(await told()).toEqual([["SUCCESS", { at: expect.any(Date), asksFirst: true }]]);
});

test("what a reconciliation finds deleted is told too, until the product is made anew", async () => {
  await using world = await openWorld();
  const { productId, shop, told, gid } = await openUploaded(world);
  shop.merchant.deleteProduct(gid);
  await reconcile(world);
  const deleted = await told();

  await upload(world, [productId]);

  expect(deleted).toEqual([["SUCCESS", { at: expect.any(Date), asksFirst: false }]]);
  expect(await told()).toEqual([["SUCCESS", null]]);
});
