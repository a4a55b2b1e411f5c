import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { pruneAttempts } from "#app/domain/uploads/sweeping/prune-attempts.server.ts";
import { handlePruneAttempts } from "#jobs/handlers/prune-attempts.ts";
import { schedules } from "#jobs/schedules.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const DAY_MS = 86_400_000;
const calm = () => new AbortController().signal;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

/** An uploaded batch, all of whose times are moved so many days back. */
async function uploadedDaysAgo(world: UploadWorld, days: number): Promise<string> {
  const { db } = world.ctx;
  const ids = await addProducts(world, 2);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());
  await db.shopifyUploadBatch.update({ where: { id: batchId }, data: { completedAt: daysAgo(days) } });
  await db.uploadAttempt.updateMany({ where: { batchId }, data: { startedAt: daysAgo(days) } });
  return batchId;
}

const attemptsOf = ({ ctx }: UploadWorld, batchId: string) => ctx.db.uploadAttempt.count({ where: { batchId } });

test("attempts of batches that ended long ago are deleted; younger ones, rows and products stay", async () => {
  await using world = await openUploadWorld();
  const [old, young] = [await uploadedDaysAgo(world, 91), await uploadedDaysAgo(world, 89)];
  const youngAttempts = await attemptsOf(world, young);

  await handlePruneAttempts(world.ctx, {}, calm());

  expect(await attemptsOf(world, old)).toBe(0);
  expect(youngAttempts).toBeGreaterThan(0);
  expect(await attemptsOf(world, young)).toBe(youngAttempts);
  expect(await world.ctx.db.uploadGroup.count({ where: { batchId: old, status: "SUCCESS" } })).toBe(2);
  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId: old, status: "SUCCESS" } })).toBe(6);
});

test("an attempt without an outcome is kept however old it is, and so is all of a batch that has not ended", async () => {
  await using world = await openUploadWorld();
  const { db } = world.ctx;
  const [ended, open] = [await uploadedDaysAgo(world, 400), await uploadedDaysAgo(world, 400)];
  const intent = await db.uploadAttempt.findFirstOrThrow({ where: { batchId: ended } });
  await db.uploadAttempt.update({ where: { id: intent.id }, data: { outcome: "INTENT", endedAt: null } });
  await db.shopifyUploadBatch.update({ where: { id: open }, data: { status: "PENDING", completedAt: null } });
  const ofOpen = await attemptsOf(world, open);

  await pruneAttempts(world.ctx, { keptDays: 90 });

  expect(await db.uploadAttempt.findMany({ where: { batchId: ended }, select: { id: true } })).toEqual([
    { id: intent.id },
  ]);
  expect(ofOpen).toBeGreaterThan(0);
  expect(await attemptsOf(world, open)).toBe(ofOpen);
});

test("more attempts than one slice holds are deleted in one run, and none once the signal has ended", async () => {
  await using world = await openUploadWorld();
  const batchId = await uploadedDaysAgo(world, 120);
  await world.ctx.db.$executeRaw`
    INSERT INTO upload_attempts (organization_id, group_id, batch_id, store_id, step, operation_id, claim_token, request_hash, request, outcome, started_at)
    SELECT organization_id, group_id, batch_id, store_id, step, operation_id, claim_token, request_hash, '{}', 'SUCCEEDED', started_at
    FROM (SELECT * FROM upload_attempts WHERE batch_id = ${batchId}::uuid LIMIT 1) AS one, generate_series(1, 11000)`;

  const afterEnd = await pruneAttempts(world.ctx, { keptDays: 90 }, AbortSignal.abort());
  const left = await attemptsOf(world, batchId);
  await pruneAttempts(world.ctx, { keptDays: 90 });

  expect(afterEnd).toBe(0);
  expect(left).toBeGreaterThan(11_000);
  expect(await attemptsOf(world, batchId)).toBe(0);
});

test("attempts and deliveries are pruned once a day", () => {
  const daily = schedules.filter(({ cron }) => /^\d+ \d+ \* \* \*$/.test(cron)).map(({ contract }) => contract.name);
  expect(daily).toEqual(expect.arrayContaining(["uploads.prune-attempts", "webhooks.prune-deliveries"]));
});
