import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  rowOutcomes,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

/** A store whose route names publications of the shop, and maybe one that the shop does not have. */
async function openPublishingWorld({ unknownPublicationId }: { unknownPublicationId?: string } = {}) {
  const world = await openUploadWorld({ shops: [{ publications: ["Online Store", "Point of Sale"] }] });
  const { storeId, shop } = onlyStore(world);
  const gids = shop.publications().map(({ gid }) => gid);
  const publicationIds = [...(unknownPublicationId === undefined ? [] : [unknownPublicationId]), ...gids];
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { publicationIds } });
  return { ...world, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](), gids };
}

async function upload(world: UploadWorld, id: string, signal = calm()) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, signal);
  return batchId;
}

async function describe(world: UploadWorld, batchId: string) {
  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  return {
    calls: attempts.map(({ step, outcome }) => `${step} ${outcome}`),
    rows: await rowOutcomes(world, batchId),
  };
}

const publishedIn = (world: UploadWorld) =>
  onlyStore(world)
    .shop.products()
    .map((product) => product.publicationGids.toSorted());

const publishCount = (world: UploadWorld) => onlyStore(world).shop.ledger.summary().publications;

const three = (status: string) => [status, status, status];

test("publishes a new product where its route says before its rows succeed", async () => {
  await using world = await openPublishingWorld();
  const { id } = await addProduct(world);

  const first = await upload(world, id);
  const again = await upload(world, id);

  expect(await describe(world, first)).toEqual({
    calls: ["CREATE_PRODUCT SUCCEEDED", "PUBLISH SUCCEEDED"],
    rows: three("SUCCESS"),
  });
  expect(publishedIn(world)).toEqual([world.gids]);
  expect((await describe(world, again)).rows).toEqual(three("UNCHANGED"));
});

test("publishes a product whose ids came with its create, in its first try", async () => {
  await using world = await openPublishingWorld();
  const { storeId } = onlyStore(world);
  // More than a worker takes up before it knows that the shop's points are plenty.
  const ids = await addProducts(world, 60);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });

  await drainStore(world.ctx, { storeId }, calm());

  const withIds = { path: ["withIds"], equals: true };
  expect(await world.ctx.db.uploadAttempt.count({ where: { batchId, request: withIds } })).toBeGreaterThan(0);
  expect(await world.ctx.db.uploadGroup.count({ where: { batchId, status: "SUCCESS", failedAttempts: 0 } })).toBe(60);
  expect(publishedIn(world)).toEqual(ids.map(() => world.gids));
  const { batchId: again } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  expect(new Set(await rowOutcomes(world, again))).toEqual(new Set(["UNCHANGED"]));
});

test("publishes a product whose create was answered to nobody, once it is adopted", async () => {
  await using world = await openPublishingWorld();
  world.simulator.faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "drop" });
  const { id } = await addProduct(world);

  const batchId = await upload(world, id);

  expect(await describe(world, batchId)).toEqual({
    calls: ["CREATE_PRODUCT UNKNOWN", "LOOK_UP ADOPTED", "PUBLISH SUCCEEDED"],
    rows: three("SUCCESS"),
  });
  expect(publishedIn(world)).toEqual([world.gids]);
});

test("publishes again at once after an answer that was lost, without spending a try of the product", async () => {
  await using world = await openPublishingWorld();
  world.simulator.faults.add({ operation: "publishablePublish", nth: 1, point: "after-apply", effect: "drop" });
  const { id } = await addProduct(world);

  const batchId = await upload(world, id);

  expect(await describe(world, batchId)).toEqual({
    calls: ["CREATE_PRODUCT SUCCEEDED", "PUBLISH SUCCEEDED"],
    rows: three("SUCCESS"),
  });
  expect(await world.ctx.db.uploadGroup.count({ where: { batchId, failedAttempts: 0 } })).toBe(1);
  expect(publishedIn(world)).toEqual([world.gids]);
});

test("publishes a product whose worker stopped between the create and its publishing", async () => {
  await using world = await openPublishingWorld();
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const dying = new AbortController();
  const { fetch } = world.ctx;
  const ctx: UploadWorld["ctx"] = {
    ...world.ctx,
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      if (typeof init?.body === "string" && init.body.includes("productSet(")) dying.abort();
      return answer;
    },
  };
  await drainStore(ctx, { storeId }, dying.signal);
  const left = await describe(world, batchId);
  const publishedBefore = publishCount(world);

  await drainStore(world.ctx, { storeId }, calm());

  expect([left, publishedBefore]).toEqual([{ calls: ["CREATE_PRODUCT SUCCEEDED"], rows: three("PENDING") }, 0]);
  expect(await describe(world, batchId)).toEqual({
    calls: ["CREATE_PRODUCT SUCCEEDED", "PUBLISH SUCCEEDED"],
    rows: three("SUCCESS"),
  });
  expect(publishedIn(world)).toEqual([world.gids]);
});

test("publishes again after a passing failure, and counts a product as accepted only then", async () => {
  await using world = await openPublishingWorld();
  const { storeId } = onlyStore(world);
  world.simulator.faults.add({ operation: "publishablePublish", nth: 1, point: "before-apply", effect: "status" });
  const { id } = await addProduct(world);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const link = () => world.ctx.db.productLink.findUnique({ where: { storeId_productId: { storeId, productId: id } } });
  let acceptedWhileFailing: string | null | undefined = "not looked at";
  const { fetch } = world.ctx;
  world.ctx.fetch = async (input, init) => {
    if (typeof init?.body === "string" && init.body.includes("publishablePublish(")) {
      acceptedWhileFailing = (await link())?.acceptedHash;
    }
    return fetch(input, init);
  };

  await drainStore(world.ctx, { storeId }, calm());

  const { calls, rows } = await describe(world, batchId);
  expect(rows).toEqual(three("SUCCESS"));
  expect(calls.at(-1)).toBe("PUBLISH SUCCEEDED");
  expect(calls.filter((call) => call.startsWith("PUBLISH"))).toHaveLength(2);
  expect(publishedIn(world)).toEqual([world.gids]);
  expect(acceptedWhileFailing).toBeNull();
  expect((await link())?.acceptedHash).not.toBeNull();
});

test("warns of a publication that is refused, publishes to the others, and lets the rows succeed", async () => {
  const unknownPublicationId = "gid://shopify/Publication/999999";
  await using world = await openPublishingWorld({ unknownPublicationId });
  const { id } = await addProduct(world);

  const batchId = await upload(world, id);

  expect(await describe(world, batchId)).toEqual({
    calls: ["CREATE_PRODUCT SUCCEEDED", "PUBLISH REFUSED", "PUBLISH SUCCEEDED"],
    rows: three("SUCCESS"),
  });
  expect(publishedIn(world)).toEqual([world.gids]);
  const refused = await world.ctx.db.uploadAttempt.findFirstOrThrow({ where: { batchId, outcome: "REFUSED" } });
  expect(refused.errorMessage).toBe("Publication does not exist or is not publishable");
});

test("uploads a product all the same where the app may not publish", async () => {
  await using world = await openPublishingWorld();
  const { fetch } = world.ctx;
  world.ctx.fetch = (input, init) =>
    typeof init?.body === "string" && init.body.includes("publishablePublish(")
      ? Promise.resolve(
          Response.json({ errors: [{ message: "Access denied", extensions: { code: "ACCESS_DENIED" } }] }),
        )
      : fetch(input, init);
  const { id } = await addProduct(world);

  const batchId = await upload(world, id);

  expect(await describe(world, batchId)).toEqual({
    calls: ["CREATE_PRODUCT SUCCEEDED", "PUBLISH FAILED"],
    rows: three("SUCCESS"),
  });
  const store = await world.ctx.db.store.findUniqueOrThrow({ where: { id: onlyStore(world).storeId } });
  expect(store.status).toBe("CONNECTED");
});

test("publishes to each publication once, so that a merchant's own choice stays", async () => {
  await using world = await openPublishingWorld();
  const { storeId } = onlyStore(world);
  const [online = "", pointOfSale = ""] = world.gids;
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { publicationIds: [online] } });
  const { id } = await addProduct(world);
  await upload(world, id);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "7" } });
  const changed = await upload(world, id);
  const publishedOnce = publishCount(world);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { publicationIds: [online, pointOfSale] } });

  const rerouted = await upload(world, id);

  expect((await describe(world, changed)).calls).toEqual(["UPDATE_VARIANTS SUCCEEDED"]);
  expect([publishedOnce, publishCount(world)]).toEqual([1, 2]);
  const attempt = await world.ctx.db.uploadAttempt.findFirstOrThrow({ where: { batchId: rerouted, step: "PUBLISH" } });
  expect(attempt.request).toMatchObject({ publications: [{ publicationId: pointOfSale }] });
});
