import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { getGoneBrake } from "#app/domain/reconciliation/gone-brake/gone-brake-queries.server.ts";
import { releaseGoneBrake } from "#app/domain/reconciliation/gone-brake/release-gone-brake.server.ts";
import { changeReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { reconcileStore } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { getRun } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { ForbiddenError } from "#app/platform/errors.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { deliveryOutcomes, tellDeletions } from "#tests/support/reconciliation/tell-deletion.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const PRODUCTS = 12;
const calm = () => new AbortController().signal;
const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

/** A store with uploaded products, and what may be asked of it. */
async function openStage(world: UploadWorld) {
  const productIds = await addProducts(world, PRODUCTS);
  await upload(world, productIds);
  const { storeId, shop } = onlyStore(world);
  const deleteProducts = (count: number) => {
    const gids = shop
      .products()
      .slice(0, count)
      .map(({ gid }) => gid);
    for (const gid of gids) shop.merchant.deleteProduct(gid);
    return gids;
  };
  return {
    productIds,
    storeId,
    shop,
    deleteProducts,
    brake: () => getGoneBrake(world.ctx, { storeId }),
    gone: () => world.ctx.db.productLink.count({ where: { storeId, goneAt: { not: null } } }),
    goneVariants: () => world.ctx.db.variantLink.count({ where: { storeId, goneAt: { not: null } } }),
    /** A run to its end, however it ends. */
    async run() {
      const { runId } = await requestReconciliation(world.ctx, { storeId });
      await reconcileStore(world.ctx, { storeId }, calm());
      return getRun(world.ctx, { storeId, runId });
    },
    async release() {
      const { runId } = await releaseGoneBrake(world.ctx, { storeId });
      await reconcileStore(world.ctx, { storeId }, calm());
      return getRun(world.ctx, { storeId, runId });
    },
  };
}

test("a run that would call too many products gone calls none so, and a person's word lets the next one", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  stage.deleteProducts(10);

  const stopped = await stage.run();
  const held = [await stage.brake(), await stage.gone()];
  const released = await stage.release();

  expect(stopped).toMatchObject({ status: "FAILED", errorCode: "reconciliation.too-many-gone", linksCompared: 0 });
  expect(held).toMatchObject([
    {
      stoppedAt: expect.any(Date),
      report: { source: "RECONCILIATION", runId: stopped.id, products: 10, liveProducts: 12, goneShare: 10 / 12 },
    },
    0,
  ]);
  expect(released).toMatchObject({ status: "COMPLETED", findings: { PRODUCT_GONE: { repaired: 10 } } });
  expect(await stage.gone()).toBe(10);
  expect(await stage.brake()).toMatchObject({ stoppedAt: null, report: null, releasedBy: world.ctx.actor.name });
});

test("a word for some is not a word for all: when many more are gone by then, the brake asks again", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  await changeReconciliationSettings(world.ctx, { storeId: stage.storeId, changes: { maxGoneShare: 0 } });
  await world.ctx.db.goneBrake.create({
    data: { storeId: stage.storeId, releasedProducts: 1, releasedVariants: 0, releasedAt: new Date() },
  });
  stage.deleteProducts(11);

  const run = await stage.run();

  expect(run.errorCode).toBe("reconciliation.too-many-gone");
  expect(await stage.gone()).toBe(0);
});

test("too many variants gone from products that are there ask as well", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  for (const { variants } of stage.shop.products()) stage.shop.merchant.deleteVariant(variants[0]?.gid ?? "");

  const stopped = await stage.run();
  const before = await stage.goneVariants();
  const released = await stage.release();

  expect(stopped.errorCode).toBe("reconciliation.too-many-gone");
  expect(before).toBe(0);
  expect(released.findings).toMatchObject({ VARIANT_GONE: { repaired: PRODUCTS } });
});

test("variants that were made anew with other ids are found again and ask nobody", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  for (const { gid, variants } of stage.shop.products()) {
    const [lost] = variants;
    stage.shop.merchant.deleteVariant(lost?.gid ?? "");
    stage.shop.merchant.addVariant(gid, { optionValues: ["S"], sku: lost?.sku ?? "" });
  }

  const run = await stage.run();

  expect(run).toMatchObject({ status: "COMPLETED", findings: { VARIANT_RELINKED: { repaired: PRODUCTS } } });
});

test("a flood of deletions is believed up to the set share, and the rest waits for a person", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  await changeReconciliationSettings(world.ctx, { storeId: stage.storeId, changes: { maxGoneShare: 0.8 } });
  const gids = stage.deleteProducts(12);
  const items = gids.map((gid) => ({ topic: "products/delete" as const, gid }));
  await tellDeletions(world, items);

  const held = [await stage.brake(), await stage.gone()];
  const unreleased = await stage.run();
  const released = await stage.release();

  const outcomes = await deliveryOutcomes(world);
  expect(outcomes.filter((outcome) => outcome === "gone")).toHaveLength(9);
  expect(outcomes.filter((outcome) => outcome === "held-back")).toHaveLength(3);
  expect(held).toMatchObject([{ report: { source: "DELETIONS", products: 12, liveProducts: 12, goneShare: 1 } }, 9]);
  expect(unreleased.errorCode).toBe("reconciliation.too-many-gone");
  expect(released).toMatchObject({ status: "COMPLETED", findings: { PRODUCT_GONE: { repaired: 3 } } });
  expect(await stage.gone()).toBe(12);
});

test("while the brake holds, uploads make nothing anew, whatever the store does else", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  const [calledGone = ""] = stage.deleteProducts(10);
  const known = await world.ctx.db.productLink.findFirstOrThrow({
    where: { storeId: stage.storeId, shopifyProductId: calledGone },
  });
  await tellDeletions(world, [{ topic: "products/delete", gid: calledGone }]);
  await stage.run();
  await world.ctx.db.product.updateMany({ where: { id: { in: stage.productIds } }, data: { title: "Another title" } });

  const batchId = await upload(world, stage.productIds);

  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
  expect(new Set(rows.map(({ errorCode }) => errorCode))).toEqual(new Set(["upload.product-deleted-in-shop"]));
  expect(rows).toHaveLength(9 * 3);
  const planned = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, productId: known.productId } });
  expect(planned.map(({ skipReason }) => skipReason)).toEqual(Array.from({ length: 3 }, () => "DELETED_IN_SHOP"));
  expect(stage.shop.productCount).toBe(2);
});

test("a shop that is read and found whole lets the brake go by itself", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  const report = {
    source: "RECONCILIATION",
    runId: null,
    products: 12,
    variants: 0,
    liveProducts: 12,
    liveVariants: 36,
    goneShare: 1,
    maxGoneShare: 0.2,
  };
  await world.ctx.db.goneBrake.create({ data: { storeId: stage.storeId, stoppedAt: new Date(), report } });

  await reconcile(world);

  expect(await stage.brake()).toMatchObject({ stoppedAt: null, report: null });
});

test("a brake that does not hold cannot be let go, and a viewer lets none go", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  const actor = { type: "STAFF" as const, id: randomUUID(), name: "Vic", role: "VIEWER" as const, storeId };

  await expect(releaseGoneBrake(world.ctx, { storeId })).rejects.toMatchObject({ code: "gone-brake.not-stopped" });
  await expect(releaseGoneBrake({ ...world.ctx, actor }, { storeId })).rejects.toBeInstanceOf(ForbiddenError);
});

test("what was planned before its product was deleted is asked about, where the store asks", async () => {
  await using world = await openWorld();
  const stage = await openStage(world);
  const { ctx } = world;
  await changeReconciliationSettings(ctx, { storeId: stage.storeId, changes: { deletedProductRule: "ASK" } });
  const [gid = ""] = stage.deleteProducts(1);
  const { productId } = await ctx.db.productLink.findFirstOrThrow({
    where: { storeId: stage.storeId, shopifyProductId: gid },
  });
  await ctx.db.product.update({ where: { id: productId }, data: { title: "Another title" } });
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [productId] } });
  await tellDeletions(world, [{ topic: "products/delete", gid }]);

  await drainStore(ctx, { storeId: stage.storeId }, calm());

  const rows = await ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  expect(new Set(rows.map(({ errorCode }) => errorCode))).toEqual(new Set(["upload.product-deleted-in-shop"]));
  expect(stage.shop.productCount).toBe(PRODUCTS - 1);
});
