import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Actor } from "#app/domain/context.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { setBatchPriority } from "#app/domain/uploads/steering/set-batch-priority.server.ts";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
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

const activityOf = async ({ ctx }: UploadWorld, batchId: string) =>
  (await ctx.db.activity.findMany({ where: { subjectId: batchId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

test("a paused batch sends nothing, and goes on where it was once it is resumed", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 5));

  await pauseBatch(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId }, calm());
  const whilePaused = shop.productCount;
  await world.queue.boss.deleteQueuedJobs("uploads.drain-store");
  await resumeBatch(world.ctx, { batchId });
  const woken = (await world.queue.boss.findJobs("uploads.drain-store")).filter(({ state }) => state === "created");
  await drainStore(world.ctx, { storeId }, calm());

  expect(whilePaused).toBe(0);
  expect(woken.map(({ data }) => data)).toContainEqual({ storeId });
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 5, pausedAt: null });
});

test("pausing and resuming twice is the same as once, and each is recorded once", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, await addProducts(world, 1));

  await pauseBatch(world.ctx, { batchId });
  await pauseBatch(world.ctx, { batchId });
  await resumeBatch(world.ctx, { batchId });
  await resumeBatch(world.ctx, { batchId });

  expect(await activityOf(world, batchId)).toEqual(["batch.paused", "batch.resumed"]);
});

test("of two batches the one with the higher priority goes first, and a new priority counts at once", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const first = await approve(world, await addProducts(world, 60));
  const second = await approve(world, await addProducts(world, 60));
  await setBatchPriority(world.ctx, { batchId: second, priority: 10 });
  await setBatchPriority(world.ctx, { batchId: second, priority: 10 });

  await drainStore(world.ctx, { storeId }, calm());

  const [earlier, later] = await Promise.all(
    [second, first].map((batchId) => world.ctx.db.uploadGroup.findMany({ where: { batchId } })),
  );
  const claimsOf = (groups: typeof earlier) => (groups ?? []).map(({ claimedAt }) => claimedAt?.getTime() ?? 0);
  expect(Math.max(...claimsOf(earlier))).toBeLessThanOrEqual(Math.min(...claimsOf(later)));
  expect(await activityOf(world, second)).toEqual(["batch.priority-set", "batch.completed"]);
});

test("a priority out of range is refused", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, await addProducts(world, 1));

  for (const priority of [101, -101, 1.5])
    await expect(setBatchPriority(world.ctx, { batchId, priority })).rejects.toBeInstanceOf(InvalidInputError);

  await setBatchPriority(world.ctx, { batchId, priority: -100 });
  expect(await batchOf(world, batchId)).toMatchObject({ priority: -100 });
});

test("a batch that has ended or is being cancelled cannot be steered, and the refusal says what to do instead", async () => {
  await using world = await openUploadWorld();
  const ended = await approve(world, [(await addProduct(world)).id]);
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());
  const cancelled = await approve(world, await addProducts(world, 1_001));
  await world.ctx.db.shopifyUploadBatch.update({ where: { id: cancelled }, data: { cancelRequestedAt: new Date() } });

  for (const batchId of [ended, cancelled]) {
    await expect(pauseBatch(world.ctx, { batchId })).rejects.toBeInstanceOf(ConflictError);
    await expect(resumeBatch(world.ctx, { batchId })).rejects.toThrow(/approve (the|its) products again/i);
    await expect(setBatchPriority(world.ctx, { batchId, priority: 1 })).rejects.toBeInstanceOf(ConflictError);
  }
});

test("only who may upload in all stores steers a batch, and nobody that of another organization", async () => {
  await using world = await openUploadWorld();
  await using other = await openUploadWorld();
  const batchId = await approve(world, await addProducts(world, 1));
  const merchant: Actor = {
    type: "STAFF",
    id: world.ctx.organizationId,
    name: "Merchant",
    role: "MERCHANT",
    storeId: onlyStore(world).storeId,
  };

  const steer = [pauseBatch, resumeBatch, cancelBatch] as const;

  for (const verb of steer) {
    await expect(verb({ ...world.ctx, actor: merchant }, { batchId })).rejects.toBeInstanceOf(ForbiddenError);
    await expect(verb(other.ctx, { batchId })).rejects.toBeInstanceOf(NotFoundError);
  }
  await expect(setBatchPriority(other.ctx, { batchId, priority: 1 })).rejects.toBeInstanceOf(NotFoundError);
});
