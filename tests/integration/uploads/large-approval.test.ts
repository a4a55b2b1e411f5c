import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { planApproval } from "#app/domain/catalog/plan-approval.server.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { addProducts, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const everything = { kind: "filter" as const, filter: {} };

const approvalOf = async ({ ctx }: UploadWorld, batchId: string) => {
  const { id } = await ctx.db.approval.findFirstOrThrow({ where: { batchId } });
  return { organizationId: ctx.organizationId, approvalId: id };
};

test("a large approval answers before its rows are there, and a job makes all of them", async () => {
  await using world = await openUploadWorld();
  await addProducts(world, 400);
  const answered = await approveProducts(world.ctx, { selection: everything });
  const before = await world.ctx.db.shopifyUploadProduct.count({ where: { batchId: answered.batchId } });

  const outcome = await planApproval(world.ctx, await approvalOf(world, answered.batchId));

  const batch = await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: answered.batchId } });
  const rows = await world.ctx.db.shopifyUploadProduct.count({ where: { batchId: batch.id } });
  expect(answered).toMatchObject({ isPlanned: false, rowsTotal: 0 });
  expect(before).toBe(0);
  expect(outcome).toBe("planned");
  expect(rows).toBe(1_200);
  expect(batch).toMatchObject({ status: "PENDING", rowsTotal: 1_200, rowsPending: 1_200, productsTotal: 400 });
});

test("planning that is interrupted goes on where it stopped, and planning again makes no second row", async () => {
  await using world = await openUploadWorld();
  await addProducts(world, 400);
  const { batchId } = await approveProducts(world.ctx, { selection: everything });
  const approval = await approvalOf(world, batchId);
  const stopping = new AbortController();
  const stopAfterOneSlice = {
    ...world.ctx,
    queue: {
      send: async (...sent: Parameters<typeof world.ctx.queue.send>) => {
        stopping.abort();
        return world.ctx.queue.send(...sent);
      },
    },
  };

  const interrupted = await planApproval(stopAfterOneSlice, approval, stopping.signal);
  const halfway = await world.ctx.db.shopifyUploadProduct.count({ where: { batchId } });
  const goneOn = await planApproval(world.ctx, approval);
  const again = await planApproval(world.ctx, approval);

  expect([interrupted, goneOn, again]).toEqual(["interrupted", "planned", "planned"]);
  expect(halfway).toBeGreaterThan(0);
  expect(halfway).toBeLessThan(1_200);
  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId } })).toBe(1_200);
});

test("two workers that plan the same approval at once make each row once", async () => {
  await using world = await openUploadWorld();
  await addProducts(world, 400);
  const { batchId } = await approveProducts(world.ctx, { selection: everything });
  const approval = await approvalOf(world, batchId);

  await Promise.all([planApproval(world.ctx, approval), planApproval(world.ctx, approval)]);

  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId } })).toBe(1_200);
});

test("a product that changes after a large approval is left out until it is approved again", async () => {
  await using world = await openUploadWorld();
  const [changed = ""] = await addProducts(world, 400);
  const { batchId } = await approveProducts(world.ctx, { selection: everything });
  await world.ctx.db.product.update({
    where: { id: changed },
    data: { title: "Edited meanwhile", contentChangedAt: new Date(Date.now() + 60_000) },
  });

  await planApproval(world.ctx, await approvalOf(world, batchId));

  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId, productId: changed } })).toBe(0);
  expect(await world.ctx.db.product.findUniqueOrThrow({ where: { id: changed } })).toMatchObject({
    approvalStatus: "PENDING",
  });
});

test("a rejection that comes after a large approval, and before its rows, stands", async () => {
  await using world = await openUploadWorld();
  const [rejected = ""] = await addProducts(world, 400);
  const { batchId } = await approveProducts(world.ctx, { selection: everything });
  await rejectProducts(world.ctx, { selection: { kind: "products", ids: [rejected] }, reason: "Wrong picture" });

  await planApproval(world.ctx, await approvalOf(world, batchId));

  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId, productId: rejected } })).toBe(0);
  expect(await world.ctx.db.product.findUniqueOrThrow({ where: { id: rejected } })).toMatchObject({
    approvalStatus: "REJECTED",
    rejectionReason: "Wrong picture",
  });
});

test("a large approval takes all products of its organization and none of another", async () => {
  await using others = await openUploadWorld();
  const foreign = await addProducts(others, 300);
  await using world = await openUploadWorld();
  await addProducts(world, 300);
  const { batchId } = await approveProducts(world.ctx, { selection: everything });

  await planApproval(world.ctx, await approvalOf(world, batchId));

  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId } })).toBe(900);
  expect(await world.ctx.db.shopifyUploadProduct.count({ where: { batchId, productId: { in: foreign } } })).toBe(0);
});
