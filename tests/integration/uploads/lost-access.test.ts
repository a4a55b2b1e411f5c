import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { interceptCalls } from "#tests/support/faulty-shopify.ts";
import { addProduct, addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

const approve = async (ctx: Context, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

const denied = () =>
  Response.json({
    errors: [
      {
        message: "Access denied for productSet field. Required access: `write_products` access scope.",
        extensions: { code: "ACCESS_DENIED" },
      },
    ],
  });

test("a store whose grant lacks a scope stops, says which, keeps its token, and goes on once it is reconnected", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  let isDenied = true;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "CreateProduct" && isDenied ? denied() : null,
  );
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  const batchId = await approve(ctx, await addProducts(world, 60));
  const outcomes = [await drainStore(ctx, { storeId }, calm()), await drainStore(ctx, { storeId }, calm())];
  const creates = shopify.calls.filter(({ operation }) => operation === "CreateProduct").length;
  const store = await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } });
  const activity = await ctx.db.activity.count({ where: { subjectId: storeId, action: "store.access-lost" } });

  isDenied = false;
  await ctx.db.store.update({ where: { id: storeId }, data: { status: "CONNECTED" } });
  await drainStore(ctx, { storeId }, calm());

  expect(outcomes).toEqual(["closed", "closed"]);
  expect(creates).toBeLessThanOrEqual(40);
  expect(store.status).toBe("RECONNECT_REQUIRED");
  expect(store.statusReason).toContain("write_products");
  expect(activity).toBe(1);
  expect(await ctx.db.session.count({ where: { shop: store.shopDomain } })).toBe(1);
  const batch = await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", rowsSucceeded: 180, rowsFailed: 0 });
});

test("a scope that only publishing lacks does not stop the store", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  await world.ctx.db.route.updateMany({
    where: { storeId },
    data: { publicationIds: ["gid://shopify/Publication/1"] },
  });
  const shopify = interceptCalls(world, ({ operation }) => (operation === "PublishProduct" ? denied() : null));
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  const batchId = await approve(ctx, await addProducts(world, 3));

  await drainStore(ctx, { storeId }, calm());

  expect(await ctx.db.store.findUniqueOrThrow({ where: { id: storeId } })).toMatchObject({ status: "CONNECTED" });
  const batch = await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", rowsSucceeded: 9 });
});

test("products that wait for points are not sent after a call was refused access", async () => {
  await using world = await openUploadWorld({ shops: [{ plan: "standard" }] });
  const { storeId } = onlyStore(world);
  const empty = { maximumPoints: 2_000, restorePerSecond: 100, availablePoints: 0, measuredAt: new Date() };
  await world.ctx.db.storeBudget.create({ data: { storeId, ...empty } });
  await world.ctx.db.store.update({ where: { id: storeId }, data: { identityDefinedAt: new Date() } });
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "CreateProduct" ? new Response("{}", { status: 401 }) : null,
  );
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  const batchId = await approve(ctx, await addProducts(world, 40));

  const outcome = await drainStore(ctx, { storeId }, calm());

  expect(outcome).toBe("closed");
  const [first, ...later] = shopify.calls.map(({ atMs }) => atMs);
  expect(later.filter((atMs) => atMs - (first ?? 0) > 1_000)).toEqual([]);
  expect(await ctx.db.uploadGroup.count({ where: { batchId, status: "PENDING" } })).toBe(40);
});

test("a call that was told to wait is not sent again when the store has left meanwhile", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const [shopDomain = ""] = world.storeIds.keys();
  let throttled = 0;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "CreateProduct" && (throttled += 1) === 1
      ? new Response("{}", { status: 429, headers: { "retry-after": "2" } })
      : null,
  );
  const ctx = { ...world.ctx, fetch: shopify.fetch };
  await approve(ctx, [(await addProduct(world)).id]);
  const draining = drainStore(ctx, { storeId }, calm());
  await expect.poll(() => throttled).toBe(1);

  await disconnectStore(world.ctx, { shopDomain, uninstalledAt: new Date(Date.now() + 20_000) });
  const callsBefore = shopify.calls.length;
  const outcome = await draining;

  expect(outcome).toBe("closed");
  expect(shopify.calls.length).toBe(callsBefore);
});

test("a call that was told to wait is not sent again by a worker that has lost the claim", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  let throttled = 0;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "CreateProduct" && (throttled += 1) === 1
      ? new Response("{}", { status: 429, headers: { "retry-after": "2" } })
      : null,
  );
  await approve(world.ctx, [(await addProduct(world)).id]);
  const zombie = drainStore({ ...world.ctx, fetch: shopify.fetch }, { storeId }, calm());
  await expect.poll(() => throttled).toBe(1);

  await drainStore(world.ctx, { storeId }, calm());
  await zombie;

  expect(throttled).toBe(1);
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, duplicateIdentities: 0 });
});
