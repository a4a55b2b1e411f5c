import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { CanarySettings } from "#app/domain/uploads/steering/batch-settings.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async ({ ctx }: UploadWorld, ids: string[], canary: CanarySettings) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids }, settings: { canary } })).batchId;

const batchOf = ({ ctx }: UploadWorld, id: string) => ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

/** Products in the order in which they are uploaded. */
const addInTurn = async (world: UploadWorld, titles: readonly string[]) => {
  const ids: string[] = [];
  for (const title of titles) ids.push((await addProduct(world, { title, sizes: ["S"] })).id);
  return ids;
};

/** Shopify takes no product without a title. */
const refused = (count: number) => Array.from({ length: count }, () => "");
const good = (count: number) => Array.from({ length: count }, (_, index) => `Product ${index + 1}`);

const takenOf = ({ ctx }: UploadWorld, batchId: string) =>
  ctx.db.uploadGroup.count({ where: { batchId, claimedAt: { not: null } } });

test("a batch whose first products succeed goes on by itself", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world, await addProducts(world, 20), { products: 3, maxFailedShare: 0 });

  await drainStore(world.ctx, { storeId }, calm());

  expect(shop.productCount).toBe(20);
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", canaryState: "PASSED", pausedAt: null });
  expect(await world.ctx.db.uploadGroup.count({ where: { batchId, isCanary: true } })).toBe(3);
});

test("a batch too many of whose first products fail is paused with the share, and no other product is sent", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addInTurn(world, [...refused(4), ...good(10)]);
  const batchId = await approve(world, ids, { products: 4, maxFailedShare: 0.25 });

  await drainStore(world.ctx, { storeId }, calm());

  const batch = await batchOf(world, batchId);
  const taken = await takenOf(world, batchId);
  expect(batch).toMatchObject({ status: "PROCESSING", canaryState: "STOPPED", productsPending: 10 });
  expect(batch.pausedAt).not.toBeNull();
  expect(batch.pauseReason).toContain("100 %, at most 25 % are allowed");
  expect(taken).toBe(4);
});

test("a batch that its canary stopped goes on with the rest once somebody resumes it", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const ids = await addInTurn(world, [...refused(2), ...good(10)]);
  const batchId = await approve(world, ids, { products: 2, maxFailedShare: 0.5 });
  await drainStore(world.ctx, { storeId }, calm());

  await resumeBatch(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId }, calm());

  expect(shop.productCount).toBe(10);
  expect(await batchOf(world, batchId)).toMatchObject({
    status: "COMPLETED",
    canaryState: "PASSED",
    pauseReason: null,
    productsSucceeded: 10,
    productsFailed: 2,
  });
});

test("two stores together take up no more than the canary, and the one that ends it last lets both go on", async () => {
  await using world = await openUploadWorld({
    shops: [{}, {}],
    simulator: { latency: { mutationMs: 40, queryMs: 10 } },
  });
  const storeIds = [...world.storeIds.values()];
  const batchId = await approve(world, await addProducts(world, 30), { products: 5, maxFailedShare: 0 });
  const drain = () => Promise.all(storeIds.map((storeId) => drainStore(world.ctx, { storeId }, calm())));

  await drain();
  const taken = await world.ctx.db.uploadGroup.count({ where: { batchId, isCanary: true } });
  await drain();

  expect(taken).toBe(5);
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 60 });
});

test("a canary that nobody decided, because its last product ended another way, is decided by the sweep", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, await addProducts(world, 5), { products: 2, maxFailedShare: 0 });
  const [one, two] = await world.ctx.db.uploadGroup.findMany({ where: { batchId }, orderBy: { id: "asc" }, take: 2 });
  await world.ctx.db.uploadGroup.updateMany({
    where: { id: { in: [one?.id ?? 0n, two?.id ?? 0n] } },
    data: { isCanary: true, status: "SUCCESS", claimedAt: new Date() },
  });

  await sweepUploads(world.ctx);

  expect(await batchOf(world, batchId)).toMatchObject({ canaryState: "PASSED" });
});

test("a canary of no products, or of a share above all of them, is refused before anything is approved", async () => {
  await using world = await openUploadWorld();
  const ids = await addProducts(world, 1);

  const empty = approve(world, ids, { products: 0, maxFailedShare: 0 });
  await expect(empty).rejects.toBeInstanceOf(InvalidInputError);
  const impossible = approve(world, ids, { products: 1, maxFailedShare: 1.1 });
  await expect(impossible).rejects.toThrow(/share from 0 to 1/);

  expect(await world.ctx.db.shopifyUploadBatch.count({ where: { organizationId: world.ctx.organizationId } })).toBe(0);
});
