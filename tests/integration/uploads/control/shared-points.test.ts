import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { openStoreSession, type StoreSession } from "#app/domain/uploads/internal/store/store-session.server.ts";
import type { Lane } from "#app/shopify/points-lanes.ts";
import { UPDATE_PRODUCT_POINTS } from "#app/shopify/operation-cost.ts";
import { UPDATE_PRODUCT } from "#app/shopify/operations/update-product.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const CALLS = 30;

/** Spends from the store's points in a process of its own, as far as the database can tell. */
async function spend(world: UploadWorld, lane: Lane): Promise<void> {
  const { storeId } = onlyStore(world);
  const session = await openStoreSession(world.ctx, { storeId, claimToken: randomUUID(), signal: calm() });
  const call = {
    operation: UPDATE_PRODUCT,
    variables: { product: { id: "gid://shopify/Product/404", title: "Nowhere" } },
    points: UPDATE_PRODUCT_POINTS,
  };
  let left = CALLS;
  const calls = Array.from({ length: CALLS }, () => session.read(call, lane).then(() => (left -= 1)));
  await Promise.all([...calls, tellUntil(session, () => left === 0)]);
  await session.share.leave();
}

async function tellUntil({ share, runtime }: StoreSession, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await share.keep();
    await runtime.clock.sleep(50);
  }
}

test(
  "processes that meet at one store spend its points together, and are not throttled",
  { timeout: 60_000 },
  async () => {
    await using world = await openUploadWorld({
      shops: [{ plan: "standard" }],
      simulator: { latency: { mutationMs: 60, queryMs: 20 } },
    });
    const { shop, storeId } = onlyStore(world);
    shop.bucket.setAvailable(250);

    await Promise.all([spend(world, "products"), spend(world, "price"), spend(world, "products")]);

    expect(shop.traffic.mutations).toBe(3 * CALLS);
    expect(shop.traffic.throttled).toBe(0);
    expect(await world.ctx.db.storePointsShare.count({ where: { storeId } })).toBe(0);
  },
);

test("a spender that is gone leaves its points to the others", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { db } = world.ctx;
  const gone = { storeId, wanted: { stock: 1_000 }, heldPoints: 1e9 };
  await db.storePointsShare.create({
    data: { ...gone, holder: randomUUID(), expiresAt: new Date(Date.now() - 1_000) },
  });
  await approveProducts(world.ctx, { selection: { kind: "products", ids: await addProducts(world, 3) } });

  await drainStore(world.ctx, { storeId }, calm());

  expect(await db.uploadGroup.count({ where: { storeId, status: "SUCCESS" } })).toBe(3);
  expect(await db.storePointsShare.count({ where: { storeId } })).toBe(0);
});

test("a worker that finds nothing to do beside another spender ends, although its store has to be told of our identity", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { db } = world.ctx;
  await db.storePointsShare.create({
    data: { storeId, wanted: {}, heldPoints: 0, holder: randomUUID(), expiresAt: new Date(Date.now() + 600_000) },
  });

  const outcome = await drainStore(world.ctx, { storeId }, calm());

  expect(outcome).toBe("drained");
  expect(await db.store.findUniqueOrThrow({ where: { id: storeId } })).toMatchObject({
    identityDefinedAt: expect.any(Date) as Date,
  });
});
