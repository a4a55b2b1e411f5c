import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { planApproval } from "#app/domain/catalog/plan-approval.server.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { cancelStoreUploads } from "#app/domain/uploads/steering/cancel-store-uploads.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { lockPlanning, planRows } from "#app/domain/uploads/plan-rows.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { interceptCalls } from "#tests/support/faulty-shopify.ts";
import { addProduct, addProducts, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

/** More than one transaction cancels. */
const MANY_PRODUCTS = 1_200;

test("a store with more waiting rows than one transaction cancels has left at once, and the sweep cancels the rest", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await approveAll(world, await addProducts(world, MANY_PRODUCTS));

  const outcome = await disconnect(world);
  const atOnce = await countRows(world, batchId);
  await sweepUploads(world.ctx);

  expect(outcome).toBe("disconnected");
  expect(atOnce["PENDING"]).toBeGreaterThan(0);
  expect(atOnce["CANCELLED"]).toBeGreaterThan(0);
  expect(await countRows(world, batchId)).toEqual({ CANCELLED: MANY_PRODUCTS * 3 });
  expect(await batchOf(world, batchId)).toMatchObject({ rowsPending: 0, productsCancelled: MANY_PRODUCTS });
});

test("a store that leaves asks for the sweep that cancels what is left of it", async () => {
  await using world = await openUploadWorld();
  await approve(world, [(await addProduct(world)).id]);

  await disconnect(world);

  const sweeps = await world.queue.boss.findJobs("uploads.sweep");
  expect(sweeps.filter(({ state }) => state === "created")).toHaveLength(1);
});

test("a store has left even when its uploads cannot be cancelled just now", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, [(await addProduct(world)).id]);
  const disconnected = inTransaction(world.ctx.db, async (tx) => {
    await tx.$executeRaw`SELECT id FROM upload_groups WHERE batch_id = ${batchId}::uuid FOR UPDATE`;
    const leaving = disconnect(world);
    await expect.poll(() => statusOf(world)).toBe("UNINSTALLED");
    return { leaving };
  });

  await (
    await disconnected
  ).leaving;

  expect(await countRows(world, batchId)).toEqual({ CANCELLED: 3 });
});

test("failed rows of a store that has left are not retried", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, [(await addProduct(world, { title: "" })).id]);
  await drainStore(world.ctx, { storeId: storeIdOf(world) }, calm());
  await disconnect(world);

  const retried = retryFailedRows(world.ctx, { batchId });

  await expect(retried).rejects.toThrow(/its store has left/);
  expect(await countRows(world, batchId)).toEqual({ FAILED: 3 });
});

test("a plan that is open while its store leaves loses its rows too", async () => {
  await using world = await openUploadWorld();
  const [first, second] = [await addProduct(world), await addProduct(world)];
  const batchId = await approve(world, [first.id]);
  await world.ctx.db.product.update({ where: { id: second.id }, data: { approvalStatus: "APPROVED" } });
  await world.ctx.db.variant.updateMany({ where: { productId: second.id }, data: { approvalStatus: "APPROVED" } });
  const { organizationId } = world.ctx;
  const { leaving } = await inTransaction(world.ctx.db, async (tx) => {
    await lockPlanning(tx, organizationId);
    const begun = disconnect(world);
    await untilSomebodyWaitsForPlanning(world);
    await planRows(tx, { organizationId, batchId, productIds: [second.id] });
    return { leaving: begun };
  });

  await leaving;

  expect(await countRows(world, batchId)).toEqual({ CANCELLED: 6 });
});

test("the sweep cancels what a worker gave back after its store had left", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, [(await addProduct(world)).id]);
  await world.ctx.db.store.update({ where: { id: storeIdOf(world) }, data: { status: "UNINSTALLED" } });

  const { storesCleared } = await sweepUploads(world.ctx);

  expect(storesCleared).toBe(1);
  expect(await countRows(world, batchId)).toEqual({ CANCELLED: 3 });
});

test("what was being sent when its store left is in doubt, and not under way for ever", async () => {
  await using world = await openUploadWorld();
  const product = await addProduct(world);
  await approve(world, [product.id]);
  await drainStore(world.ctx, { storeId: storeIdOf(world) }, calm());
  await world.ctx.db.variant.updateMany({ where: { productId: product.id }, data: { price: "77" } });
  const batchId = await approve(world, [product.id]);
  const shopify = interceptCalls(world, ({ operation }) => (operation === "UpdateVariants" ? leaveAndAnswer() : null));
  const leaveAndAnswer = async () => {
    await disconnect(world);
    return Response.json({ data: { productVariantsBulkUpdate: { productVariants: [], userErrors: [] } } });
  };

  await drainStore({ ...world.ctx, fetch: shopify.fetch }, { storeId: storeIdOf(world) }, calm());

  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId } });
  expect(attempts.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(["UPDATE_VARIANTS UNKNOWN"]);
  const ties = await world.ctx.db.variantLink.findMany({ where: { productId: product.id } });
  expect(ties.map(({ acceptedHash }) => acceptedHash)).toEqual([null, null, null]);
  expect(await countRows(world, batchId)).toEqual({ CANCELLED: 3 });
});

test("nothing is cancelled of a store that has not left", async () => {
  await using world = await openUploadWorld();
  const batchId = await approve(world, [(await addProduct(world)).id]);

  await cancelStoreUploads(world.ctx, storeIdOf(world));

  expect(await countRows(world, batchId)).toEqual({ PENDING: 3 });
});

test("what was unfinished when a store left stays cancelled when it comes back before the sweep", async () => {
  await using world = await openUploadWorld();
  const { batchId } = await approveAll(world, await addProducts(world, MANY_PRODUCTS));
  await disconnect(world);
  const { accessToken } = world.simulator.installApp(domainOf(world));

  const outcome = await connectStore(world.ctx, { shopDomain: domainOf(world), accessToken });

  expect(outcome).toBe("reconnected");
  expect(await countRows(world, batchId)).toEqual({ CANCELLED: MANY_PRODUCTS * 3 });
});

const storeIdOf = ({ storeIds }: UploadWorld) => [...storeIds.values()][0] ?? "";
const domainOf = ({ storeIds }: UploadWorld) => [...storeIds.keys()][0] ?? "";

/** Later than the token and the connection of this world. */
async function disconnect(world: UploadWorld) {
  const uninstalledAt = new Date(Date.now() + 60_000);
  return disconnectStore(world.ctx, { shopDomain: domainOf(world), uninstalledAt });
}

async function approve({ ctx }: UploadWorld, ids: string[]): Promise<string> {
  return (await approveProducts(ctx, { selection: { kind: "products", ids } })).batchId;
}

/** A large approval, planned to its end. */
async function approveAll({ ctx }: UploadWorld, ids: string[]): Promise<{ batchId: string }> {
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids } });
  const approval = await ctx.db.approval.findUniqueOrThrow({ where: { batchId } });
  await planApproval(ctx, { organizationId: ctx.organizationId, approvalId: approval.id });
  return { batchId };
}

const batchOf = ({ ctx }: UploadWorld, id: string) => ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id } });

const statusOf = async (world: UploadWorld) =>
  (await world.ctx.db.store.findUniqueOrThrow({ where: { id: storeIdOf(world) } })).status;

async function countRows({ ctx }: UploadWorld, batchId: string): Promise<Record<string, number>> {
  const counts = await ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { batchId }, _count: true });
  return Object.fromEntries(counts.map(({ status, _count }) => [status, _count]));
}

async function untilSomebodyWaitsForPlanning({ ctx }: UploadWorld): Promise<void> {
  const waiting = () => ctx.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_database d ON d.oid = database
    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`;
  await expect.poll(waiting).toEqual([{ waiting: 1 }]);
}
