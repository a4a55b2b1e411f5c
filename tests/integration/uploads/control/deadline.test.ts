import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { takeGroups } from "#app/domain/uploads/internal/claims/take-groups.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { endOverdueGroups } from "#app/domain/uploads/sweeping/end-overdue-groups.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async ({ ctx }: UploadWorld, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const batchOf = ({ ctx }: UploadWorld, id: string) => ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

const passDeadline = ({ ctx }: UploadWorld, id: string) =>
  ctx.db.shopifyUploadBatch.update({ where: { id }, data: { deadlineAt: new Date(Date.now() - 1000) } });

const throttleCreates = ({ simulator }: UploadWorld) =>
  simulator.faults.add({
    operation: "productSet",
    every: 1,
    point: "before-apply",
    effect: "status",
    status: 429,
  });

const throttledOf = ({ simulator }: UploadWorld) =>
  simulator.faults.counts().reduce((sum, { fired }) => sum + fired, 0);

test("what waits for Shopify's limits after the deadline fails as API_LIMIT, and is not sent", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 5));
  await passDeadline(world, batchId);

  await sweepUploads(world.ctx);
  await drainStore(world.ctx, { storeId }, calm());

  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  expect(new Set(rows.map((row) => `${row.errorCategory} ${row.errorCode}`))).toEqual(
    new Set(["API_LIMIT upload.deadline-passed"]),
  );
  expect(await batchOf(world, batchId)).toMatchObject({ status: "FAILED", productsFailed: 5 });
  expect(shop.productCount).toBe(0);
});

test("a call that Shopify keeps throttling is given up at the deadline, and waits without end before it", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 1));
  throttleCreates(world);
  const draining = drainStore(world.ctx, { storeId }, calm());
  await expect.poll(() => throttledOf(world), { timeout: 20_000 }).toBeGreaterThan(1);
  const waiting = await batchOf(world, batchId);

  await passDeadline(world, batchId);
  await draining;

  expect(waiting).toMatchObject({ status: "PROCESSING", rowsFailed: 0 });
  const row = await world.ctx.db.shopifyUploadProduct.findFirstOrThrow({ where: { batchId } });
  expect(row).toMatchObject({ status: "FAILED", errorCategory: "API_LIMIT" });
});

test("what waits for a person and not for Shopify's limits waits on after the deadline", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [paused = "", open = ""] = world.storeIds.values();
  const ids = await addProducts(world, 2);
  const atPausedStore = await approve(world, ids);
  await pauseStore(world.ctx, { storeId: paused });
  await pauseBatch(world.ctx, { batchId: await approve(world, await addProducts(world, 1)) });
  await world.ctx.db.shopifyUploadBatch.updateMany({
    where: { organizationId: world.ctx.organizationId },
    data: { deadlineAt: new Date(Date.now() - 1000) },
  });

  await sweepUploads(world.ctx);

  const groups = await world.ctx.db.uploadGroup.findMany({ where: { organizationId: world.ctx.organizationId } });
  const failed = groups.filter(({ status }) => status === "FAILED");
  expect(failed.map(({ batchId, storeId }) => [batchId, storeId])).toEqual([
    [atPausedStore, open],
    [atPausedStore, open],
  ]);
  expect(groups.filter(({ status }) => status === "PENDING")).toHaveLength(4);
});

test("what waits for its own product, which is under way in another batch, keeps no other product from its end", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 2);
  const earlier = await approve(world, ids.slice(0, 1));
  const [held] = await world.ctx.db.uploadGroup.findMany({ where: { batchId: earlier } });
  const groupIds = held ? [held.id] : [];
  await inTransaction(world.ctx.db, (tx) => takeGroups(tx, { storeId, claimToken: randomUUID(), groupIds }));
  await world.ctx.db.product.updateMany({ where: { id: { in: ids } }, data: { title: "Changed" } });
  const late = await approve(world, ids);
  await passDeadline(world, late);

  const failed = await endOverdueGroups(world.ctx);

  const groups = await world.ctx.db.uploadGroup.findMany({ where: { batchId: late } });
  expect(failed).toBe(1);
  expect(groups.map(({ productId, status }) => `${ids.indexOf(productId)} ${status}`).toSorted()).toEqual([
    "0 PENDING",
    "1 FAILED",
  ]);
});

test("a deadline that has passed already is refused before anything is approved", async () => {
  await using world = await openUploadWorld();
  const [id = ""] = await addProducts(world, 1);

  const late = approveProducts(world.ctx, {
    selection: { kind: "products", ids: [id] },
    settings: { deadline: new Date(Date.now() - 1000) },
  });

  await expect(late).rejects.toBeInstanceOf(InvalidInputError);
});
