import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { countUnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import { checkCounters } from "#app/domain/uploads/sweeping/check-counters.server.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/upload-world.ts";

const calm = () => new AbortController().signal;

async function uploadThree(world: UploadWorld): Promise<string> {
  const ids = await addProducts(world, 3);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());
  return batchId;
}

const reports = ({ logLines }: UploadWorld, batchId: string) =>
  logLines.filter(
    ({ message, fields }) => message.includes("were repaired") && JSON.stringify(fields).includes(batchId),
  );

test("counters that agree with their rows are left alone", async () => {
  await using world = await openUploadWorld();
  const batchId = await uploadThree(world);
  const before = await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });

  await checkCounters(world.ctx);

  const after = await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect({ ...after, countersCheckedAt: null }).toEqual({ ...before, countersCheckedAt: null });
  expect(reports(world, batchId)).toEqual([]);
});

test("counters that differ from their rows are repaired and reported, also where unchanged products keep no rows", async () => {
  await using world = await openUploadWorld();
  const batchId = await uploadThree(world);
  const { productId = "" } = (await world.ctx.db.uploadGroup.findFirst({ where: { batchId } })) ?? {};
  const again = await approveProducts(world.ctx, { selection: { kind: "products", ids: [productId] } });
  for (const id of [batchId, again.batchId])
    await world.ctx.db.shopifyUploadBatch.update({
      where: { id },
      data: { rowsSucceeded: { increment: 2 }, rowsTotal: { increment: 2 } },
    });

  await checkCounters(world.ctx);

  const [first, second] = await Promise.all(
    [batchId, again.batchId].map((id) => world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } })),
  );
  expect(first).toMatchObject({ status: "COMPLETED", rowsSucceeded: 9, rowsTotal: 9 });
  expect(second).toMatchObject({ status: "COMPLETED", rowsSucceeded: 0, rowsSkipped: 3, rowsTotal: 3 });
  expect(reports(world, batchId)).toHaveLength(1);
  expect(reports(world, again.batchId)).toHaveLength(1);
});

test("a batch tells how many of its calls were not answered, and that each was looked up", async () => {
  await using world = await openUploadWorld();
  world.simulator.faults.add({ operation: "productSet", every: 2, point: "after-apply", effect: "drop", times: 2 });
  const batchId = await uploadThree(world);

  const unclear = await countUnclearCalls(world.ctx, batchId);

  expect(unclear.calls).toBeGreaterThan(0);
  expect(unclear).toEqual({ calls: unclear.calls, resolved: unclear.calls, adopted: unclear.calls });
  expect(onlyStore(world).shop.productCount).toBe(3);
});
