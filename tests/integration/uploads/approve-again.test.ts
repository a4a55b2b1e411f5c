import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async ({ ctx }: UploadWorld, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const batchOf = ({ ctx }: UploadWorld, id: string) => ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

test("approving again while a batch is still being cancelled loses no row", async () => {
  await using world = await openUploadWorld();
  const ids = await addProducts(world, 5);
  const cancelled = await approve(world, ids);
  await world.ctx.db.shopifyUploadBatch.update({ where: { id: cancelled }, data: { cancelRequestedAt: new Date() } });

  const again = await approve(world, ids);
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  expect(await batchOf(world, cancelled)).toMatchObject({ status: "CANCELLED", rowsCancelled: 15, rowsPending: 0 });
  expect(await batchOf(world, again)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 15, rowsSkipped: 0 });
});

test("a batch that was cancelled whole can be approved again", async () => {
  await using world = await openUploadWorld();
  const ids = await addProducts(world, 5);
  await cancelBatch(world.ctx, { batchId: await approve(world, ids) });

  const again = await approve(world, ids);

  expect(await batchOf(world, again)).toMatchObject({ status: "PENDING", rowsPending: 15 });
});

test("a product that was rejected is uploaded with all its variants once it is approved", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  await rejectProducts(world.ctx, { selection: { kind: "products", ids: [id] }, reason: "Too early" });

  const batchId = await approve(world, [id]);

  expect(await batchOf(world, batchId)).toMatchObject({ rowsPending: 3 });
});

test("a variant that was rejected by itself stays out when its product is approved", async () => {
  await using world = await openUploadWorld();
  const { id, variantIds } = await addProduct(world);
  await rejectProducts(world.ctx, { selection: { kind: "variants", ids: variantIds.slice(0, 1) }, reason: "Broken" });

  const batchId = await approve(world, [id]);

  expect(await batchOf(world, batchId)).toMatchObject({ rowsPending: 2 });
});

test("a failed row is not retried over newer content that has arrived or is on its way", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  world.simulator.faults.add({
    operation: "productSet",
    nth: 1,
    point: "before-apply",
    effect: "userError",
    userError: { field: ["input", "title"], code: "INVALID_INPUT", message: "Title is odd" },
  });
  const { id } = await addProduct(world);
  const failed = await approve(world, [id]);
  await drainStore(world.ctx, { storeId }, calm());
  await approve(world, [id]);

  await expect(retryFailedRows(world.ctx, { batchId: failed })).rejects.toThrow(/newer content/);
  await drainStore(world.ctx, { storeId }, calm());
  await expect(retryFailedRows(world.ctx, { batchId: failed })).rejects.toThrow(/newer content/);
});

test("approvals of one product that meet make each row once and none fails", async () => {
  await using world = await openUploadWorld();
  const ids = await addProducts(world, 20);

  const batches = await Promise.all(Array.from({ length: 6 }, () => approve(world, ids)));

  const waiting = await world.ctx.db.shopifyUploadProduct.count({
    where: { batchId: { in: batches }, status: "PENDING" },
  });
  expect(waiting).toBe(60);
});
