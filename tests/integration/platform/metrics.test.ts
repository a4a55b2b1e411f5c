import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { readMetrics } from "#app/domain/read-metrics.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { pauseBatch } from "#app/domain/uploads/steering/pause-batch.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { serveMetrics } from "#jobs/runtime/serve-metrics.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const approve = async ({ ctx }: UploadWorld, ids: string[]) =>
  (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;

/** The sum of a metric over the lines that have all these labels; undefined when there is no such line. */
async function valueOf(world: UploadWorld, name: string, labels: Record<string, string> = {}) {
  const lines = (await readMetrics(world.ctx)).split("\n").filter((line) => {
    const isNamed = line.startsWith(`${name}{`) || line.startsWith(`${name} `);
    return isNamed && Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`));
  });
  if (lines.length === 0) return undefined;
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

test("an upload is counted by call, points, row and batch", async () => {
  await using world = await openUploadWorld({ shops: [{ plan: "standard" }] });
  const { storeId, shop } = onlyStore(world);
  const store = shop.domain;
  const failedBefore = (await valueOf(world, "catalog_relay_rows_ended_total", { category: "VALIDATION" })) ?? 0;
  const endedBefore = (await valueOf(world, "catalog_relay_batches_ended_total", { status: "COMPLETED" })) ?? 0;
  await approve(world, [(await addProduct(world)).id, (await addProduct(world, { title: "", sizes: ["S"] })).id]);

  await drainStore(world.ctx, { storeId }, new AbortController().signal);

  expect(
    await valueOf(world, "catalog_relay_shopify_calls_total", {
      store,
      operation: "CreateProduct",
      outcome: "answered",
    }),
  ).toBe(await world.ctx.db.uploadAttempt.count({ where: { storeId, step: "CREATE_PRODUCT" } }));
  expect(await valueOf(world, "catalog_relay_points_used_total", { store })).toBeGreaterThan(10);
  expect(await valueOf(world, "catalog_relay_store_points_available", { store })).toBeGreaterThan(1_000);
  expect(await valueOf(world, "catalog_relay_store_points_restored_per_second", { store })).toBe(100);
  expect(await valueOf(world, "catalog_relay_store_groups_open", { store })).toBe(0);
  expect((await valueOf(world, "catalog_relay_rows_ended_total", { category: "VALIDATION" })) ?? 0).toBe(
    failedBefore + 1,
  );
  expect((await valueOf(world, "catalog_relay_batches_ended_total", { status: "COMPLETED" })) ?? 0).toBe(
    endedBefore + 1,
  );
});

test("a store's queue is as old as its oldest product that is due, and a batch that a person holds is not late", async () => {
  await using world = await openUploadWorld();
  const store = onlyStore(world).shop.domain;
  const batchId = await approve(world, await addProducts(world, 3));
  const [oldest] = await world.ctx.db.uploadGroup.findMany({ where: { batchId }, take: 1 });
  await world.ctx.db.uploadGroup.update({
    where: { id: oldest?.id ?? 0n },
    data: { dueAt: new Date(Date.now() - 600_000) },
  });

  const late = await valueOf(world, "catalog_relay_store_queue_age_seconds", { store });
  await pauseBatch(world.ctx, { batchId });
  const held = await valueOf(world, "catalog_relay_store_queue_age_seconds", { store });

  expect(late).toBeGreaterThanOrEqual(600);
  expect(held).toBe(0);
  expect(await valueOf(world, "catalog_relay_store_groups_open", { store })).toBe(3);
});

test("a database that does not answer is told, and keeps the process's own metrics back no longer than seconds", async () => {
  await using world = await openUploadWorld();
  await using nowhere = new AsyncDisposableStack();
  const db = createDatabase({ url: "postgresql://nobody:x@127.0.0.1:1/nothing", poolSize: 2 });
  nowhere.defer(() => db.$disconnect());

  const text = await readMetrics({ ...world.ctx, db });

  expect(text).toContain("catalog_relay_database_up 0");
  expect(text).toContain("# TYPE catalog_relay_shopify_calls_total counter");
  expect(text).not.toContain("catalog_relay_store_queue_age_seconds{");
});

test("a worker serves its metrics on a port of its own, and nothing else", async () => {
  await using world = await openUploadWorld();
  const server = serveMetrics(world.ctx, { host: "127.0.0.1", port: 0, token: "a-token-of-some-length" });
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const headers = { authorization: "Bearer a-token-of-some-length" };

  const metrics = await fetch(`${base}/metrics`, { headers });
  const stranger = await fetch(`${base}/metrics`);
  const other = await fetch(`${base}/`, { headers });

  expect([metrics.status, stranger.status, other.status]).toEqual([200, 401, 404]);
  expect(metrics.headers.get("content-type")).toContain("text/plain");
  expect(await metrics.text()).toContain("catalog_relay_database_up 1");
});
