import { expect, test } from "vitest";
import { confirmAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import { rejectAdoptions } from "#app/domain/reconciliation/adoption/reject-adoptions.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { addPlainProducts, makeByHand } from "#tests/support/reconciliation/handmade-shop.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { onlyStore, openUploadWorld, rowOutcomes, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

/** One product that the shop has by its sku, one that may be either of two there, and one that it does not have. */
async function openFoundWorld() {
  const world = await openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
  makeByHand(world, [
    { title: "Found", sku: "FOUND" },
    { title: "Twin one", sku: "TWIN" },
    { title: "Twin two", sku: "TWIN" },
  ]);
  const ids = await addPlainProducts(world, [{ sku: "FOUND" }, { sku: "TWIN" }, { sku: "NEW" }]);
  await reconcile(world, "ADOPT");
  return Object.assign(world, { ids });
}

async function retry(world: UploadWorld, batchId: string): Promise<void> {
  await retryFailedRows(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
}

test("a product that the shop may have already is not made while nobody has decided whether it is that one", async () => {
  await using world = await openFoundWorld();

  const batchId = await upload(world, world.ids);

  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  expect(new Map(rows.map((row) => [row.productId, row.errorCode]))).toEqual(
    new Map([
      [world.ids[0], "preflight.adoption-open"],
      [world.ids[1], "preflight.adoption-open"],
      [world.ids[2], null],
    ]),
  );
  expect(rows.find((row) => row.productId === world.ids[0])).toMatchObject({
    status: "FAILED",
    errorCategory: "DUPLICATE",
    errorMessage: 'The shop\'s product "Found" may be this one already.',
  });
  expect(onlyStore(world).shop.productCount).toBe(4);
});

test("once the product is adopted, a retry uploads to the one that the shop has", async () => {
  await using world = await openFoundWorld();
  const batchId = await upload(world, world.ids.slice(0, 1));
  await confirmAdoptions(world.ctx, { storeId: onlyStore(world).storeId, selection: { kind: "filter" } });

  await retry(world, batchId);

  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS"]);
  expect(onlyStore(world).shop.productCount).toBe(3);
});

test("once the proposal is rejected, a retry makes the product", async () => {
  await using world = await openFoundWorld();
  const batchId = await upload(world, world.ids.slice(0, 2));
  await rejectAdoptions(world.ctx, { storeId: onlyStore(world).storeId, selection: { kind: "filter" } });

  await retry(world, batchId);

  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS", "SUCCESS"]);
  expect(onlyStore(world).shop.productCount).toBe(5);
});
