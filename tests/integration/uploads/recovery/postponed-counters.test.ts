import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { checkCounters } from "#app/domain/uploads/sweeping/check-counters.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

/** Another transaction is at the batch's counters while something is done, as of another store of the batch. */
async function whileBusy(world: UploadWorld, batchId: string, work: () => Promise<unknown>): Promise<void> {
  await world.ctx.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM shopify_upload_batches WHERE id = ${batchId}::uuid FOR NO KEY UPDATE`;
      await work();
    },
    { timeout: 60_000 },
  );
}

const stateOf = async ({ ctx }: UploadWorld, batchId: string) => {
  const { status, rowsPending, rowsProcessing, rowsSucceeded, productsSucceeded, costPoints, completedAt } =
    await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  const counts = { rowsPending, rowsProcessing, rowsSucceeded, productsSucceeded };
  return { status, ...counts, hasCost: costPoints > 0, hasEnded: completedAt !== null };
};

async function uploadWhileBusy(world: UploadWorld): Promise<string> {
  const ids = await addProducts(world, 3);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await whileBusy(world, batchId, () => drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm()));
  return batchId;
}

const ALL_DONE = {
  status: "COMPLETED",
  rowsPending: 0,
  rowsProcessing: 0,
  rowsSucceeded: 9,
  productsSucceeded: 3,
  hasCost: true,
  hasEnded: true,
};

test("a store uploads on while another is at the batch's counters, and what it counted is taken in by the sweep", async () => {
  await using world = await openUploadWorld();
  const { db } = world.ctx;

  const batchId = await uploadWhileBusy(world);

  expect(await db.shopifyUploadProduct.count({ where: { batchId, status: "SUCCESS" } })).toBe(9);
  expect(await stateOf(world, batchId)).toMatchObject({ status: "PENDING", rowsPending: 9, rowsSucceeded: 0 });
  await sweepUploads(world.ctx);
  expect(await stateOf(world, batchId)).toEqual(ALL_DONE);
  expect(await db.uploadCounterMove.count({ where: { batchId } })).toBe(0);
  expect(await db.activity.count({ where: { subjectId: batchId, action: "batch.completed" } })).toBe(1);
});

test("whoever is next at the batch's counters takes in what was postponed, without a sweep", async () => {
  await using world = await openUploadWorld();
  const batchId = await uploadWhileBusy(world);

  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  expect(await stateOf(world, batchId)).toEqual(ALL_DONE);
});

test("counters are not taken for wrong while moves of them are postponed", async () => {
  await using world = await openUploadWorld();
  const batchId = await uploadWhileBusy(world);
  await world.ctx.db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { lastProgressAt: new Date(Date.now() - 600_000) },
  });

  const { repaired } = await checkCounters(world.ctx);

  expect(repaired).toBe(0);
  await sweepUploads(world.ctx);
  expect(await stateOf(world, batchId)).toEqual(ALL_DONE);
});
