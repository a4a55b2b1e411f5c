import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { action as approve } from "#app/routes/api.v1.approvals.ts";
import { action as change, loader as readBatch } from "#app/routes/api.v1.batches.$batchId._index.ts";
import { action as cancel } from "#app/routes/api.v1.batches.$batchId.cancel.ts";
import { action as pause } from "#app/routes/api.v1.batches.$batchId.pause.ts";
import { action as resume } from "#app/routes/api.v1.batches.$batchId.resume.ts";
import { action as pauseStore } from "#app/routes/api.v1.stores.$storeId.pause.ts";
import { action as resumeStore } from "#app/routes/api.v1.stores.$storeId.resume.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });

const batchOf = async (world: UploadWorld, products: number) =>
  (
    await approveProducts(world.ctx, {
      selection: { kind: "products", ids: await addProducts(world, products) },
    })
  ).batchId;

test("a batch is paused, resumed, moved and cancelled, and each answer shows it as it is now", async () => {
  await using world = await openUploadWorld();
  const params = { batchId: await batchOf(world, 2) };
  const call = await openApi(contextOf(world));

  const paused = await call(pause, { params, method: "POST" });
  const resumed = await call(resume, { params, method: "POST" });
  const moved = await call(change, { params, method: "PATCH", body: { priority: 50 } });
  const cancelled = await call(cancel, { params, method: "POST" });
  const tooLate = await call(pause, { params, method: "POST" });

  expect([paused.status, resumed.status, moved.status, cancelled.status]).toEqual([200, 200, 200, 202]);
  expect(paused.body).toMatchObject({ pausedAt: expect.any(String), pauseReason: null });
  expect(resumed.body).toMatchObject({ pausedAt: null });
  expect(moved.body).toMatchObject({ priority: 50 });
  expect(cancelled.body).toMatchObject({ status: "CANCELLED" });
  expect(tooLate).toMatchObject({ status: 409, body: { code: "batch.already-ended" } });
});

test("a priority out of range and an unknown field are refused by name", async () => {
  await using world = await openUploadWorld();
  const params = { batchId: await batchOf(world, 1) };
  const call = await openApi(contextOf(world));

  const tooHigh = await call(change, { params, method: "PATCH", body: { priority: 101 } });
  const unknown = await call(change, { params, method: "PATCH", body: { priority: 1, name: "x" } });
  const put = await call(change, { params, method: "PUT", body: { priority: 1 } });

  expect([tooHigh.status, unknown.status, put.status]).toEqual([422, 422, 405]);
  expect(put.headers.get("allow")).toBe("GET, HEAD, PATCH");
});

test("a store is paused with a reason and resumed", async () => {
  await using world = await openUploadWorld();
  const params = { storeId: onlyStore(world).storeId };
  const call = await openApi(contextOf(world));

  const paused = await call(pauseStore, { params, method: "POST", body: { reason: "Stocktaking" } });
  const resumed = await call(resumeStore, { params, method: "POST" });

  expect(paused).toMatchObject({ status: 200, body: { pausedAt: expect.any(String), statusReason: "Stocktaking" } });
  expect(resumed).toMatchObject({ status: 200, body: { pausedAt: null, statusReason: null } });
});

test("a token that may only look steers nothing", async () => {
  await using world = await openUploadWorld();
  const params = { batchId: await batchOf(world, 1), storeId: onlyStore(world).storeId };
  const call = await openApi(contextOf(world), ["view"]);

  for (const verb of [pause, resume, cancel, pauseStore, resumeStore])
    expect(await call(verb, { params, method: "POST" })).toMatchObject({ status: 403 });
  expect(await call(change, { params, method: "PATCH", body: { priority: 1 } })).toMatchObject({ status: 403 });
});

test("an approval says how its batch is to run, and the batch shows it", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));
  const deadline = new Date(Date.now() + 3_600_000).toISOString();
  const settings = { priority: 5, canary: { products: 10, maxFailedShare: 0.2 }, deadline, onDailyLimit: "fail" };

  const approved = await call(approve, {
    method: "POST",
    body: { productIds: await addProducts(world, 1), ...settings },
  });
  const { batchId } = approved.body as { batchId: string };
  const batch = await call(readBatch, { params: { batchId } });

  expect(approved.status).toBe(202);
  expect(batch.body).toMatchObject({
    priority: 5,
    canary: { products: 10, maxFailedShare: 0.2, state: "RUNNING" },
    deadlineAt: deadline,
    onDailyLimit: "fail",
  });
});

test("settings that no batch can have are refused with the field", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world));
  const productIds = await addProducts(world, 1);
  const send = (settings: object) => call(approve, { method: "POST", body: { productIds, ...settings } });

  expect(await send({ canary: { products: 5, maxFailedShare: 2 } })).toMatchObject({ status: 422 });
  expect(await send({ deadline: "tomorrow" })).toMatchObject({ status: 422 });
  expect(await send({ deadline: "2020-01-01T00:00:00Z" })).toMatchObject({ status: 422 });
  expect(await send({ onDailyLimit: "maybe" })).toMatchObject({ status: 422 });
});

test("a batch says how many points it has left and when it will end, and says neither once it has ended", async () => {
  await using world = await openUploadWorld({ shops: [{ plan: "standard" }] });
  const { storeId } = onlyStore(world);
  const params = { batchId: await batchOf(world, 3) };
  const call = await openApi(contextOf(world));

  const unknown = await call(readBatch, { params });
  await world.ctx.db.storeBudget.create({
    data: { storeId, maximumPoints: 2_000, restorePerSecond: 1, availablePoints: 0, measuredAt: new Date() },
  });
  const known = await call(readBatch, { params });
  await call(pauseStore, { params: { storeId }, method: "POST" });
  const held = await call(readBatch, { params });
  await call(resumeStore, { params: { storeId }, method: "POST" });
  await world.ctx.db.storeBudget.delete({ where: { storeId } });
  await drainStore(world.ctx, { storeId }, new AbortController().signal);
  const ended = await call(readBatch, { params });

  expect(unknown.body).toMatchObject({ estimate: { points: 33, seconds: null, obstacle: "budget-unknown" } });
  expect(known.body).toMatchObject({
    estimate: { points: 33, endsAt: expect.any(String), obstacle: null, stores: [{ storeId, points: 33 }] },
  });
  const { seconds } = (known.body as { estimate: { seconds: number } }).estimate;
  expect(seconds).toBeGreaterThan(25);
  expect(seconds).toBeLessThanOrEqual(33);
  expect(held.body).toMatchObject({ estimate: { seconds: null, obstacle: "store-paused" } });
  expect(ended.body).toMatchObject({ status: "COMPLETED", estimate: null });
});

test("a batch that waits for a shop's daily limit says so, and when new products are tried again", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const params = { batchId: await batchOf(world, 1) };
  const createsParkedUntil = new Date(Date.now() + 3_600_000);
  await world.ctx.db.store.update({ where: { id: storeId }, data: { createsParkedUntil } });
  const call = await openApi(contextOf(world));

  const { body } = await call(readBatch, { params });

  expect(body).toMatchObject({
    estimate: {
      endsAt: null,
      obstacle: "daily-limit",
      stores: [{ storeId, createsParkedUntil: createsParkedUntil.toISOString() }],
    },
  });
});

test("what other batches have left at a store counts as far as they go first or take turns", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const [mine, first, last] = [await batchOf(world, 2), await batchOf(world, 10), await batchOf(world, 5)];
  const call = await openApi(contextOf(world));
  await world.ctx.db.storeBudget.create({
    data: { storeId, maximumPoints: 2_000, restorePerSecond: 1, availablePoints: 0, measuredAt: new Date() },
  });
  const secondsOf = async () => {
    const { body } = await call(readBatch, { params: { batchId: mine } });
    return (body as { estimate: { seconds: number } }).estimate.seconds;
  };

  const sharing = await secondsOf();
  await call(change, { params: { batchId: first }, method: "PATCH", body: { priority: 1 } });
  await call(change, { params: { batchId: last }, method: "PATCH", body: { priority: -1 } });
  const behind = await secondsOf();

  expect(sharing).toBeGreaterThan(3 * 22 - 10);
  expect(sharing).toBeLessThanOrEqual(3 * 22);
  expect(behind).toBeGreaterThan(132 - 10);
  expect(behind).toBeLessThanOrEqual(132);
});
