import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProduct, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

test("adopts what Shopify applied although its answer was lost, without a second write", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "drop" });
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });

  await drainStore(world.ctx, { storeId }, calm());

  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  expect(attempts.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "CREATE_PRODUCT UNKNOWN",
    "LOOK_UP ADOPTED",
  ]);
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, variantsUpdated: 0, duplicateIdentities: 0 });
  const batch = await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
});

test("creates again after a call that never reached Shopify, having looked first", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "drop" });
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });

  await drainStore(world.ctx, { storeId }, calm());

  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  expect(attempts.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "CREATE_PRODUCT UNKNOWN",
    "LOOK_UP ABSENT",
    "CREATE_PRODUCT SUCCEEDED",
  ]);
  expect(shop.productCount).toBe(1);
});

test("fails the one variant that Shopify refuses and uploads the others", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  world.simulator.faults.add({
    operation: "productSet",
    nth: 1,
    point: "before-apply",
    effect: "userError",
    userError: { field: ["input", "variants", "2"], code: "INVALID_VARIANT", message: "Price is out of range" },
  });
  const { id } = await addProduct(world, { sizes: ["S", "M", "L", "XL"] });
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });

  await drainStore(world.ctx, { storeId }, calm());

  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  expect(rows.map((row) => row.status)).toEqual(["SUCCESS", "SUCCESS", "FAILED", "SUCCESS"]);
  expect(rows[2]).toMatchObject({ errorCategory: "VALIDATION", errorMessage: "Price is out of range" });
  expect(shop.products()[0]?.variants).toHaveLength(3);
});

test("takes back what a dead worker left under way and looks it up before sending anything", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  world.simulator.faults.add({
    operation: "productSet",
    nth: 1,
    point: "after-apply",
    effect: "delay",
    delayMs: 3_000,
  });
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const zombie = drainStore(world.ctx, { storeId }, calm());
  await expect.poll(() => shop.ledger.summary().productsCreated, { timeout: 10_000 }).toBe(1);

  await drainStore(world.ctx, { storeId }, calm());
  await zombie;

  const batch = await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", rowsSucceeded: 3 });
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, duplicateIdentities: 0 });
});
