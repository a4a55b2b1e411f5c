import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { batchOf, drain, planDepartures, shopStatuses, uploadAll } from "#tests/support/worlds/departure-world.ts";
import { onlyStore, openUploadWorld, rowOutcomes } from "#tests/support/worlds/upload-world.ts";

const reason = "Unsafe";

test("a product whose approval is taken back leaves its store, and is on sale again once it is approved", async () => {
  await using world = await openUploadWorld();
  const [withdrawn, stays] = await uploadAll(world, 2);
  const ids = [withdrawn ?? ""];

  const outcome = await rejectProducts(world.ctx, { selection: { kind: "products", ids }, reason, takesOffSale: true });
  await planDepartures(world);
  await drain(world);
  const offSale = shopStatuses(world);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);

  expect(outcome).toMatchObject({ rejected: 1, alreadyApproved: 0 });
  expect(await batchOf(world, outcome.departureBatchId)).toMatchObject({ purpose: "DEPARTURE", productsSucceeded: 1 });
  const groups = await world.ctx.db.uploadGroup.findMany({ where: { batchId: outcome.departureBatchId ?? "" } });
  expect(groups.map(({ productId }) => productId)).not.toContain(stays);
  expect(offSale.toSorted()).toEqual(["ACTIVE", "ARCHIVED"]);
  expect(shopStatuses(world)).toEqual(["ACTIVE", "ACTIVE"]);
});

test("an upload that waits is dropped with the approval that is taken back", async () => {
  await using world = await openUploadWorld();
  const ids = await uploadAll(world, 1);
  await world.ctx.db.product.updateMany({ where: { id: { in: ids } }, data: { title: "Newer" } });
  const waiting = await approveProducts(world.ctx, { selection: { kind: "products", ids } });

  await rejectProducts(world.ctx, { selection: { kind: "products", ids }, reason, takesOffSale: true });
  await planDepartures(world);
  await drain(world);

  expect(new Set(await rowOutcomes(world, waiting.batchId))).toEqual(new Set(["SUPERSEDED"]));
  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
});

test("each store decides what becomes of a product whose approval is taken back", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  await world.ctx.db.store.update({ where: { id: storeId }, data: { departureRule: "LEAVE" } });
  const ids = await uploadAll(world, 1);

  const outcome = await rejectProducts(world.ctx, { selection: { kind: "products", ids }, reason, takesOffSale: true });

  expect(outcome).toEqual({ rejected: 1, alreadyApproved: 0, departureBatchId: null });
  expect(shopStatuses(world)).toEqual(["ACTIVE"]);
});

test("taking off sale what another organization sells changes nothing there", async () => {
  await using world = await openUploadWorld();
  await using other = await openUploadWorld();
  const ids = await uploadAll(other, 1);

  const outcome = await rejectProducts(world.ctx, { selection: { kind: "products", ids }, reason, takesOffSale: true });

  expect(outcome).toEqual({ rejected: 0, alreadyApproved: 0, departureBatchId: null });
  expect(
    await other.ctx.db.product.count({ where: { id: { in: ids }, approvalStatus: "APPROVED", withdrawnAt: null } }),
  ).toBe(1);
});

test("single variants are not taken off sale", async () => {
  await using world = await openUploadWorld();
  const [id] = await uploadAll(world, 1);
  const variants = await world.ctx.db.variant.findMany({ where: { productId: id ?? "" } });
  const selection = { kind: "variants", ids: variants.map((variant) => variant.id) } as const;

  await expect(rejectProducts(world.ctx, { selection, reason, takesOffSale: true })).rejects.toThrow(InvalidInputError);
});
