import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { startQueue } from "#app/platform/queue.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { startWorker, type Worker } from "#jobs/runtime/start-worker.ts";
import { endConnections } from "#tests/support/end-connections.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const PRODUCTS = 200;
const LOSSES = 8;
/** Of the worker and of this test. */
const POOL_SIZE = 5;

test(
  "a worker whose connections are cut again and again goes on by itself and makes no product twice",
  { timeout: 120_000 },
  async () => {
    await using world = await openUploadWorld({ simulator: { latency: { mutationMs: 250, queryMs: 50 } } });
    const { shop } = onlyStore(world);
    const ids = await addProducts(world, PRODUCTS);
    const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
    const worker = await startTestWorker(world);

    let endedInTransactions = 0;
    for (let loss = 0; loss < LOSSES; loss += 1) {
      endedInTransactions += await endConnections({ inTransaction: true });
      await endConnections();
    }

    await expect.poll(() => countRows(world, batchId), { timeout: 60_000 }).toEqual({ SUCCESS: PRODUCTS * 3 });
    await worker.stop();
    // More than the pool could bear to lose.
    expect(endedInTransactions).toBeGreaterThan(POOL_SIZE);
    expect(shop.productCount).toBe(PRODUCTS);
    expect(shop.ledger.summary()).toMatchObject({ duplicateIdentities: 0 });
  },
);

async function startTestWorker({ ctx }: UploadWorld): Promise<Worker> {
  const url = process.env["DATABASE_URL"] ?? "";
  const queue = await startQueue({ url, contracts, role: "worker", log: ctx.log, monitorIntervalSeconds: 1 });
  return startWorker(
    { ...ctx, queue, close: () => queue.stop() },
    { databaseUrl: process.env["DATABASE_URL"] ?? "", storeConcurrency: 2 },
  );
}

/** Asked in the middle of the losses, the answer may be lost too. */
async function countRows({ ctx }: UploadWorld, batchId: string): Promise<Record<string, number>> {
  const counts = await ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { batchId }, _count: true });
  return Object.fromEntries(counts.map(({ status, _count }) => [status, _count]));
}
