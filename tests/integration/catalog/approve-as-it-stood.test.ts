import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { approveAsItStood } from "#app/domain/catalog/internal/approve-as-it-stood.server.ts";
import { nextProducts } from "#app/domain/catalog/internal/next-products.server.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { addProducts, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

test("a product that is changed or rejected after it was read for an approval is not approved by it", async () => {
  await using world = await openUploadWorld();
  await addProducts(world, 200);
  const selection = { kind: "filter" as const, filter: {} };
  const { batchId } = await approveProducts(world.ctx, { selection });
  const stored = await world.ctx.db.approval.findFirstOrThrow({ where: { batchId } });
  const approval = { ...stored, selection };
  const { products } = await nextProducts(world.ctx.db, approval, 300);
  const [changed = "", rejected = ""] = products.map(({ id }) => id);
  await world.ctx.db.product.update({
    where: { id: changed },
    data: { contentChangedAt: new Date(stored.createdAt.getTime() + 1) },
  });
  await rejectProducts(world.ctx, { selection: { kind: "products", ids: [rejected] }, reason: "Not this one." });

  const approved = await inTransaction(world.ctx.db, (tx) => approveAsItStood(tx, approval, products));

  const states = await world.ctx.db.product.groupBy({
    by: ["approvalStatus"],
    _count: true,
    where: { id: { in: products.map(({ id }) => id) } },
    orderBy: { approvalStatus: "asc" },
  });
  expect(products).toHaveLength(100);
  expect(approved).toHaveLength(98);
  expect(approved).not.toContain(changed);
  expect(approved).not.toContain(rejected);
  expect(states.map(({ approvalStatus, _count }) => [approvalStatus, _count])).toEqual([
    ["PENDING", 1],
    ["APPROVED", 98],
    ["REJECTED", 1],
  ]);
});
