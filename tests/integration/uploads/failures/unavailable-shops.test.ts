import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { getBatchProgress } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { interceptCalls, movingClock } from "#tests/support/faulty-shopify.ts";
import { addProduct, addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;
const MINUTE_MS = 60_000;

const approve = async (ctx: Context, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const storeOf = ({ db }: Context, id: string) => db.store.findUniqueOrThrow({ where: { id } });

const batchOf = ({ db }: Context, id: string) => db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

async function drainToTheEnd(ctx: Context, storeId: string): Promise<void> {
  while ((await drainStore(ctx, { storeId }, calm())) === "hand-over");
}

for (const [standing, said] of [
  ["frozen", /frozen until its owner pays/],
  ["forbidden", /does not let the app in/],
  ["locked", /locked the shop/],
  ["closed", /no shop at this address/],
] as const) {
  test(`a shop that is ${standing} keeps its token: its products wait, the reason is shown, and they go on when it is open again`, async () => {
    await using world = await openUploadWorld();
    const { storeId, shop } = onlyStore(world);
    const clock = movingClock();
    const shopify = interceptCalls(world, () => null);
    const ctx = { ...world.ctx, clock, fetch: shopify.fetch };
    const batchId = await approve(ctx, await addProducts(world, 10));
    shop.standing = standing;
    const draining = drainToTheEnd(ctx, storeId);
    await expect.poll(async () => (await storeOf(ctx, storeId)).heldUntil).not.toBeNull();
    const held = await storeOf(ctx, storeId);
    const { heldBy } = await getBatchProgress(ctx, batchId, {}, { limit: 1 });
    const tried = await ctx.db.uploadGroup.count({ where: { batchId, failedAttempts: { gt: 0 } } });
    const atOnce = shopify.calls.length;
    for (let asked = 1; asked <= 3; asked += 1) {
      clock.advance(MINUTE_MS);
      await expect.poll(() => shopify.calls.length).toBeGreaterThanOrEqual(atOnce + asked);
    }
    const inThreeMinutes = shopify.calls.length - atOnce;

    shop.standing = "open";
    clock.advance(MINUTE_MS);
    await draining;

    expect(held).toMatchObject({ status: "CONNECTED", statusReason: expect.stringMatching(said) });
    expect(heldBy).toMatchObject([{ id: storeId, statusReason: expect.stringMatching(said) }]);
    expect(tried).toBe(0);
    expect(inThreeMinutes).toBeLessThanOrEqual(4);
    expect(await ctx.db.session.count({ where: { shop: held.shopDomain } })).toBe(1);
    expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 30, rowsFailed: 0 });
    expect(await storeOf(ctx, storeId)).toMatchObject({ status: "CONNECTED", statusReason: null, heldUntil: null });
  });
}

test("a frozen shop whose token has run out is held before anything is sent, and keeps what renews the token", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const clock = movingClock();
  const ctx = { ...world.ctx, clock };
  const batchId = await approve(ctx, [(await addProduct(world)).id]);
  shop.standing = "frozen";
  clock.advance(61 * MINUTE_MS);

  const outcome = await drainStore(ctx, { storeId }, calm());
  const held = await storeOf(ctx, storeId);
  shop.standing = "open";
  clock.advance(2 * MINUTE_MS);
  await drainToTheEnd(ctx, storeId);

  expect(outcome).toBe("closed");
  expect(held).toMatchObject({ status: "CONNECTED", heldUntil: expect.any(Date) });
  expect(held.statusReason).toContain("frozen");
  expect(await batchOf(ctx, batchId)).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
});

test("a person's pause of a store that is out of service keeps that person's reason", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  await approve(world.ctx, [(await addProduct(world)).id]);
  shop.standing = "locked";
  const draining = drainToTheEnd(world.ctx, storeId);
  await expect.poll(async () => (await storeOf(world.ctx, storeId)).heldUntil).not.toBeNull();

  await world.ctx.db.store.update({
    where: { id: storeId },
    data: { pausedAt: new Date(), statusReason: "Stocktaking." },
  });
  await draining;

  expect((await storeOf(world.ctx, storeId)).statusReason).toBe("Stocktaking.");
});
