import { expect, test } from "vitest";
import { cancelStockSync } from "#app/domain/inventory/cancel-stock-sync.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { runStockSync } from "#app/domain/inventory/run-stock-sync.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { bodyOf, openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

/** Does something right before the shop gets its nth call that sets stock. */
function beforeSet(world: StockWorld, nth: number, act: () => unknown): void {
  const { fetch } = world.ctx;
  let calls = 0;
  world.ctx.fetch = async (input, init) => {
    if (bodyOf(init).includes("inventorySetQuantities")) {
      calls += 1;
      if (calls === nth) await act();
    }
    return fetch(input, init);
  };
}

const countedByShopify = ({ ctx, storeId }: StockWorld) =>
  ctx.db.route.updateMany({ where: { storeId }, data: { stockMode: "SHOPIFY_COUNTS_ORDERS" } });

const keysOf = (world: StockWorld) => {
  const keys: string[] = [];
  const { fetch } = world.ctx;
  world.ctx.fetch = (input, init) => {
    const key = /"key":"([^"]+)"/.exec(bodyOf(init))?.[1];
    if (key) keys.push(key);
    return fetch(input, init);
  };
  return keys;
};

test("a call whose answer is lost is sent again under its key, and an order in between is not lost", async () => {
  await using world = await openStockWorld({ products: 1 });
  await countedByShopify(world);
  await world.count(10);
  const keys = keysOf(world);
  world.simulator.faults.add({ operation: "inventorySetQuantities", nth: 1, point: "after-apply", effect: "drop" });
  beforeSet(world, 2, () => world.shop.merchant.placeOrder(world.variants[0]?.shopifyVariantId ?? "", 2));

  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  await requestStockSync(world.ctx, { storeId: world.storeId, isShopRead: true });
  await world.sync();

  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await getStockRun(world.ctx, runId)).toMatchObject({ status: "COMPLETED", rows: { succeeded: 3 } });
  expect(world.available()).toEqual([8, 10, 10]);
});

test.each(["stored-answer", "previous-attempt-failed"] as const)(
  "an order between the read and the write is kept where Shopify counts orders, also when the refusal is lost (%s)",
  async (idempotencyAfterFailure) => {
    await using world = await openStockWorld({ products: 1, simulator: { fidelity: { idempotencyAfterFailure } } });
    await countedByShopify(world);
    for (const { shopifyVariantId } of world.variants) world.shop.merchant.setStock(shopifyVariantId, 5);
    await world.count(10);
    world.simulator.faults.add({ operation: "inventorySetQuantities", nth: 1, point: "after-apply", effect: "drop" });
    beforeSet(world, 1, () => world.shop.merchant.placeOrder(world.variants[0]?.shopifyVariantId ?? "", 1));

    const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
    await world.sync();

    expect(await getStockRun(world.ctx, runId)).toMatchObject({ status: "COMPLETED", rows: { succeeded: 3 } });
    expect(world.available()).toEqual([9, 10, 10]);
  },
);

test("where upstream counts orders, the shop has what upstream says in the end, whatever was sold on the way", async () => {
  await using world = await openStockWorld({ products: 1 });
  for (const { shopifyVariantId } of world.variants) world.shop.merchant.setStock(shopifyVariantId, 5);
  await world.count(10);
  beforeSet(world, 1, async () => {
    world.shop.merchant.placeOrder(world.variants[0]?.shopifyVariantId ?? "", 1);
    await world.count(new Map([[world.variants[0]?.variantId ?? "", 9]]));
  });

  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(world.available()).toEqual([9, 10, 10]);
});

test("a runner that stood still while another one took over stores nothing, and nothing is set twice", async () => {
  await using world = await openStockWorld({ products: 1 });
  await countedByShopify(world);
  await world.count(10);
  const { fetch } = world.ctx;
  const frozen = Promise.withResolvers<undefined>();
  const sent = Promise.withResolvers<undefined>();
  const zombie = {
    ...world.ctx,
    fetch: async (...args: Parameters<typeof fetch>) => {
      const answer = await fetch(...args);
      if (!bodyOf(args[1]).includes("inventorySetQuantities")) return answer;
      sent.resolve(undefined);
      await frozen.promise;
      return answer;
    },
  };

  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  const standing = runStockSync(zombie, { storeId: world.storeId }, new AbortController().signal);
  await sent.promise;
  world.shop.merchant.placeOrder(world.variants[0]?.shopifyVariantId ?? "", 1);
  await world.sync();
  const whenTakenOver = await getStockRun(world.ctx, runId);
  frozen.resolve(undefined);
  await standing;
  await requestStockSync(world.ctx, { storeId: world.storeId, isShopRead: true });
  await world.sync();

  expect(whenTakenOver).toMatchObject({ status: "COMPLETED", rows: { succeeded: 3 }, callsMade: 1 });
  expect(await getStockRun(world.ctx, runId)).toEqual(whenTakenOver);
  expect(world.available()).toEqual([9, 10, 10]);
  expect(world.shop.ledger.count("stock-set")).toBe(1);
});

test("a run whose runner is stopped at any stage goes on where it was", async () => {
  await using world = await openStockWorld({ products: 2 });
  await world.count(10);
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  for (const what of ["locations(", "inventoryLevel(", "inventorySetQuantities"]) {
    const stopping = new AbortController();
    const { fetch } = world.ctx;
    const runtime = {
      ...world.ctx,
      fetch: (...args: Parameters<typeof fetch>) => {
        if (bodyOf(args[1]).includes(what)) stopping.abort();
        return fetch(...args);
      },
    };
    expect(await runStockSync(runtime, { storeId: world.storeId }, stopping.signal)).toBe("stopped");
  }

  await world.sync();

  expect(await getStockRun(world.ctx, runId)).toMatchObject({ status: "COMPLETED", rows: { total: 6, succeeded: 6 } });
  expect(world.available()).toEqual(world.variants.map(() => 10));
  expect(world.shop.ledger.count("stock-set")).toBe(1);
});

test("a store that is paused gets no call, and its run goes on when it is resumed", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(10);
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.ctx.db.store.update({ where: { id: world.storeId }, data: { pausedAt: new Date() } });

  const whilePaused = await world.sync();
  const then = world.available();
  await world.ctx.db.store.update({ where: { id: world.storeId }, data: { pausedAt: null } });
  await world.sync();

  expect(whilePaused).toBe("closed");
  expect(then).toEqual([0, 0, 0]);
  expect(world.available()).toEqual([10, 10, 10]);
});

test.each([
  ["paused", async ({ ctx, storeId }: StockWorld) => pauseStore(ctx, { storeId }), "PROCESSING"],
  ["cancelled", async ({ ctx }: StockWorld, runId: string) => cancelStockSync(ctx, { runId }), "CANCELLED"],
] as const)("a run that is %s while it is under way sends nothing more", async (_what, stop, status) => {
  await using world = await openStockWorld({ products: 100 });
  await world.count(10);
  world.shop.bucket.changePlan("standard");
  world.shop.bucket.setAvailable(40);
  world.shop.bucket.setRestoreRate(8);
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  const { fetch } = world.ctx;
  let calls = 0;
  world.ctx.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (!bodyOf(init).includes("inventorySetQuantities")) return answer;
    calls += 1;
    if (calls === 1) await stop(world, runId);
    return answer;
  };

  await world.sync();

  expect(calls).toBe(1);
  expect(await getStockRun(world.ctx, runId)).toMatchObject({ status, rows: { succeeded: 250 } });
  expect(world.available().filter((units) => units === 10)).toHaveLength(250);
});
