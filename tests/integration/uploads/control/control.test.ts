import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { planApproval } from "#app/domain/catalog/plan-approval.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { MANUAL_RETRIES } from "#app/domain/uploads/upload-limits.ts";
import { ConflictError } from "#app/platform/errors.ts";
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

const jobsOf = async (world: UploadWorld, name: string) =>
  (await world.queue.boss.findJobs(name)).filter(({ state }) => state === "created").map(({ data }) => data);

test("a cancelled batch sends nothing more, and what has not been sent is CANCELLED", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 5));

  await cancelBatch(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId }, calm());

  expect(await batchOf(world, batchId)).toMatchObject({ status: "CANCELLED", rowsCancelled: 15, productsCancelled: 5 });
  expect(shop.productCount).toBe(0);
});

test("what is under way when a batch is cancelled lands and counts", async () => {
  await using world = await openUploadWorld({ simulator: { latency: { mutationMs: 300, queryMs: 0 } } });
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 300));
  const { organizationId, id: approvalId } = await world.ctx.db.approval.findFirstOrThrow({ where: { batchId } });
  await planApproval(world.ctx, { organizationId, approvalId });
  const draining = drainStore(world.ctx, { storeId }, calm());
  await expect.poll(() => shop.traffic.mutations, { timeout: 10_000 }).toBeGreaterThan(1);

  await cancelBatch(world.ctx, { batchId });
  await draining;
  await sweepUploads(world.ctx);

  const batch = await batchOf(world, batchId);
  expect(batch.status).toBe("CANCELLED");
  expect(batch.productsSucceeded).toBe(shop.productCount);
  expect(batch.productsSucceeded + batch.productsCancelled).toBe(300);
  expect(batch.productsCancelled).toBeGreaterThan(0);
});

test("a batch that has ended cannot be cancelled", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, [(await addProduct(world)).id]);
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  await expect(cancelBatch(world.ctx, { batchId })).rejects.toBeInstanceOf(ConflictError);
});

test("failed rows are retried as often as the limit allows, and then refused with what to do", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const batchId = await approve(world, [(await addProduct(world, { title: "", sizes: ["S"] })).id]);
  await drainStore(world.ctx, { storeId }, calm());

  for (let count = 0; count < MANUAL_RETRIES; count += 1) {
    await retryFailedRows(world.ctx, { batchId });
    await drainStore(world.ctx, { storeId }, calm());
  }
  const tooMany = retryFailedRows(world.ctx, { batchId });

  await expect(tooMany).rejects.toThrow(/approve them again/);
  expect(await batchOf(world, batchId)).toMatchObject({ status: "FAILED", rowsFailed: 1, rowsTotal: 1 });
});

test("a retry brings an ended batch back, and its rows to SUCCESS once the cause is gone", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  world.simulator.faults.add({
    operation: "productSet",
    nth: 1,
    point: "before-apply",
    effect: "userError",
    userError: { field: ["input", "title"], code: "INVALID_INPUT", message: "Title is odd" },
  });
  const batchId = await approve(world, [(await addProduct(world)).id]);
  await drainStore(world.ctx, { storeId }, calm());
  const failed = await batchOf(world, batchId);

  await retryFailedRows(world.ctx, { batchId });
  const waiting = await batchOf(world, batchId);
  await drainStore(world.ctx, { storeId }, calm());

  expect(failed).toMatchObject({ status: "FAILED", rowsFailed: 3 });
  expect(waiting).toMatchObject({ status: "PENDING", rowsPending: 3, rowsFailed: 0, completedAt: null });
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3, rowsFailed: 0 });
});

test("work whose wake-up was lost is woken by the sweep, but not that of a paused store", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [awake = "", paused = ""] = world.storeIds.values();
  await approve(world, [(await addProduct(world)).id]);
  await pauseStore(world.ctx, { storeId: paused });
  await world.queue.boss.deleteQueuedJobs("uploads.drain-store");

  await sweepUploads(world.ctx);

  const woken = await jobsOf(world, "uploads.drain-store");
  expect(woken).toContainEqual({ storeId: awake });
  expect(woken).not.toContainEqual({ storeId: paused });
});

test("two workers that drain one store at once create each product once", async () => {
  await using world = await openUploadWorld({ simulator: { latency: { mutationMs: 20, queryMs: 10 } } });
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 100));

  await Promise.all([drainStore(world.ctx, { storeId }, calm()), drainStore(world.ctx, { storeId }, calm())]);
  await drainStore(world.ctx, { storeId }, calm());

  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 300 });
  expect(shop.productCount).toBe(100);
  expect(shop.ledger.summary()).toMatchObject({ duplicateIdentities: 0 });
});
