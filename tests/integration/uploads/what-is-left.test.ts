import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
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

/** The kept figures, beside the same counted from the groups. */
async function left(world: UploadWorld, batchId: string) {
  const { storeId } = onlyStore(world);
  const kept = await world.ctx.db.uploadBatchStore.findUniqueOrThrow({
    where: { batchId_storeId: { batchId, storeId } },
  });
  const open = await world.ctx.db.uploadGroup.findMany({
    where: { batchId, storeId, status: { in: ["PENDING", "PROCESSING"] } },
  });
  expect({ groups: kept.groupsOpen, points: Number(kept.pointsOpen) }).toEqual({
    groups: open.length,
    points: open.reduce((sum, { plannedPoints }) => sum + plannedPoints, 0),
  });
  return { groups: kept.groupsOpen, points: Number(kept.pointsOpen), planned: Number(kept.pointsPlanned) };
}

test("what is left of a batch for a store is known in points, from its plan to its end", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, await addProducts(world, 4));

  expect(await left(world, batchId)).toEqual({ groups: 4, points: 44, planned: 44 });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  expect(await left(world, batchId)).toEqual({ groups: 0, points: 0, planned: 44 });
});

test("rows that are retried count as left again", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const batchId = await approve(world, [(await addProduct(world, { title: "", sizes: ["S"] })).id]);
  await drainStore(world.ctx, { storeId }, calm());
  const failed = await left(world, batchId);

  await retryFailedRows(world.ctx, { batchId });

  expect(failed).toMatchObject({ groups: 0, points: 0 });
  expect(await left(world, batchId)).toMatchObject({ groups: 1, points: 11 });
});

test("nothing is left of a cancelled batch, nor of one whose products were approved anew", async () => {
  await using world = await openUploadWorld();
  const ids = await addProducts(world, 3);
  const replaced = await approve(world, ids);
  await world.ctx.db.product.updateMany({ where: { id: { in: ids } }, data: { title: "Changed" } });
  const cancelled = await approve(world, ids);

  await cancelBatch(world.ctx, { batchId: cancelled });
  await sweepUploads(world.ctx);

  expect(await left(world, replaced)).toMatchObject({ groups: 0, points: 0 });
  expect(await left(world, cancelled)).toMatchObject({ groups: 0, points: 0 });
});
