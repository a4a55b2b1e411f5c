import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { BatchFilter } from "#app/domain/uploads/queries/batch-filter.ts";
import { listBatches } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { listTimelines } from "#app/domain/uploads/queries/timeline-queries.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const names = async (ctx: Context, filter: BatchFilter) =>
  (await listBatches(ctx, filter, { limit: 10 })).items.map(({ name }) => name);

const ADA = "018f0000-0000-7000-8000-00000000000a";

async function approve(world: UploadWorld, name: string, title: string, actor = world.ctx.actor): Promise<string> {
  const { id } = await addProduct(world, { title });
  const ctx = { ...world.ctx, actor };
  return (await approveProducts(ctx, { selection: { kind: "products", ids: [id] }, name })).batchId;
}

test("batches are found by name, by a product in them, by who started them, by store and by day", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [storeId] = [...world.storeIds.values()];
  await approve(world, "Spring", "Cap");
  await approve(world, "Autumn 100%", "Mug", { type: "STAFF", id: ADA, name: "Ada", role: "OWNER", storeId: null });
  await world.ctx.db.uploadBatchStore.deleteMany({ where: { batch: { name: "Spring" }, storeId: storeId ?? "" } });
  const tomorrow = new Date(Date.now() + 86_400_000);

  expect(await names(world.ctx, {})).toEqual(["Autumn 100%", "Spring"]);
  expect(await names(world.ctx, { sort: "oldest" })).toEqual(["Spring", "Autumn 100%"]);
  expect(await names(world.ctx, { text: "spr" })).toEqual(["Spring"]);
  expect(await names(world.ctx, { text: "100%" })).toEqual(["Autumn 100%"]);
  expect(await names(world.ctx, { text: "mug" })).toEqual(["Autumn 100%"]);
  expect(await names(world.ctx, { actorId: ADA })).toEqual(["Autumn 100%"]);
  expect(await names(world.ctx, { storeId })).toEqual(["Autumn 100%"]);
  expect(await names(world.ctx, { since: tomorrow })).toEqual([]);
  expect(await names(world.ctx, { until: tomorrow })).toHaveLength(2);
});

test("pages of batches that begin with the oldest follow each other", async () => {
  await using world = await openUploadWorld();
  for (const name of ["One", "Two", "Three"]) await approve(world, name, name);

  const first = await listBatches(world.ctx, { sort: "oldest" }, { limit: 2 });
  const second = await listBatches(world.ctx, { sort: "oldest" }, { limit: 2, after: first.next ?? "" });

  expect(first.items.map(({ name }) => name)).toEqual(["One", "Two"]);
  expect(second.items.map(({ name }) => name)).toEqual(["Three"]);
});

const COUNTED = ["most-products", "fewest-products", "most-failed", "fewest-failed"] as const;

test("batches are ordered by their products or failed rows, and pages follow each other there and back", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const sizes = [2, 1, 3, 1, 2];
  const failed = [0, 3, 1, 3, 0];
  for (const [at, products] of sizes.entries()) {
    const made = await Promise.all(Array.from({ length: products }, () => addProduct(world)));
    const selection = { kind: "products" as const, ids: made.map(({ id }) => id) };
    const { batchId } = await approveProducts(ctx, { selection, name: String(at) });
    const rowsFailed = failed[at] ?? 0;
    await ctx.db.shopifyUploadBatch.update({
      where: { id: batchId },
      data: { rowsFailed, rowsPending: { decrement: rowsFailed } },
    });
  }

  const walked = await Promise.all(
    COUNTED.map(async (sort) => {
      const pages = [await listBatches(ctx, { sort }, { limit: 2 })];
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
        pages.push(await listBatches(ctx, { sort }, { limit: 2, after: next }));
      const back = await listBatches(ctx, { sort }, { limit: 2, before: pages.at(-1)?.previous ?? "" });
      return [sort, pages.map(({ items }) => items.map(({ name }) => name)), back.items.map(({ name }) => name)];
    }),
  );

  expect(walked).toEqual([
    ["most-products", [["2", "4"], ["0", "3"], ["1"]], ["0", "3"]],
    ["fewest-products", [["1", "3"], ["0", "4"], ["2"]], ["0", "4"]],
    ["most-failed", [["3", "1"], ["2", "4"], ["0"]], ["2", "4"]],
    ["fewest-failed", [["0", "4"], ["2", "1"], ["3"]], ["2", "1"]],
  ]);
});

test("another organization's product is no way to its batches", async () => {
  await using world = await openUploadWorld();
  await using other = await openUploadWorld();
  await approve(world, "Spring", "Cap");

  expect(await names(other.ctx, { text: "Cap" })).toEqual([]);
});

test("of several failed products only the chosen ones are retried", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const [cap, mug] = [await addProduct(world, { title: "Cap" }), await addProduct(world, { title: "Mug" })];
  await ctx.db.variant.updateMany({ where: { organizationId: ctx.organizationId }, data: { currencyCode: "SEK" } });
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [cap.id, mug.id] } });
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);

  const { retried } = await retryFailedRows(ctx, { batchId, productIds: [mug.id] });

  expect(retried).toBe(3);
  expect(await ctx.db.shopifyUploadProduct.count({ where: { productId: cap.id, status: "FAILED" } })).toBe(3);
  expect(await ctx.db.shopifyUploadProduct.count({ where: { productId: mug.id, status: "PENDING" } })).toBe(3);
});

test("an upload tells when it was approved, sent and answered, and when a webhook confirmed it", async () => {
  await using world = await openUploadWorld();
  const { ctx } = world;
  const { id } = await addProduct(world, { title: "Cap" });
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  const group = await ctx.db.uploadGroup.findFirstOrThrow({ where: { batchId } });
  const [shopDomain = ""] = world.storeIds.keys();
  const news = { triggeredAt: new Date(), happenedAt: new Date(), payload: {}, topic: "products/create", shopDomain };
  await ctx.db.webhookDelivery.create({ data: { ...news, webhookId: batchId, resource: group.shopifyProductId } });

  const [timeline] = await listTimelines(ctx, { batchId, productId: id });

  const { approvedAt, queuedAt, sentAt, answeredAt, webhookSeenAt } = timeline ?? {};
  const times = [approvedAt, queuedAt, sentAt, answeredAt, webhookSeenAt].map((at) => at?.getTime() ?? Number.NaN);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times.every(Number.isFinite)).toBe(true);
});
