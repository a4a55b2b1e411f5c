import { expect, test } from "vitest";
import { listActivity, listBatchActivity } from "#app/domain/activity/activity-queries.server.ts";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { resumeBatch } from "#app/domain/uploads/steering/resume-batch.server.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const actions = async (ctx: Context, filter: Parameters<typeof listActivity>[1] = {}) =>
  (await listActivity(ctx, filter, { limit: 50 })).items.map(({ action }) => action);

const person = (ctx: Context, id: string, storeId: string | null = null): Context => ({
  ...ctx,
  actor: { type: "STAFF", id, name: "Ada", role: storeId === null ? "OWNER" : "MERCHANT", storeId },
});

const ADA = "018f0000-0000-7000-8000-00000000000a";
const BEN = "018f0000-0000-7000-8000-00000000000b";

/** Ada approves and pauses; the app pauses the store by itself. */
async function busyWorld(world: UploadWorld): Promise<{ batchId: string; storeId: string }> {
  const ada = person(world.ctx, ADA);
  const { id } = await addProduct(world, { title: "Cap" });
  const { batchId } = await approveProducts(ada, { selection: { kind: "products", ids: [id] }, name: "Caps" });
  await pauseBatch(ada, { batchId });
  const { storeId } = onlyStore(world);
  await pauseStore(world.ctx, { storeId });
  return { batchId, storeId };
}

test("activity is told newest first, with who did it and what it was done to", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await busyWorld(world);

  const { items } = await listActivity(world.ctx, {}, { limit: 50 });

  expect(items.map(({ action }) => action)).toEqual(["store.paused", "batch.paused", "approval.created"]);
  expect(items[1]).toMatchObject({
    actor: { type: "STAFF", name: "Ada" },
    subject: { type: "batch", id: batchId, name: "Caps" },
  });
});

test("activity is narrowed by what it is about, by who did it, and by time", async () => {
  await using world = await openUploadWorld();
  await busyWorld(world);
  const tomorrow = new Date(Date.now() + 86_400_000);

  expect(await actions(world.ctx, { about: "batch" })).toEqual(["batch.paused"]);
  expect(await actions(world.ctx, { actorId: ADA })).toEqual(["batch.paused", "approval.created"]);
  expect(await actions(world.ctx, { actorId: "system" })).toEqual(["store.paused"]);
  expect(await actions(world.ctx, { since: tomorrow })).toEqual([]);
  expect(await actions(world.ctx, { until: tomorrow })).toHaveLength(3);
});

test("pages of activity follow each other in both directions without losing an entry", async () => {
  await using world = await openUploadWorld();
  await busyWorld(world);

  const first = await listActivity(world.ctx, {}, { limit: 2 });
  const second = await listActivity(world.ctx, {}, { limit: 2, after: first.next ?? "" });
  const back = await listActivity(world.ctx, {}, { limit: 2, before: second.previous ?? "" });

  expect(second.items.map(({ action }) => action)).toEqual(["approval.created"]);
  expect(back.items).toEqual(first.items);
});

test("another organization's activity is not told", async () => {
  await using world = await openUploadWorld();
  await using other = await openUploadWorld();
  const { batchId } = await busyWorld(world);

  expect(await actions(other.ctx)).toEqual([]);
  expect((await listBatchActivity(other.ctx, batchId, { limit: 50 })).items).toEqual([]);
});

test("a merchant sees what they did themselves and what was done to their store", async () => {
  await using world = await openUploadWorld();
  const { storeId } = await busyWorld(world);

  expect(await actions(person(world.ctx, BEN, storeId))).toEqual(["store.paused"]);
  expect(await actions(person(world.ctx, BEN, ADA))).toEqual([]);
});

test("a batch tells all that was done to it, its approval included", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await busyWorld(world);
  await resumeBatch(world.ctx, { batchId });

  const { items } = await listBatchActivity(world.ctx, batchId, { limit: 50 });

  expect(items.map(({ action }) => action)).toEqual(["batch.resumed", "batch.paused", "approval.created"]);
});
