import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { BatchSettings } from "#app/domain/uploads/steering/batch-settings.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { AUTOMATIC_TRIES } from "#app/domain/uploads/upload-limits.ts";
import {
  addProduct,
  addProducts,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

/** A shop that has made what it may today once it has so many variants; products here have three. */
const openLimited = (variants: number, dailyVariantLimitStatus: 200 | 429 = 200) =>
  openUploadWorld({
    shops: [{ plan: "standard" }],
    simulator: { fidelity: { dailyVariantLimit: { aboveVariants: variants, perDay: 0 }, dailyVariantLimitStatus } },
  });

const approve = async ({ ctx }: UploadWorld, ids: string[], settings: BatchSettings = {}) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids }, settings })).batchId;

const batchOf = ({ ctx }: UploadWorld, id: string) => ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

const drain = (world: UploadWorld) => drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

const storeOf = (world: UploadWorld) =>
  world.ctx.db.store.findUniqueOrThrow({ where: { id: onlyStore(world).storeId } });

/** The pause that a store was given is over. */
const endPause = (world: UploadWorld) =>
  world.ctx.db.store.update({
    where: { id: onlyStore(world).storeId },
    data: { createsParkedUntil: new Date(Date.now() - 1000) },
  });

const liftLimit = ({ simulator }: UploadWorld) => simulator.setFidelity({ dailyVariantLimit: null });

test.each([200, 429] as const)(
  "new products wait when the shop makes no more variants today (HTTP %i), without spending a try",
  async (status) => {
    await using world = await openLimited(6, status);
    const batchId = await approve(world, await addProducts(world, 6));

    await drain(world);

    const { createsParkedUntil } = await storeOf(world);
    const waiting = await world.ctx.db.uploadGroup.findMany({ where: { batchId, status: "PENDING" } });
    expect(createsParkedUntil?.getTime()).toBeGreaterThan(Date.now());
    expect(createsParkedUntil?.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
    expect(await batchOf(world, batchId)).toMatchObject({ status: "PROCESSING", productsSucceeded: 2, rowsFailed: 0 });
    expect(waiting.map(({ failedAttempts }) => failedAttempts)).toEqual([0, 0, 0, 0]);
  },
);

test("updates go on at a store whose new products wait", async () => {
  await using world = await openLimited(3);
  const { id: known } = await addProduct(world);
  await approve(world, [known]);
  await drain(world);
  await approve(world, await addProducts(world, 2));
  await drain(world);
  await world.ctx.db.product.update({ where: { id: known }, data: { title: "Another title" } });

  const batchId = await approve(world, [known]);
  await drain(world);

  expect((await storeOf(world)).createsParkedUntil).not.toBeNull();
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 1 });
});

test("a variant that an existing product lacks waits too, and the product's other variants do not", async () => {
  await using world = await openLimited(3);
  const { id } = await addProduct(world);
  await approve(world, [id]);
  await drain(world);
  await addVariant(world, id, "XL");
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "25.00" } });

  const batchId = await approve(world, [id]);
  await drain(world);

  expect((await storeOf(world)).createsParkedUntil).not.toBeNull();
  expect(await batchOf(world, batchId)).toMatchObject({ rowsSucceeded: 3, rowsPending: 1, rowsFailed: 0 });
});

test("when the pause is over one product finds out that the limit has not lifted, and the rest waits on", async () => {
  await using world = await openLimited(3);
  const { shop } = onlyStore(world);
  await approve(world, await addProducts(world, 30));
  await drain(world);
  await endPause(world);
  const before = shop.traffic.mutations;

  await drain(world);

  expect(shop.traffic.mutations - before).toBe(1);
  expect((await storeOf(world)).createsParkedUntil?.getTime()).toBeGreaterThan(Date.now() + 1_000);
});

test("when the limit has lifted the product that goes ahead lets all others follow", async () => {
  await using world = await openLimited(3);
  const batchId = await approve(world, await addProducts(world, 30));
  await drain(world);
  await endPause(world);
  liftLimit(world);

  await drain(world);

  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 30 });
  expect(await storeOf(world)).toMatchObject({ createsParkedUntil: null, limitTrialGroupId: null });
});

test("a product that goes ahead and fails for a reason of its own leaves the question to the next one", async () => {
  await using world = await openLimited(0);
  const { id: bad } = await addProduct(world, { title: "", sizes: ["S"] });
  const batchId = await approve(world, [bad, ...(await addProducts(world, 3))]);
  await world.ctx.db.store.update({
    where: { id: onlyStore(world).storeId },
    data: { createsParkedUntil: new Date(Date.now() - 1000) },
  });
  liftLimit(world);

  await drain(world);

  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 3, productsFailed: 1 });
});

test("a batch that does not wait for the next day fails at once, what was not sent with it, and can be retried", async () => {
  await using world = await openLimited(6);
  const batchId = await approve(world, await addProducts(world, 40), { onDailyLimit: "fail" });

  await drain(world);
  await sweepUploads(world.ctx);

  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  expect(await batchOf(world, batchId)).toMatchObject({
    status: "COMPLETED",
    productsSucceeded: 2,
    productsFailed: 38,
  });
  expect(new Set(rows.map((row) => `${row.errorCategory} ${row.errorCode}`))).toEqual(
    new Set(["API_LIMIT shopify.daily-variant-limit"]),
  );
});

test("the sweep does not wake a store for what waits for the next day, but does when the pause is over", async () => {
  await using world = await openLimited(3);
  const { storeId } = onlyStore(world);
  await approve(world, await addProducts(world, 3));
  await drain(world);
  await world.queue.boss.deleteQueuedJobs("uploads.drain-store");
  const woken = async () =>
    (await world.queue.boss.findJobs("uploads.drain-store"))
      .filter(({ state }) => state === "created")
      .map(({ data }) => data);

  await sweepUploads(world.ctx);
  const parked = await woken();
  await endPause(world);
  await sweepUploads(world.ctx);

  expect(parked).not.toContainEqual({ storeId });
  expect(await woken()).toContainEqual({ storeId });
});

test("a product that was given up by the limit keeps its tries for faults of its own", async () => {
  await using world = await openLimited(3);
  const batchId = await approve(world, await addProducts(world, 2));
  for (let day = 0; day <= AUTOMATIC_TRIES; day += 1) {
    await drain(world);
    await endPause(world);
  }
  liftLimit(world);

  await drain(world);

  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 2 });
});
