import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { allowMakingAnew } from "#app/domain/reconciliation/runs/allow-making-anew.server.ts";
import { listDeletedProducts } from "#app/domain/reconciliation/runs/deleted-product-queries.server.ts";
import { changeReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import {
  addProduct,
  onlyStore,
  openUploadWorld,
  rowOutcomes,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

async function openStageOfDeletion(world: UploadWorld, deletedProductRule: "CREATE_ANEW" | "ASK") {
  const { shop, storeId } = onlyStore(world);
  const product = await addProduct(world);
  await upload(world, [product.id]);
  await changeReconciliationSettings(world.ctx, { storeId, changes: { deletedProductRule } });
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");
  return { shop, storeId, productId: product.id };
}

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

test("a product that was deleted in the shop is made anew by its next approval", async () => {
  await using world = await openWorld();
  const { shop, productId } = await openStageOfDeletion(world, "CREATE_ANEW");
  await reconcile(world);

  const batchId = await upload(world, [productId]);

  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shop.productCount).toBe(1);
});

test("where the store asks, its rows say that it was deleted, and nothing is made until a person allows it", async () => {
  await using world = await openWorld();
  const { shop, storeId, productId } = await openStageOfDeletion(world, "ASK");
  await reconcile(world);

  const held = await upload(world, [productId]);
  const deleted = await listDeletedProducts(world.ctx, { storeId }, { limit: 10 });
  const allowed = await allowMakingAnew(world.ctx, { storeId, productIds: [productId] });
  const made = await upload(world, [productId]);

  expect(await rowOutcomes(world, held)).toEqual(["DELETED_IN_SHOP", "DELETED_IN_SHOP", "DELETED_IN_SHOP"]);
  expect(deleted.items).toMatchObject([{ productId, mayBeMadeAnew: false }]);
  expect(allowed).toBe(1);
  expect(await rowOutcomes(world, made)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shop.productCount).toBe(1);
});

test("what was allowed once is asked again when the product is deleted again", async () => {
  await using world = await openWorld();
  const { shop, storeId, productId } = await openStageOfDeletion(world, "ASK");
  await reconcile(world);
  await allowMakingAnew(world.ctx, { storeId, productIds: [productId] });
  await upload(world, [productId]);
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");
  await reconcile(world);

  const batchId = await upload(world, [productId]);

  expect(new Set(await rowOutcomes(world, batchId))).toEqual(new Set(["DELETED_IN_SHOP"]));
  expect(shop.productCount).toBe(0);
});

test("a deletion that nobody told of and that the upload itself meets is asked about, too", async () => {
  await using world = await openWorld();
  const { shop, productId } = await openStageOfDeletion(world, "ASK");
  await world.ctx.db.product.update({ where: { id: productId }, data: { title: "Another title" } });

  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [productId] } });
  await upload(world, [productId]);

  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  expect(new Set(rows.map(({ errorCode }) => errorCode))).toEqual(new Set(["upload.product-deleted-in-shop"]));
  expect(shop.productCount).toBe(0);
});
