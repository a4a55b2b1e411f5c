import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { removeRoute } from "#app/domain/stores/routing/remove-route.server.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { cancelBatch } from "#app/domain/uploads/steering/cancel-batch.server.ts";
import {
  batchOf,
  calm,
  comeBack,
  drain,
  leave,
  addCategory,
  planDepartures,
  shopStatuses,
  uploadAll,
} from "#tests/support/worlds/departure-world.ts";
import { onlyStore, openUploadWorld, addProducts, rowOutcomes } from "#tests/support/worlds/upload-world.ts";

test("what a route no longer brings to a store is archived there by a batch of its own", async () => {
  await using world = await openUploadWorld();
  const ids = await uploadAll(world, 3);

  const batchId = await leave(world);
  await drain(world);

  expect(await getBatch(world.ctx, batchId ?? "")).toMatchObject({ purpose: "DEPARTURE", successRate: 1 });
  expect(shopStatuses(world)).toEqual(["ARCHIVED", "ARCHIVED", "ARCHIVED"]);
  expect(await batchOf(world, batchId)).toMatchObject({
    purpose: "DEPARTURE",
    status: "COMPLETED",
    productsTotal: 3,
    productsSucceeded: 3,
    rowsTotal: 9,
    rowsSucceeded: 9,
  });
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId: batchId ?? "" } });
  expect(rows.every(({ shopifyProductId, shopifyVariantId }) => shopifyProductId && shopifyVariantId)).toBe(true);
  const links = await world.ctx.db.productLink.findMany({ where: { productId: { in: ids } } });
  expect(links.map(({ departedAs, goneAt }) => [departedAs, goneAt])).toEqual(ids.map(() => ["ARCHIVE", null]));
});

test("a product that comes back by a later approval is on sale again, and unchanged after that", async () => {
  await using world = await openUploadWorld();
  const ids = await uploadAll(world, 2);
  await leave(world);
  await drain(world);

  await comeBack(world);
  const returned = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);
  const again = await approveProducts(world.ctx, { selection: { kind: "products", ids } });

  expect(shopStatuses(world)).toEqual(["ACTIVE", "ACTIVE"]);
  expect(new Set(await rowOutcomes(world, returned.batchId))).toEqual(new Set(["SUCCESS"]));
  expect(new Set(await rowOutcomes(world, again.batchId))).toEqual(new Set(["UNCHANGED"]));
  expect(await world.ctx.db.productLink.count({ where: { productId: { in: ids }, departedAt: null } })).toBe(2);
});

test("a store that only unpublishes keeps products active, and publishes them again when they come back", async () => {
  await using world = await openUploadWorld({ shops: [{ publications: ["Online Store", "Point of Sale"] }] });
  const { storeId, shop } = onlyStore(world);
  const publicationIds = shop.publications().map(({ gid }) => gid);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { publicationIds } });
  await world.ctx.db.store.update({ where: { id: storeId }, data: { departureRule: "UNPUBLISH" } });
  const ids = await uploadAll(world, 2);

  const batchId = await leave(world);
  await drain(world);
  const published = shop.products().map((product) => product.publicationGids.length);
  await comeBack(world, { publicationIds });
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);

  expect(published).toEqual([0, 0]);
  expect(shopStatuses(world)).toEqual(["ACTIVE", "ACTIVE"]);
  expect(new Set(await rowOutcomes(world, batchId ?? ""))).toEqual(new Set(["SUCCESS"]));
  expect(shop.products().map((product) => product.publicationGids.length)).toEqual([2, 2]);
});

test("a store that leaves such products alone gets no batch", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  await world.ctx.db.store.update({ where: { id: storeId }, data: { departureRule: "LEAVE" } });
  await uploadAll(world, 1);

  expect(await leave(world)).toBeNull();
  expect(shopStatuses(world)).toEqual(["ACTIVE"]);
});

test("what was never uploaded has nothing to leave", async () => {
  await using world = await openUploadWorld();
  await addProducts(world, 2);

  expect(await leave(world)).toBeNull();
});

test("a product that a nearer route still brings to the store stays", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const shoes = await addCategory(world, "Shoes");
  await setRoute(world.ctx, { categoryId: shoes.categoryId, storeId, settings: {} });
  const [near] = await uploadAll({ ...world, rootCategoryId: shoes.categoryId }, 1);
  const [far] = await uploadAll(world, 1);

  const batchId = await leave(world);
  await drain(world);

  const groups = await world.ctx.db.uploadGroup.findMany({ where: { batchId: batchId ?? "" } });
  expect(groups.map(({ productId }) => productId)).toEqual([far]);
  expect(groups.map(({ productId }) => productId)).not.toContain(near);
  expect(shopStatuses(world).toSorted()).toEqual(["ACTIVE", "ARCHIVED"]);
});

test("not here on a category below takes what is there off sale, and nothing else", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const below = await addCategory(world, "Shoes");
  await uploadAll({ ...world, rootCategoryId: below.categoryId }, 1);
  await uploadAll(world, 1);

  const { departureBatchId } = await setRoute(world.ctx, {
    categoryId: below.categoryId,
    storeId,
    settings: { isExcluded: true },
  });
  await planDepartures(world);
  await drain(world);

  expect(await batchOf(world, departureBatchId)).toMatchObject({ productsTotal: 1, productsSucceeded: 1 });
  expect(shopStatuses(world).toSorted()).toEqual(["ACTIVE", "ARCHIVED"]);
});

test("what a merchant has archived or keeps as a draft stays as it is, also when the product comes back", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const ids = await uploadAll(world, 2);
  const [archived, draft] = shop.products();
  shop.merchant.editProduct(archived?.gid ?? "", { status: "ARCHIVED" });
  shop.merchant.editProduct(draft?.gid ?? "", { status: "DRAFT" });

  const batchId = await leave(world);
  await drain(world);
  await comeBack(world);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);

  expect(new Set(await rowOutcomes(world, batchId ?? ""))).toEqual(new Set(["OFF_SALE_ALREADY"]));
  expect(shopStatuses(world).toSorted()).toEqual(["ARCHIVED", "DRAFT"]);
});

test("what a merchant has put on sale again after it left stays on sale", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const ids = await uploadAll(world, 1);
  await leave(world);
  await drain(world);
  shop.merchant.editProduct(shop.products()[0]?.gid ?? "", { status: "UNLISTED" });

  await comeBack(world);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  await drain(world);

  expect(shopStatuses(world)).toEqual(["UNLISTED"]);
});

test("a product that is gone from the shop is skipped with the reason, and its link ends", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const [id] = await uploadAll(world, 1);
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");

  const batchId = await leave(world);
  await drain(world);

  expect(new Set(await rowOutcomes(world, batchId ?? ""))).toEqual(new Set(["GONE_FROM_SHOP"]));
  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSkipped: 1 });
  expect(await world.ctx.db.productLink.count({ where: { productId: id ?? "", goneAt: null } })).toBe(0);
});

test("a route that comes back before the departure was sent lets the products stay", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 1);
  const batchId = await leave(world);

  await comeBack(world);
  await drain(world);

  expect(new Set(await rowOutcomes(world, batchId ?? ""))).toEqual(new Set(["BELONGS_AGAIN"]));
  expect(shopStatuses(world)).toEqual(["ACTIVE"]);
});

test("an upload that waits to go to the store is replaced by the departure", async () => {
  await using world = await openUploadWorld();
  const ids = await uploadAll(world, 1);
  await world.ctx.db.product.updateMany({ where: { id: { in: ids } }, data: { title: "Newer" } });
  const waiting = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  const never = await approveProducts(world.ctx, { selection: { kind: "products", ids: await addProducts(world, 1) } });

  const batchId = await leave(world);
  await drain(world);

  expect(new Set(await rowOutcomes(world, waiting.batchId))).toEqual(new Set(["SUPERSEDED"]));
  expect(new Set(await rowOutcomes(world, never.batchId))).toEqual(new Set(["SUPERSEDED"]));
  expect(await batchOf(world, batchId)).toMatchObject({ productsTotal: 1, productsSucceeded: 1 });
  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
});

test("a product that is on its way into the shop when its route goes is taken off sale once it is there", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const ids = await addProducts(world, 1);
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  let batchId: string | null = null;
  const { fetch } = world.ctx;
  const ctx = {
    ...world.ctx,
    fetch: async (...sent: Parameters<typeof fetch>) => {
      const body = sent[1]?.body;
      if (typeof body === "string" && body.includes("productSet(") && batchId === null) batchId = await leave(world);
      return fetch(...sent);
    },
  };

  await drainStore(ctx, { storeId }, calm());
  await drain(world);

  expect(await batchOf(world, batchId)).toMatchObject({ status: "COMPLETED", productsSucceeded: 1 });
  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
});

test("a second change for the same products makes no second departure", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 1);
  const first = await leave(world);
  await comeBack(world);
  const second = await leave(world);
  await drain(world);

  expect(first).not.toBeNull();
  expect(second).toBeNull();
  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
});

test("a cancelled departure leaves on sale what was not sent yet", async () => {
  await using world = await openUploadWorld();
  await uploadAll(world, 2);
  const batchId = await leave(world);

  await cancelBatch(world.ctx, { batchId: batchId ?? "" });
  await drain(world);

  expect(new Set(await rowOutcomes(world, batchId ?? ""))).toEqual(new Set(["CANCELLED"]));
  expect(shopStatuses(world)).toEqual(["ACTIVE", "ACTIVE"]);
});

test("a route of one organization takes nothing of another off sale", async () => {
  await using world = await openUploadWorld();
  await using other = await openUploadWorld();
  await uploadAll(world, 1);
  await uploadAll(other, 1);
  const { id: routeId } = await other.ctx.db.route.findFirstOrThrow({ where: { storeId: onlyStore(other).storeId } });

  await expect(removeRoute(world.ctx, { routeId })).rejects.toThrow(NotFoundError);
  await leave(world);
  await drain(world);
  await drain(other);

  expect(shopStatuses(world)).toEqual(["ARCHIVED"]);
  expect(shopStatuses(other)).toEqual(["ACTIVE"]);
  expect(await other.ctx.db.departure.count({ where: { organizationId: other.ctx.organizationId } })).toBe(0);
});
