import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProduct, addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

test("carries an approved product with its variants into the store and stores every id", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { id } = await addProduct(world, { title: "Shirt" });

  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const outcome = await drainStore(world.ctx, { storeId }, calm());

  const batch = await world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({
    where: { id: batchId },
    include: { rows: true },
  });
  expect({
    outcome,
    status: batch.status,
    rows: batch.rowsSucceeded,
    products: batch.productsSucceeded,
    logs: world.logLines.filter((line) => line.level === "error"),
  }).toEqual({
    outcome: "drained",
    status: "COMPLETED",
    rows: 3,
    products: 1,
    logs: [],
  });
  expect(shop.products().map((product) => product.title)).toEqual(["Shirt"]);
  const shopVariants = shop.products()[0]?.variants.map((variant) => variant.sku);
  expect(shopVariants).toHaveLength(3);
  expect(
    batch.rows.every((row) => row.status === "SUCCESS" && row.shopifyVariantId && row.shopifyInventoryItemId),
  ).toBe(true);
});

test("the first products of a new store make its identity definition once between them", async () => {
  await using world = await openUploadWorld({ simulator: { latency: { mutationMs: 20, queryMs: 20 } } });
  const { storeId, shop } = onlyStore(world);
  const ids = await addProducts(world, 50);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });

  await drainStore(world.ctx, { storeId }, calm());

  expect(shop.ledger.summary().appliedByOperation).toEqual({ metafieldDefinitionCreate: 1, productSet: 50 });
  expect(shop.traffic.mutations).toBe(51);
});
