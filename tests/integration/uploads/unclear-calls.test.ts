import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

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

/** A product is uploaded and changed; the update is applied, answered to nobody, and not tried again. */
async function loseTheAnswerToAnUpdate(
  world: UploadWorld,
  change: (id: string) => Promise<unknown>,
  operation: "productUpdate" | "productVariantsBulkUpdate",
) {
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world, { title: "First" });
  const approve = () => approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await approve();
  await drainStore(world.ctx, { storeId }, calm());
  const stop = new AbortController();
  world.simulator.faults.add({ operation, nth: 1, point: "after-apply", effect: "drop" });
  await change(id);
  const { batchId } = await approve();
  const draining = drainStore(world.ctx, { storeId }, stop.signal);
  const unknown = { batchId, outcome: "UNKNOWN" } as const;
  await expect.poll(() => world.ctx.db.uploadAttempt.count({ where: unknown }), { timeout: 10_000 }).toBe(1);
  stop.abort();
  await draining;
  return { id, approve };
}

const setTitle = (world: UploadWorld, title: string) => (id: string) =>
  world.ctx.db.product.update({ where: { id }, data: { title } });

const setPrice = (world: UploadWorld, price: string) => (productId: string) =>
  world.ctx.db.variant.updateMany({ where: { productId }, data: { price } });

test.each(["Third", "First"])(
  "does not take a title of its own, accepted and answered to nobody, for a merchant's edit: then comes %s",
  async (title) => {
    await using world = await openUploadWorld();
    const { storeId, shop } = onlyStore(world);
    const lost = await loseTheAnswerToAnUpdate(world, setTitle(world, "Second"), "productUpdate");
    const whenLost = shop.products()[0]?.title;
    await setTitle(world, title)(lost.id);

    await lost.approve();
    await drainStore(world.ctx, { storeId }, calm());

    expect(whenLost).toBe("Second");
    expect(shop.products()[0]?.title).toBe(title);
  },
);

test("keeps a merchant's title although an update before it was answered to nobody", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const lost = await loseTheAnswerToAnUpdate(world, setTitle(world, "Second"), "productUpdate");
  shop.merchant.editProduct(shop.products()[0]?.gid ?? "", { title: "Merchant's" });
  await setTitle(world, "Third")(lost.id);

  await lost.approve();
  await drainStore(world.ctx, { storeId }, calm());

  expect(shop.products()[0]?.title).toBe("Merchant's");
});

test("sends a price again that was accepted before another one was answered to nobody", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const pricesInShop = () => new Set(shop.products()[0]?.variants.map(({ price }) => Number(price)));
  const lost = await loseTheAnswerToAnUpdate(world, setPrice(world, "99"), "productVariantsBulkUpdate");
  const whenLost = pricesInShop();
  await setPrice(world, "19.9")(lost.id);

  await lost.approve();
  await drainStore(world.ctx, { storeId }, calm());

  expect(whenLost).toEqual(new Set([99]));
  expect(pricesInShop()).toEqual(new Set([19.9]));
});

test("leaves no call without an outcome when the look at what is there already fails", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world);
  const approve = () => approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await approve();
  await drainStore(world.ctx, { storeId }, calm());
  await addVariant(world, id, "XL");
  const { batchId } = await approve();
  const lost = { point: "after-apply", effect: "drop" } as const;
  world.simulator.faults.add({ operation: "productVariantsBulkCreate", nth: 1, ...lost });
  // The only read of the product looks for the variant that is refused as taken, and is asked once more at once.
  for (const nth of [1, 2]) world.simulator.faults.add({ operation: "product", nth, ...lost });

  await drainStore(world.ctx, { storeId }, calm());

  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  expect(attempts.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "ADD_VARIANTS UNKNOWN",
    "ADD_VARIANTS REFUSED",
    "ADD_VARIANTS REFUSED",
    "UPDATE_VARIANTS SUCCEEDED",
  ]);
});

test.each(["29.9", "19.9"])(
  "does not take a price of its own, accepted and answered to nobody, for a merchant's edit: then comes %s",
  async (price) => {
    await using world = await openUploadWorld();
    const { storeId, shop } = onlyStore(world);
    await world.ctx.db.route.updateMany({ where: { storeId }, data: { fieldModes: { price: "until-edited" } } });
    const pricesInShop = () => new Set(shop.products()[0]?.variants.map((variant) => Number(variant.price)));
    const lost = await loseTheAnswerToAnUpdate(world, setPrice(world, "99"), "productVariantsBulkUpdate");
    const whenLost = pricesInShop();
    await setPrice(world, price)(lost.id);

    await lost.approve();
    await drainStore(world.ctx, { storeId }, calm());

    expect(whenLost).toEqual(new Set([99]));
    expect(pricesInShop()).toEqual(new Set([Number(price)]));
  },
);

test("keeps a merchant's price although an update before it was answered to nobody", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { fieldModes: { price: "until-edited" } } });
  const lost = await loseTheAnswerToAnUpdate(world, setPrice(world, "99"), "productVariantsBulkUpdate");
  const edited = shop.products()[0]?.variants[0]?.gid ?? "";
  shop.merchant.editVariant(edited, { price: "5.00" });
  await setPrice(world, "29.9")(lost.id);

  await lost.approve();
  await drainStore(world.ctx, { storeId }, calm());

  const prices = shop.products()[0]?.variants.map(({ gid, price }) => (gid === edited ? price : Number(price)));
  expect(new Set(prices)).toEqual(new Set(["5.00", 29.9]));
});

test("keeps a product up to date whose creation was answered to nobody and that a later upload found", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { fieldModes: { price: "until-edited" } } });
  const { faults } = world.simulator;
  faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "drop" });
  faults.add({ operation: "productByIdentifier", every: 1, point: "before-apply", effect: "drop" });
  const { id } = await addProduct(world, { title: "First" });
  const approve = () => approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const { batchId } = await approve();
  const draining = drainStore(world.ctx, { storeId }, calm());
  await expect.poll(() => shop.products().length, { timeout: 10_000 }).toBe(1);
  await cancelBatch(world.ctx, { batchId });
  await draining;
  faults.clear();
  await setTitle(world, "Second")(id);
  await setPrice(world, "29.9")(id);

  await approve();
  await drainStore(world.ctx, { storeId }, calm());

  const [product] = shop.products();
  expect(product?.title).toBe("Second");
  expect(new Set(product?.variants.map(({ price }) => Number(price)))).toEqual(new Set([29.9]));
});
