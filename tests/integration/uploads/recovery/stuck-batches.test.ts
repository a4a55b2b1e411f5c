import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { takeGroups } from "#app/domain/uploads/internal/claims/take-groups.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { failStuckBatches, STUCK_MINUTES } from "#app/domain/uploads/sweeping/fail-stuck-batches.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

const batchOf = ({ ctx }: UploadWorld, id: string) => ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

/** A batch of two products, one of which somebody took up, and that nobody has touched since. */
async function abandonBatch(world: UploadWorld, { quietMinutes }: { quietMinutes: number }): Promise<string> {
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 2);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  const [group] = await world.ctx.db.uploadGroup.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  const groupIds = group ? [group.id] : [];
  await inTransaction(world.ctx.db, (tx) => takeGroups(tx, { storeId, claimToken: randomUUID(), groupIds }));
  await world.ctx.db.shopifyUploadBatch.update({
    where: { id: batchId },
    data: { lastProgressAt: minutesAgo(quietMinutes) },
  });
  return batchId;
}

const noticeSince = (world: UploadWorld, batchId: string, minutes: number) =>
  world.ctx.db.shopifyUploadBatch.update({ where: { id: batchId }, data: { stuckSince: minutesAgo(minutes) } });

test("a batch that nobody was at for half an hour is FAILED with its rows, and a retry brings it to its end", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const batchId = await abandonBatch(world, { quietMinutes: 90 });
  await failStuckBatches(world.ctx);
  const noticed = await batchOf(world, batchId);
  await noticeSince(world, batchId, STUCK_MINUTES + 1);

  await failStuckBatches(world.ctx);
  const failed = await batchOf(world, batchId);
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  await retryFailedRows(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId }, new AbortController().signal);

  expect(noticed).toMatchObject({ status: "PROCESSING", rowsFailed: 0 });
  expect(noticed.stuckSince).not.toBeNull();
  expect(failed).toMatchObject({
    status: "FAILED",
    rowsFailed: 6,
    errorSummary: expect.stringContaining("Interrupted"),
  });
  expect(new Set(rows.map((row) => row.errorCode))).toEqual(new Set(["upload.interrupted"]));
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 6, errorSummary: null });
  expect(shop.productCount).toBe(2);
});

test.each([
  ["its store is paused", { pausedAt: new Date() }],
  ["its store does not answer", { heldUntil: new Date(Date.now() + 60_000) }],
  ["its store has reached its daily limit", { createsParkedUntil: new Date(Date.now() + 60_000) }],
])("a batch waits and is not stuck while %s", async (_why, data) => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const batchId = await abandonBatch(world, { quietMinutes: 90 });
  await noticeSince(world, batchId, STUCK_MINUTES + 1);
  await world.ctx.db.store.update({ where: { id: storeId }, data });

  await failStuckBatches(world.ctx);

  expect(await batchOf(world, batchId)).toMatchObject({ status: "PROCESSING", stuckSince: null });
});

test("a batch that a worker is at, or that has just moved, is not stuck", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const attended = await abandonBatch(world, { quietMinutes: 90 });
  const share = { storeId, holder: randomUUID(), expiresAt: new Date(Date.now() + 60_000) };
  await world.ctx.db.storePointsShare.create({ data: share });
  await failStuckBatches(world.ctx);
  const whileAttended = await batchOf(world, attended);
  await world.ctx.db.storePointsShare.deleteMany({ where: { storeId } });
  await world.ctx.db.shopifyUploadBatch.update({ where: { id: attended }, data: { lastProgressAt: new Date() } });
  await noticeSince(world, attended, STUCK_MINUTES + 1);

  await failStuckBatches(world.ctx);

  expect(whileAttended.stuckSince).toBeNull();
  expect(await batchOf(world, attended)).toMatchObject({ status: "PROCESSING", stuckSince: null });
});
