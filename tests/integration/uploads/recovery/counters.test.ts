import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { countUnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import { checkCounters } from "#app/domain/uploads/sweeping/check-counters.server.ts";
import type { Database, Tx } from "#app/platform/db.server.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

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

test("counters of products, and what is left per store, are repaired and reported like those of rows", async () => {
  await using world = await openUploadWorld();
  const { db } = world.ctx;
  const batchId = await uploadThree(world);
  const { storeId } = onlyStore(world);
  await db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { productsSucceeded: { decrement: 1 }, productsFailed: { increment: 1 } },
  });
  await db.uploadBatchStore.update({
    where: { batchId_storeId: { batchId, storeId } },
    data: { groupsOpen: 2, pointsOpen: 22 },
  });

  const checked = await checkCounters(world.ctx);

  expect(checked.repaired).toBeGreaterThanOrEqual(1);
  const batch = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", productsSucceeded: 3, productsFailed: 0, productsTotal: 3 });
  const part = await db.uploadBatchStore.findUniqueOrThrow({ where: { batchId_storeId: { batchId, storeId } } });
  expect(part).toMatchObject({ groupsOpen: 0, pointsOpen: 0n });
  expect(reports(world, batchId)).toHaveLength(1);
});

test("what is left of a quiet batch is counted per store, also where the record of a store is missing", async () => {
  await using world = await openUploadWorld();
  const { db } = world.ctx;
  const ids = await addProducts(world, 2);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  const { storeId } = onlyStore(world);
  const planned = await db.uploadBatchStore.findUniqueOrThrow({ where: { batchId_storeId: { batchId, storeId } } });
  await db.uploadBatchStore.delete({ where: { batchId_storeId: { batchId, storeId } } });
  await db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { productsPending: 5, productsTotal: 5, lastProgressAt: new Date(Date.now() - 600_000) },
  });

  await checkCounters(world.ctx);

  const batch = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "PENDING", productsPending: 2, productsTotal: 2, rowsPending: 6 });
  const { groupsOpen, pointsOpen } = await db.uploadBatchStore.findUniqueOrThrow({
    where: { batchId_storeId: { batchId, storeId } },
  });
  expect({ groupsOpen, pointsOpen }).toEqual({ groupsOpen: 2, pointsOpen: planned.pointsOpen });
  expect(planned.groupsOpen).toBe(2);
});

test("a batch that moves while its counters are compared is left to the next sweep", async () => {
  await using world = await openUploadWorld();
  const { db } = world.ctx;
  const batchId = await uploadThree(world);
  await db.shopifyUploadBatch.update({ where: { id: batchId }, data: { rowsSucceeded: 7, rowsTotal: 7 } });
  const move = () =>
    db.$executeRaw`UPDATE shopify_upload_batches SET last_progress_at = now() WHERE id = ${batchId}::uuid`;

  const during = await checkCounters({ ...world.ctx, db: movingAfterFirstLook(db, move) });
  const untouched = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  await checkCounters(world.ctx);

  expect(during.repaired).toBe(0);
  expect(untouched).toMatchObject({ rowsSucceeded: 7, countersCheckedAt: null });
  const after = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(after).toMatchObject({ rowsSucceeded: 9, rowsTotal: 9 });
});

/** A database whose transactions, after their first statement, find that somebody else has been there. */
function movingAfterFirstLook(db: Database, move: () => Promise<unknown>): Database {
  let looks = 0;
  const watchedTx = (tx: Tx): Tx =>
    new Proxy(tx, {
      get(target, property, receiver) {
        const value: unknown = Reflect.get(target, property, receiver);
        if (property !== "$queryRaw") return value;
        return async (...args: Parameters<Tx["$queryRaw"]>) => {
          const found: unknown = await target.$queryRaw(...args);
          looks += 1;
          if (looks === 1) await move();
          return found;
        };
      },
    });
  return new Proxy(db, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (property !== "$transaction") return value;
      return (work: (tx: Tx) => Promise<unknown>, options: object) =>
        target.$transaction((tx) => work(watchedTx(tx as Tx)), options);
    },
  });
}

test("a batch tells how many of its calls were not answered, and that each was looked up", async () => {
  await using world = await openUploadWorld();
  world.simulator.faults.add({ operation: "productSet", every: 2, point: "after-apply", effect: "drop", times: 2 });
  const batchId = await uploadThree(world);

  const unclear = await countUnclearCalls(world.ctx, batchId);

  expect(unclear.calls).toBeGreaterThan(0);
  expect(unclear).toEqual({ calls: unclear.calls, resolved: unclear.calls, adopted: unclear.calls });
  expect(onlyStore(world).shop.productCount).toBe(3);
});
