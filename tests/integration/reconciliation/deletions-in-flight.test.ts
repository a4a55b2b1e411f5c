import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { changeReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { compareLinksWithShop } from "#tests/support/reconciliation/compare-links-with-shop.ts";
import { deliveryOutcomes, tellDeletions } from "#tests/support/reconciliation/tell-deletion.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;
const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

/** The world in which something happens after the shop has done what a call asks, and before the app hears of it. */
function between(world: UploadWorld, operation: string, happens: () => Promise<void>) {
  let hasHappened = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await world.ctx.fetch(input, init);
    if (hasHappened || typeof init?.body !== "string" || !init.body.includes(operation)) return response;
    hasHappened = true;
    await happens();
    return response;
  };
  return { ...world.ctx, fetch };
}

const approve = (world: UploadWorld, id: string) =>
  approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });

const differences = async (world: UploadWorld) => {
  const { shop, storeId } = onlyStore(world);
  return compareLinksWithShop(world.ctx.db, storeId, shop.products());
};

/** An uploaded product that changed since, in a store that makes nothing anew by itself. */
async function openChanged(world: UploadWorld, change: { title?: string; price?: string }) {
  const { id } = await addProduct(world);
  await upload(world, [id]);
  const { storeId, shop } = onlyStore(world);
  await changeReconciliationSettings(world.ctx, { storeId, changes: { deletedProductRule: "ASK" } });
  const { db } = world.ctx;
  if (change.title) await db.product.update({ where: { id }, data: { title: change.title } });
  if (change.price) await db.variant.updateMany({ where: { productId: id }, data: { price: change.price } });
  await approve(world, id);
  const [product] = shop.products();
  if (!product) throw new Error("The product was not uploaded.");
  return { id, storeId, shop, product };
}

test("a product that is deleted while the answer to its update is on its way stays gone", async () => {
  await using world = await openWorld();
  const { storeId, shop, product } = await openChanged(world, { title: "Another title" });
  const { gid } = product;
  const ctx = between(world, "productUpdate", async () => {
    shop.merchant.deleteProduct(gid);
    await tellDeletions(world, [{ topic: "products/delete", gid }]);
  });

  await drainStore(ctx, { storeId }, calm());

  expect(shop.productCount).toBe(0);
  expect(await differences(world)).toEqual([]);
});

test("a variant that is deleted while the answer to its update is on its way stays gone", async () => {
  await using world = await openWorld();
  const { storeId, shop, product } = await openChanged(world, { price: "31.5" });
  const [variant] = product.variants;
  const ctx = between(world, "productVariantsBulkUpdate", async () => {
    shop.merchant.deleteVariant(variant?.gid ?? "");
    await tellDeletions(world, [{ topic: "inventory_items/delete", gid: variant?.inventoryItemGid ?? "" }]);
  });

  await drainStore(ctx, { storeId }, calm());

  expect(await deliveryOutcomes(world)).toEqual(["gone"]);
  expect(await differences(world)).toEqual([]);
});

test("what is deleted before the upload that made it has committed its link is gone once the link is there", async () => {
  await using world = await openWorld();
  const { id } = await addProduct(world);
  const { storeId, shop } = onlyStore(world);
  await approve(world, id);
  const told: string[] = [];
  const ctx = between(world, "productSet", async () => {
    const [product] = shop.products();
    told.push(product?.gid ?? "");
    await tellDeletions(world, [{ topic: "products/delete", gid: product?.gid ?? "" }]);
  });

  await drainStore(ctx, { storeId }, calm());
  const first = await deliveryOutcomes(world);
  for (const gid of told) shop.merchant.deleteProduct(gid);
  await tellDeletions(world, []);

  expect(first).toEqual(["early"]);
  expect(await deliveryOutcomes(world)).toEqual(["gone"]);
  expect(await differences(world)).toEqual([]);
});

test("a product that was called gone by mistake before is linked again by the upload that finds it", async () => {
  await using world = await openWorld();
  const { id } = await addProduct(world);
  await upload(world, [id]);
  const { shop, storeId } = onlyStore(world);
  const past = new Date(Date.now() - 60_000);
  await world.ctx.db.productLink.updateMany({ where: { storeId }, data: { goneAt: past, updatedAt: past } });
  await world.ctx.db.variantLink.updateMany({ where: { storeId }, data: { goneAt: past, updatedAt: past } });

  await upload(world, [id]);

  expect(shop.productCount).toBe(1);
  expect(await differences(world)).toEqual([]);
  expect((await reconcile(world)).findings).toEqual({});
});
