import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { startQueue } from "#app/platform/queue.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { startWorker } from "#jobs/runtime/start-worker.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const PRODUCTS = 20;

test("calls that are in flight when a worker stops land, and are stored", async () => {
  await using world = await openUploadWorld({ simulator: { latency: { mutationMs: 700, queryMs: 0 } } });
  const { shop } = onlyStore(world);
  const batchId = await approve(world);
  const worker = await startTestWorker(world);
  await expect.poll(() => openCalls(world, batchId)).toBeGreaterThan(1);

  await worker.stop();

  expect(shop.productCount).toBeGreaterThan(0);
  expect(await world.ctx.db.productLink.count({ where: onlyStoreOf(world) })).toBe(shop.productCount);
  expect(await outcomesOf(world, batchId)).toEqual(["SUCCEEDED"]);
  expect(await left(world)).toEqual({ activeJobs: 0, heldGroups: 0 });
});

test("a worker that stops gives up calls without an answer in time, and its successor makes nothing twice", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const batchId = await approve(world);
  const worker = await startTestWorker(world, { fetch: losingAnswers(world), callsLandWithinMs: 500 });
  await expect.poll(() => shop.productCount).toBe(PRODUCTS);
  const stoppedAt = performance.now();

  await worker.stop();
  const stopSeconds = (performance.now() - stoppedAt) / 1_000;
  const givenUp = await outcomesOf(world, batchId);
  const leftBehind = await left(world);
  const waitingJobs = await world.queue.boss.findJobs("uploads.drain-store", { key: storeId });
  await drainStore(world.ctx, { storeId }, new AbortController().signal);

  expect(stopSeconds).toBeLessThan(10);
  expect(givenUp).toEqual(["UNKNOWN"]);
  expect(leftBehind).toEqual({ activeJobs: 0, heldGroups: 0 });
  expect(waitingJobs.filter(({ state }) => state === "created")).toHaveLength(1);
  expect(await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } })).toMatchObject({
    status: "COMPLETED",
    productsSucceeded: PRODUCTS,
  });
  expect(shop.productCount).toBe(PRODUCTS);
  expect(shop.ledger.summary()).toMatchObject({ duplicateIdentities: 0 });
});

async function approve(world: UploadWorld): Promise<string> {
  const ids = await addProducts(world, PRODUCTS);
  return (await approveProducts(world.ctx, { selection: { kind: "products", ids } })).batchId;
}

interface TestWorkerOptions {
  fetch?: typeof globalThis.fetch;
  callsLandWithinMs?: number;
}

async function startTestWorker(
  { ctx }: UploadWorld,
  { fetch = ctx.fetch, callsLandWithinMs = 20_000 }: TestWorkerOptions = {},
) {
  const queue = await startQueue({ url: process.env["DATABASE_URL"] ?? "", contracts, role: "worker", log: ctx.log });
  return startWorker(
    { ...ctx, queue, fetch, close: () => queue.stop() },
    { databaseUrl: process.env["DATABASE_URL"] ?? "", storeConcurrency: 1, callsLandWithinMs },
  );
}

/** Shopify applies every create, and no answer to one arrives. */
const losingAnswers =
  ({ ctx }: UploadWorld): typeof globalThis.fetch =>
  async (input, init) => {
    const answer = await ctx.fetch(input, init);
    if (typeof init?.body !== "string" || !init.body.includes("productSet(")) return answer;
    const { promise, reject } = Promise.withResolvers<Response>();
    init.signal?.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
    return promise;
  };

const onlyStoreOf = (world: UploadWorld) => ({ storeId: onlyStore(world).storeId });

const openCalls = ({ ctx }: UploadWorld, batchId: string) =>
  ctx.db.uploadAttempt.count({ where: { batchId, outcome: "INTENT" } });

async function outcomesOf({ ctx }: UploadWorld, batchId: string): Promise<string[]> {
  const outcomes = await ctx.db.uploadAttempt.findMany({
    where: { batchId, step: "CREATE_PRODUCT" },
    select: { outcome: true },
    distinct: ["outcome"],
  });
  return outcomes.map(({ outcome }) => outcome);
}

async function left(world: UploadWorld): Promise<{ activeJobs: number; heldGroups: number }> {
  const jobs = await Promise.all(contracts.map(({ name }) => world.queue.boss.findJobs(name)));
  const heldGroups = await world.ctx.db.uploadGroup.count({ where: { ...onlyStoreOf(world), status: "PROCESSING" } });
  return { activeJobs: jobs.flat().filter(({ state }) => state === "active").length, heldGroups };
}
