import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { getBatchProgress } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { AUTOMATIC_TRIES } from "#app/domain/uploads/upload-limits.ts";
import { interceptCalls, movingClock, refuseConnection, unavailable } from "#tests/support/faulty-shopify.ts";
import { addProduct, addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;
const PROBE_MS = 10_000;

const approve = async (ctx: Context, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const batchOf = ({ db }: Context, id: string) => db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

async function mostTries({ db }: Context, batchId: string): Promise<number> {
  const groups = await db.uploadGroup.findMany({ where: { batchId }, select: { failedAttempts: true } });
  return Math.max(...groups.map(({ failedAttempts }) => failedAttempts));
}

/** Drains as the queue does: a worker that hands over has a successor at once. */
async function drainToTheEnd(ctx: Context, storeId: string): Promise<void> {
  while ((await drainStore(ctx, { storeId }, calm())) === "hand-over");
}

/** Drains as the sweep makes it go on, which wakes a worker for what is due later. */
async function drainUntilEnded(ctx: Context, storeId: string, batchId: string): Promise<void> {
  while ((await batchOf(ctx, batchId)).completedAt === null) await drainStore(ctx, { storeId }, calm());
}

/** Lets a batch's next tries be due now, whatever their delay. */
const hurry = ({ db }: Context, batchId: string) =>
  db.uploadGroup.updateMany({ where: { batchId, status: "PENDING" }, data: { dueAt: new Date() } });

/** Drains until the batch has ended, no try and no question waiting for its time. */
async function drainInHaste(
  ctx: Context & { clock: ReturnType<typeof movingClock> },
  storeId: string,
  batchId: string,
) {
  const draining = drainUntilEnded(ctx, storeId, batchId);
  await expect
    .poll(
      async () => {
        await hurry(ctx, batchId);
        const { heldUntil } = await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } });
        ctx.clock.advance(Math.max(0, (heldUntil?.getTime() ?? 0) - ctx.clock.now().getTime()));
        return (await batchOf(ctx, batchId)).completedAt;
      },
      { timeout: 25_000 },
    )
    .not.toBeNull();
  await draining;
}

for (const [name, answer] of [
  ["cannot be reached", refuseConnection],
  ["answers 503", unavailable],
] as const) {
  test(`while Shopify ${name} rows wait, no try is spent, the store is asked once in ten seconds, and all go on after`, async () => {
    await using world = await openUploadWorld();
    const { storeId, shop } = onlyStore(world);
    let isDown = true;
    const shopify = interceptCalls(world, () => (isDown ? answer() : null));
    const clock = movingClock();
    const ctx = { ...world.ctx, clock, fetch: shopify.fetch };
    const batchId = await approve(ctx, await addProducts(world, 120));
    const held = async () => (await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } })).heldUntil;
    const draining = drainToTheEnd(ctx, storeId);
    await expect.poll(held, { timeout: 10_000 }).not.toBeNull();
    await expect.poll(() => ctx.db.uploadGroup.count({ where: { batchId, status: "PROCESSING" } })).toBe(0);
    const atOnce = shopify.calls.length;

    for (let asked = 1; asked <= 30; asked += 1) {
      clock.advance(PROBE_MS);
      await expect.poll(() => shopify.calls.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(atOnce + asked);
    }
    const inFiveMinutes = shopify.calls.length - atOnce;
    const { heldBy } = await getBatchProgress(ctx, batchId, {}, { limit: 1 });
    isDown = false;
    clock.advance(PROBE_MS);
    await draining;

    expect(atOnce).toBeLessThanOrEqual(60);
    expect(inFiveMinutes).toBeLessThanOrEqual(33);
    expect(heldBy).toMatchObject([{ id: storeId, status: "CONNECTED" }]);
    expect(heldBy[0]?.heldUntil).not.toBeNull();
    expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 360, rowsFailed: 0 });
    expect(await held()).toBeNull();
    expect(shop.ledger.summary()).toMatchObject({ productsCreated: 120, duplicateIdentities: 0 });
    expect(await mostTries(ctx, batchId)).toBeLessThan(AUTOMATIC_TRIES / 2);
  }, 60_000);
}

test("a lone product waits for its store as a thousand do", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  let isDown = true;
  const shopify = interceptCalls(world, () => (isDown ? unavailable() : null));
  const clock = movingClock();
  const ctx = { ...world.ctx, clock, fetch: shopify.fetch };
  const batchId = await approve(ctx, [(await addProduct(world)).id]);
  const draining = drainToTheEnd(ctx, storeId);
  const held = async () => (await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } })).heldUntil;
  await expect.poll(held, { timeout: 10_000 }).not.toBeNull();

  for (let asked = 1; asked <= 2 * AUTOMATIC_TRIES; asked += 1) {
    const before = shopify.calls.length;
    await hurry(ctx, batchId);
    clock.advance(PROBE_MS);
    await expect.poll(() => shopify.calls.length, { timeout: 5_000 }).toBeGreaterThan(before);
  }
  isDown = false;
  clock.advance(PROBE_MS);
  await draining;

  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
});

test("products wait too while Shopify answers reads and fails at every write", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  let isDown = true;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "CreateProduct" && isDown ? unavailable() : null,
  );
  const clock = movingClock();
  const ctx = { ...world.ctx, clock, fetch: shopify.fetch };
  const batchId = await approve(ctx, await addProducts(world, 30));
  const draining = drainUntilEnded(ctx, storeId, batchId);
  const creates = () => shopify.calls.filter(({ operation }) => operation === "CreateProduct").length;
  const held = async () => (await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } })).heldUntil;
  await expect.poll(held, { timeout: 10_000 }).not.toBeNull();

  for (let trial = 1; trial <= 2 * AUTOMATIC_TRIES; trial += 1) {
    const before = creates();
    clock.advance(PROBE_MS);
    await expect.poll(creates, { timeout: 5_000 }).toBeGreaterThan(before);
  }
  isDown = false;
  clock.advance(PROBE_MS);
  await draining;

  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 90, rowsFailed: 0 });
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 30, duplicateIdentities: 0 });
}, 60_000);

test("a renewal of the token that fails holds the store and fails no row", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 30);
  await approve(world.ctx, ids);
  await drainToTheEnd(world.ctx, storeId);
  await world.ctx.db.variant.updateMany({ where: { productId: { in: ids } }, data: { price: "3" } });
  const clock = movingClock();
  let isDown = true;
  const shopify = interceptCalls(world, ({ operation }) => {
    if (operation === "UpdateVariants" && isDown) clock.advance(60 * 60_000);
    return operation === "token" && isDown ? unavailable() : null;
  });
  const ctx = { ...world.ctx, clock, fetch: shopify.fetch };
  const batchId = await approve(ctx, ids);
  await drainStore(ctx, { storeId }, calm());
  await expect(drainStore(ctx, { storeId }, calm())).rejects.toThrow(/did not renew/);
  const tries = await mostTries(ctx, batchId);

  isDown = false;
  clock.advance(PROBE_MS);
  await drainToTheEnd(ctx, storeId);

  expect(tries).toBe(0);
  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 90, rowsFailed: 0 });
}, 60_000);

test("a product that Shopify fails at again and again FAILS after its tries, while the others succeed", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 5);
  await approve(world.ctx, ids);
  await drainToTheEnd(world.ctx, storeId);
  await world.ctx.db.variant.updateMany({ where: { productId: { in: ids } }, data: { price: "3" } });
  const poison = await world.ctx.db.productLink.findFirstOrThrow({ where: { storeId, productId: ids[2] ?? "" } });
  const shopify = interceptCalls(world, ({ operation, body }) =>
    operation === "UpdateVariants" && body.includes(poison.shopifyProductId) ? unavailable() : null,
  );
  const ctx = { ...world.ctx, clock: movingClock(), fetch: shopify.fetch };
  const batchId = await approve(ctx, ids);

  await drainInHaste(ctx, storeId, batchId);

  const group = await ctx.db.uploadGroup.findFirstOrThrow({
    where: { batchId, status: "FAILED" },
    include: { rows: true },
  });
  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 12, rowsFailed: 3 });
  expect(group).toMatchObject({ productId: ids[2], failedAttempts: AUTOMATIC_TRIES });
  expect(group.rows.map(({ errorCategory, retryCount }) => [errorCategory, retryCount])).toEqual(
    Array.from({ length: 3 }, () => ["SHOPIFY_ERROR", 0]),
  );
});

test("a product that is alone in its store and cannot be created FAILS after a look-up, with every retry left to people", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  let isBroken = true;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "CreateProduct" && isBroken ? unavailable() : null,
  );
  const ctx = { ...world.ctx, clock: movingClock(), fetch: shopify.fetch };
  const batchId = await approve(ctx, [(await addProduct(world)).id]);
  await drainInHaste(ctx, storeId, batchId);
  const failed = await ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  const last = await ctx.db.uploadAttempt.findFirstOrThrow({ where: { batchId }, orderBy: { id: "desc" } });

  isBroken = false;
  await retryFailedRows(ctx, { batchId });
  await drainInHaste(ctx, storeId, batchId);

  expect(failed.map(({ errorCategory, retryCount }) => [errorCategory, retryCount])).toEqual(
    Array.from({ length: 3 }, () => ["SHOPIFY_ERROR", 0]),
  );
  expect([last.step, last.outcome]).toEqual(["LOOK_UP", "ABSENT"]);
  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
  expect(shop.productCount).toBe(1);
});

test("rows whose create has an unknown outcome do not fail before a look-up was answered", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "drop" });
  let lookUps = 0;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "FindByIdentity" && (lookUps += 1) <= AUTOMATIC_TRIES + 2 ? unavailable() : null,
  );
  const ctx = { ...world.ctx, clock: movingClock(), fetch: shopify.fetch };
  const batchId = await approve(ctx, [(await addProduct(world)).id]);

  await drainInHaste(ctx, storeId, batchId);

  expect(lookUps).toBe(AUTOMATIC_TRIES + 3);
  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, duplicateIdentities: 0 });
});
