import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { interceptCalls, unavailable } from "#tests/support/faulty-shopify.ts";
import {
  addProduct,
  onlyStore,
  openUploadWorld,
  rowOutcomes,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

async function approve(world: UploadWorld, id: string) {
  return (await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } })).batchId;
}

async function upload(world: UploadWorld, id: string) {
  const batchId = await approve(world, id);
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());
  return batchId;
}

/** Works until the answer to this root field is in, or lost, and stops there. */
async function uploadUntil(world: UploadWorld, rootField: string) {
  const stop = new AbortController();
  const { fetch } = world.ctx;
  const ctx: UploadWorld["ctx"] = {
    ...world.ctx,
    fetch: async (input, init) => {
      try {
        return await fetch(input, init);
      } finally {
        if (typeof init?.body === "string" && init.body.includes(`${rootField}(`)) stop.abort();
      }
    },
  };
  await drainStore(ctx, { storeId: onlyStore(world).storeId }, stop.signal);
}

const change = async (world: UploadWorld, id: string, { title, price }: { title: string; price: string }) => {
  await world.ctx.db.product.update({ where: { id }, data: { title } });
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price } });
};

const calls = async (world: UploadWorld, batchId: string) =>
  (await world.ctx.db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } })).map(
    ({ step, outcome }) => `${step} ${outcome}`,
  );

const shown = (world: UploadWorld) =>
  onlyStore(world)
    .shop.products()
    .map(({ title, variants }) => [title, ...variants.map(({ price }) => price)]);

/** A product of the title and price "one" that Shopify made without an answer, and nobody knows of it yet. */
async function loseCreate(world: UploadWorld) {
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "drop" });
  const { id } = await addProduct(world, { title: "One", price: "1" });
  await approve(world, id);
  await uploadUntil(world, "productSet");
  return id;
}

test("adopts a product of older content and brings it up to date, although the newer create was lost too", async () => {
  await using world = await openUploadWorld();
  const id = await loseCreate(world);
  await change(world, id, { title: "Two", price: "2" });
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "drop" });

  const batchId = await upload(world, id);

  expect(await calls(world, batchId)).toEqual([
    "CREATE_PRODUCT UNKNOWN",
    "LOOK_UP ADOPTED",
    "UPDATE_PRODUCT SUCCEEDED",
    "UPDATE_VARIANTS SUCCEEDED",
  ]);
  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shown(world)).toEqual([["Two", "2.00", "2.00", "2.00"]]);
});

test("sends the newer title to a product that an unclear create of older content made, and every later one", async () => {
  await using world = await openUploadWorld();
  const id = await loseCreate(world);
  await change(world, id, { title: "Two", price: "2" });

  const second = await upload(world, id);
  const afterSecond = shown(world);
  await change(world, id, { title: "Three", price: "2" });
  await upload(world, id);

  expect(await calls(world, second)).toEqual([
    "CREATE_PRODUCT REFUSED",
    "LOOK_UP ADOPTED",
    "UPDATE_PRODUCT SUCCEEDED",
    "UPDATE_VARIANTS SUCCEEDED",
  ]);
  expect(afterSecond).toEqual([["Two", "2.00", "2.00", "2.00"]]);
  expect(shown(world)).toEqual([["Three", "2.00", "2.00", "2.00"]]);
});

test("knows what it adopted even when the worker stops before the product is brought up to date", async () => {
  await using world = await openUploadWorld();
  const id = await loseCreate(world);
  await change(world, id, { title: "Two", price: "2" });
  const batchId = await approve(world, id);
  await uploadUntil(world, "productByIdentifier");
  const afterStop = shown(world);

  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  expect(afterStop).toEqual([["One", "1.00", "1.00", "1.00"]]);
  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shown(world)).toEqual([["Two", "2.00", "2.00", "2.00"]]);
});

test("a look-up that could not be read to its end has failed, and the next one takes the product over", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const id = await loseCreate(world);
  shop.merchant.addVariant(shop.products()[0]?.gid ?? "", { optionValues: ["Own"] });
  let reads = 0;
  const shopify = interceptCalls(world, ({ operation }) =>
    operation === "ReadAllVariants" && (reads += 1) === 1 ? Promise.resolve(unavailable()) : null,
  );
  await change(world, id, { title: "Two", price: "2" });
  const batchId = await approve(world, id);

  await drainStore({ ...world.ctx, fetch: shopify.fetch }, { storeId: onlyStore(world).storeId }, calm());

  const lookUps = (await calls(world, batchId)).filter((call) => call.startsWith("LOOK_UP"));
  expect(lookUps).toEqual(["LOOK_UP FAILED", "LOOK_UP ADOPTED"]);
  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
});

test("leaves what a merchant edited between the unclear create and its adoption", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const id = await loseCreate(world);
  shop.merchant.editProduct(shop.products()[0]?.gid ?? "", { title: "Merchant's" });
  await change(world, id, { title: "Two", price: "2" });

  await upload(world, id);

  expect(shown(world)).toEqual([["Merchant's", "2.00", "2.00", "2.00"]]);
});

test("of a product whose creation is not on record, what is always ours is sent and the rest stays as the shop has it", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { db } = world.ctx;
  const { id } = await addProduct(world, { title: "One", price: "1" });
  await upload(world, id);
  await db.variantLink.deleteMany({ where: { storeId } });
  await db.productLink.deleteMany({ where: { storeId } });
  await db.uploadAttempt.deleteMany({ where: { storeId } });
  shop.merchant.editProduct(shop.products()[0]?.gid ?? "", { title: "Before" });

  const adopted = await upload(world, id);
  const link = await db.productLink.findUniqueOrThrow({ where: { storeId_productId: { storeId, productId: id } } });
  const again = await upload(world, id);
  await change(world, id, { title: "Two", price: "2" });
  await db.product.update({ where: { id }, data: { tags: ["new"] } });
  const changed = await upload(world, id);

  expect(await calls(world, adopted)).toEqual([
    "CREATE_PRODUCT REFUSED",
    "LOOK_UP ADOPTED",
    "UPDATE_VARIANTS SUCCEEDED",
  ]);
  expect(link.accepted).toMatchObject({ descriptionHtml: "", tags: [] });
  expect(link.accepted).not.toHaveProperty("title");
  expect(await rowOutcomes(world, again)).toEqual(["UNCHANGED", "UNCHANGED", "UNCHANGED"]);
  expect(await rowOutcomes(world, changed)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shown(world)).toEqual([["Before", "2.00", "2.00", "2.00"]]);
  expect(shop.products()[0]?.tags).toEqual(["new"]);
});

test("sends again what two lost creates differ in without a sign of it in the shop", async () => {
  await using world = await openUploadWorld();
  const id = await loseCreate(world);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { weightGrams: 500 } });
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "drop" });

  const batchId = await upload(world, id);

  expect(await calls(world, batchId)).toEqual([
    "CREATE_PRODUCT UNKNOWN",
    "LOOK_UP ADOPTED",
    "UPDATE_VARIANTS SUCCEEDED",
  ]);
  expect(await rowOutcomes(world, batchId)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
});
