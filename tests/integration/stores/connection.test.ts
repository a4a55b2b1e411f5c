import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { getStore, listStores } from "#app/domain/stores/store-queries.server.ts";
import {
  addSampleStore,
  contextOf,
  giveToken,
  newShopDomain,
  simulateShops,
} from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

const MINUTE_MS = 60_000;

async function connectedStore() {
  const shopDomain = newShopDomain();
  const world = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: world.simulator.fetch, clock: world.clock });
  const store = await addSampleStore(runtime, { shopDomain });
  const accessToken = await giveToken(runtime, world.simulator, shopDomain);
  return { ...world, ...store, store, runtime, accessToken };
}

const rowOf = (runtime: TestRuntime, storeId: string) => runtime.db.store.findUniqueOrThrow({ where: { id: storeId } });
const waitingDrains = async (runtime: TestRuntime, storeId: string) =>
  (await runtime.queue.boss.findJobs("uploads.drain-store", { key: storeId })).length;

test("a shop without an organization stays as it is when the app gets its token", async () => {
  const shopDomain = newShopDomain();
  const { simulator, clock } = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: simulator.fetch, clock });
  const accessToken = await giveToken(runtime, simulator, shopDomain);

  const outcome = await connectStore(runtime, { shopDomain, accessToken });

  expect(outcome).toBe("unclaimed");
  expect(await runtime.db.store.count({ where: { shopDomain } })).toBe(0);
});

test("the hourly run keeps the shop's facts up to date and changes nothing else", async () => {
  const { runtime, storeId, shopDomain, accessToken, time } = await connectedStore();
  const before = await rowOf(runtime, storeId);
  time.advance(30 * MINUTE_MS);

  const outcomes = [
    await connectStore(runtime, { shopDomain, accessToken }),
    await connectStore(runtime, { shopDomain, accessToken }),
  ];

  const after = await rowOf(runtime, storeId);
  expect(outcomes).toEqual(["unchanged", "unchanged"]);
  expect(after).toMatchObject({ currencyCode: "USD", status: "CONNECTED", connectedAt: before.connectedAt });
  expect(after.primaryLocationId).toMatch(/^gid:\/\/shopify\/Location\//);
  expect(await runtime.db.activity.count({ where: { subjectId: storeId } })).toBe(0);
});

test("an uninstalled store comes back with a reinstall: once, with its uploads woken", async () => {
  const { runtime, storeId, shopDomain, simulator, time } = await connectedStore();
  simulator.uninstallApp(shopDomain);
  await disconnectStore(runtime, { shopDomain, uninstalledAt: new Date(time.nowMs()) });
  time.advance(MINUTE_MS);
  const accessToken = await giveToken(runtime, simulator, shopDomain);

  const outcomes = await Promise.all([
    connectStore(runtime, { shopDomain, accessToken }),
    connectStore(runtime, { shopDomain, accessToken }),
  ]);

  const row = await rowOf(runtime, storeId);
  expect(outcomes.sort()).toEqual(["reconnected", "unchanged"]);
  expect(row).toMatchObject({ status: "CONNECTED", statusReason: null, uninstalledAt: null });
  expect(row.connectedAt.getTime()).toBe(time.nowMs());
  expect(await waitingDrains(runtime, storeId)).toBe(1);
});

test("a store is connected again also while its facts cannot be read, which is logged", async () => {
  const { runtime, storeId, shopDomain, accessToken, simulator } = await connectedStore();
  await runtime.db.store.update({ where: { id: storeId }, data: { status: "RECONNECT_REQUIRED", statusReason: "x" } });
  simulator.faults.add({ operation: "shop", every: 1, point: "before-apply", effect: "status", status: 503 });

  const outcome = await connectStore(runtime, { shopDomain, accessToken });

  expect(outcome).toBe("reconnected");
  expect(runtime.lines.map((line) => line.message)).toContain("The facts of a shop could not be read.");
});

test("an uninstalled store loses its tokens and keeps its links, and hearing it again changes nothing", async () => {
  const { runtime, storeId, organizationId, shopDomain, time } = await connectedStore();
  const productId = "00000000-0000-7000-8000-000000000001";
  const link = { storeId, productId, organizationId, shopifyProductId: "gid://shopify/Product/1" };
  await runtime.db.productLink.create({ data: link });
  const uninstalledAt = new Date(time.nowMs() + 1_000);

  const outcomes = [
    await disconnectStore(runtime, { shopDomain, uninstalledAt }),
    await disconnectStore(runtime, { shopDomain, uninstalledAt }),
  ];

  expect(outcomes).toEqual(["disconnected", "unchanged"]);
  expect(await rowOf(runtime, storeId)).toMatchObject({ status: "UNINSTALLED", uninstalledAt });
  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(0);
  expect(await runtime.db.productLink.count({ where: { storeId, goneAt: null } })).toBe(1);
  expect(await runtime.db.activity.count({ where: { subjectId: storeId, action: "store.uninstalled" } })).toBe(1);
});

test("the unfinished uploads of an uninstalled store are cancelled, and counted so", async () => {
  const { runtime, store, organizationId, storeId, shopDomain, time } = await connectedStore();
  const { categoryId, productId } = await addProduct(runtime, organizationId);
  await runtime.db.route.create({ data: { organizationId, categoryId, storeId } });
  const selection = { kind: "products" as const, ids: [productId] };
  const { batchId } = await approveProducts(contextOf(runtime, store), { selection });

  await disconnectStore(runtime, { shopDomain, uninstalledAt: new Date(time.nowMs() + 1_000) });

  const batch = await runtime.db.shopifyUploadBatch.findUniqueOrThrow({
    where: { id: batchId },
    include: { rows: true },
  });
  expect(batch.rows.map((row) => row.status)).toEqual(["CANCELLED"]);
  expect(batch).toMatchObject({ rowsTotal: 1, rowsPending: 0, rowsCancelled: 1, productsCancelled: 1 });
});

test("the tokens of a shop that never became a store go with its uninstall too", async () => {
  const shopDomain = newShopDomain();
  const { simulator, clock, time } = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ clock });
  await giveToken(runtime, simulator, shopDomain);

  await disconnectStore(runtime, { shopDomain, uninstalledAt: new Date(time.nowMs() + 1_000) });

  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(0);
});

test("late news of an uninstall does not end a store that was connected again since", async () => {
  const { runtime, storeId, shopDomain, simulator, time } = await connectedStore();
  const uninstalledAt = new Date(time.nowMs() + 1_000);
  await disconnectStore(runtime, { shopDomain, uninstalledAt });
  time.advance(MINUTE_MS);
  const accessToken = await giveToken(runtime, simulator, shopDomain);
  await connectStore(runtime, { shopDomain, accessToken });

  const outcome = await disconnectStore(runtime, { shopDomain, uninstalledAt });

  expect(outcome).toBe("stale");
  expect((await rowOf(runtime, storeId)).status).toBe("CONNECTED");
  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(1);
});

test("news of an uninstall that comes after the reinstall's token is stale, though the store never looked away", async () => {
  const { runtime, storeId, shopDomain, simulator, time } = await connectedStore();
  const uninstalledAt = new Date(time.nowMs() + 1_000);
  time.advance(MINUTE_MS);
  await giveToken(runtime, simulator, shopDomain);

  const outcome = await disconnectStore(runtime, { shopDomain, uninstalledAt });

  expect(outcome).toBe("stale");
  expect((await rowOf(runtime, storeId)).status).toBe("CONNECTED");
});

test("a paused store says who paused it, and resuming wakes its uploads once", async () => {
  const { runtime, store, storeId } = await connectedStore();
  const merchant = contextOf(runtime, store, "MERCHANT");

  await pauseStore(merchant, { storeId });
  await pauseStore(merchant, { storeId, reason: "again" });
  const paused = await getStore(merchant, storeId);
  await resumeStore(merchant, { storeId });
  await resumeStore(merchant, { storeId });

  expect(paused).toMatchObject({ statusReason: "Paused by Sam.", pausedAt: expect.any(Date) });
  expect(await getStore(merchant, storeId)).toMatchObject({ statusReason: null, pausedAt: null });
  expect(await waitingDrains(runtime, storeId)).toBe(1);
  expect(await runtime.db.activity.count({ where: { subjectId: storeId } })).toBe(2);
});

test("a pause does not hide that a store has to be reconnected", async () => {
  const { runtime, store, storeId } = await connectedStore();
  const reconnect = { status: "RECONNECT_REQUIRED", statusReason: "Open the app." } as const;
  await runtime.db.store.update({ where: { id: storeId }, data: reconnect });
  const owner = contextOf(runtime, store);

  await pauseStore(owner, { storeId });
  await resumeStore(owner, { storeId });

  expect(await getStore(owner, storeId)).toMatchObject(reconnect);
});

test("a viewer pauses nothing, and nobody pauses a store that is not theirs to see", async () => {
  const { runtime, store, storeId } = await connectedStore();
  const sibling = await addSampleStore(runtime, { organizationId: store.organizationId });
  const stranger = await addSampleStore(runtime);

  const viewer = contextOf(runtime, store, "VIEWER");
  const merchant = contextOf(runtime, store, "MERCHANT");
  const foreignOwner = contextOf(runtime, stranger);

  await expect(pauseStore(viewer, { storeId })).rejects.toMatchObject({ code: "permission.denied" });
  await expect(pauseStore(merchant, { storeId: sibling.storeId })).rejects.toMatchObject({ code: "store.not-found" });
  await expect(pauseStore(foreignOwner, { storeId })).rejects.toMatchObject({ code: "store.not-found" });
  await expect(resumeStore(foreignOwner, { storeId })).rejects.toMatchObject({ code: "store.not-found" });
  expect((await rowOf(runtime, storeId)).pausedAt).toBeNull();
});

test("an organization lists its stores by name, and a merchant their own alone", async () => {
  const { runtime, store, storeId } = await connectedStore();
  const sibling = await addSampleStore(runtime, { organizationId: store.organizationId });
  await runtime.db.store.update({ where: { id: sibling.storeId }, data: { name: "A first" } });
  await addSampleStore(runtime);

  const all = await listStores(contextOf(runtime, store, "STAFF"));
  const own = await listStores(contextOf(runtime, store, "MERCHANT"));

  expect(all.map((one) => one.id)).toEqual([sibling.storeId, storeId]);
  expect(own.map((one) => one.id)).toEqual([storeId]);
});

async function addProduct(runtime: TestRuntime, organizationId: string) {
  const categoryId = randomUUID();
  await runtime.db.category.create({
    data: { id: categoryId, organizationId, name: "All products", path: "", depth: 0, lineage: [categoryId] },
  });
  const variant = { organizationId, externalId: "A", position: 1, price: 10, currencyCode: "USD" };
  const named = { externalId: "shirt", handle: "shirt", title: "Shirt" };
  const { id } = await runtime.db.product.create({
    data: { organizationId, categoryId, ...named, variants: { create: [variant] } },
  });
  return { categoryId, productId: id };
}
