import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Actor, Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { previewUpload } from "#app/domain/uploads/preview/preview-upload.server.ts";
import { action as preview, loader as readPreviews } from "#app/routes/api.v1.previews.ts";
import { openApi } from "#tests/support/api-caller.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

async function upload(world: UploadWorld, ids: string[]): Promise<void> {
  await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  for (const storeId of world.storeIds.values()) await drainStore(world.ctx, { storeId }, new AbortController().signal);
}

const look = (ctx: Context, ids: string[], page: { after?: string; limit?: number } = {}) =>
  previewUpload(ctx, { selection: { kind: "products", ids }, limit: 100, ...page });

const gidOf = async ({ ctx }: UploadWorld, productId: string) =>
  (await ctx.db.productLink.findFirstOrThrow({ where: { productId } })).shopifyProductId;

test("a preview tells for each product whether it would be created, updated, left alone or is in conflict, and writes nothing", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id: unchanged } = await addProduct(world, { title: "Unchanged" });
  const { id: dearer } = await addProduct(world, { title: "Dearer" });
  const { id: grown } = await addProduct(world, { title: "Grown" });
  await upload(world, [unchanged, dearer, grown]);
  const { id: added } = await addProduct(world, { title: "Added" });
  const { id: faulty } = await addProduct(world, { title: "x".repeat(300) });
  await world.ctx.db.variant.updateMany({ where: { productId: dearer, position: 1 }, data: { price: "25" } });
  await addVariant(world, grown, "XL");
  const before = shop.ledger.entries().length;
  const batches = await world.ctx.db.shopifyUploadBatch.count();

  const { items, totals, unreadStores, next } = await look(world.ctx, [unchanged, dearer, grown, added, faulty]);

  const byId = new Map(items.map((item) => [item.productId, item]));
  expect(byId.get(unchanged)).toMatchObject({
    action: "no-change",
    skipReason: "UNCHANGED",
    points: 0,
    differences: [],
  });
  expect(byId.get(dearer)).toMatchObject({
    action: "update",
    variants: { created: 0, updated: 1, unchanged: 2 },
    differences: [
      { field: "price", shop: "19.9", accepted: "19.9", catalog: "25", isSent: true, isEditedInShop: false },
    ],
    points: 10,
  });
  expect(byId.get(grown)).toMatchObject({ action: "update", variants: { created: 1, updated: 0, unchanged: 3 } });
  expect(byId.get(added)).toMatchObject({ action: "create", variants: { created: 3 }, points: 11, findings: [] });
  expect(byId.get(faulty)).toMatchObject({
    action: "conflict",
    points: 0,
    findings: [
      {
        code: "preflight.title-too-long",
        severity: "error",
        field: "title",
        whatToDo: expect.stringContaining("255 characters"),
      },
    ],
  });
  expect(totals).toMatchObject({
    actions: { create: 1, update: 2, "no-change": 1, conflict: 1 },
    errors: 1,
    points: 10 + 11 + 11,
    seconds: 0,
  });
  expect(unreadStores).toEqual([]);
  expect(next).toBeNull();
  expect(shop.ledger.entries()).toHaveLength(before);
  expect(await world.ctx.db.shopifyUploadBatch.count()).toBe(batches);
  expect(await world.ctx.db.product.findUniqueOrThrow({ where: { id: added } })).toMatchObject({
    approvalStatus: "PENDING",
  });
});

test("an edit of the shop is kept or overwritten as the route's field modes say, and one that would be overwritten is a conflict", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id: renamed } = await addProduct(world, { title: "Shirt" });
  const { id: repriced } = await addProduct(world, { title: "Trousers" });
  await upload(world, [renamed, repriced]);
  shop.merchant.editProduct(await gidOf(world, renamed), { title: "Shirt, now in linen" });
  const [variant] = shop.products().find(({ title }) => title === "Trousers")?.variants ?? [];
  shop.merchant.editVariant(variant?.gid ?? "", { price: "49.00" });
  await world.ctx.db.product.update({ where: { id: renamed }, data: { title: "Linen shirt" } });
  await world.ctx.db.variant.updateMany({ where: { productId: repriced, position: 1 }, data: { price: "25" } });

  const { items } = await look(world.ctx, [renamed, repriced]);

  const byId = new Map(items.map((item) => [item.productId, item]));
  const kept = { shop: "Shirt, now in linen", accepted: "Shirt", catalog: "Linen shirt" };
  expect(byId.get(renamed)).toMatchObject({
    action: "no-change",
    differences: [{ field: "title", variantId: null, ...kept, isSent: false, isEditedInShop: true }],
  });
  expect(byId.get(repriced)).toMatchObject({
    action: "conflict",
    conflicts: ["An edit of the shop would be overwritten: price."],
    differences: [{ field: "price", shop: "49", accepted: "19.9", catalog: "25", isSent: true, isEditedInShop: true }],
  });
});

test("a product that was deleted in the shop, and a handle or sku that the shop has of its own, are told before an approval", async () => {
  await using world = await openUploadWorld();
  const { shop, storeId } = onlyStore(world);
  const { id: deleted } = await addProduct(world);
  await upload(world, [deleted]);
  shop.merchant.deleteProduct(await gidOf(world, deleted));
  await world.ctx.db.product.update({ where: { id: deleted }, data: { title: "Another title" } });
  shop.merchant.createProduct({ title: "The merchant's own", handle: "belt" });
  const { id: sameHandle } = await addProduct(world, { handle: "belt" });
  const own = shop.merchant.createProduct({ title: "Of the merchant" });
  const ownVariant = shop.products().find(({ gid }) => gid === own)?.variants[0]?.gid ?? "";
  shop.merchant.editVariant(ownVariant, { sku: "BELT-1" });
  const { id: sameSku, variantIds } = await addProduct(world);
  await world.ctx.db.variant.update({ where: { id: variantIds[0] ?? "" }, data: { sku: "BELT-1" } });

  const warned = await look(world.ctx, [deleted, sameHandle, sameSku]);
  await world.ctx.db.route.updateMany({ where: { storeId }, data: { skuConflicts: "REFUSE" } });
  const refused = await look(world.ctx, [sameSku]);

  const byId = new Map(warned.items.map((item) => [item.productId, item]));
  expect(byId.get(deleted)).toMatchObject({
    action: "conflict",
    conflicts: [expect.stringContaining("deleted in the shop")],
  });
  expect(byId.get(sameHandle)).toMatchObject({
    action: "conflict",
    findings: [{ code: "preflight.handle-taken", message: expect.stringContaining("The merchant's own") }],
  });
  expect(byId.get(sameSku)).toMatchObject({
    action: "create",
    findings: [{ code: "preflight.sku-taken", severity: "warning", variantId: variantIds[0] }],
  });
  expect(refused.items).toMatchObject([
    { action: "conflict", findings: [{ code: "preflight.sku-taken", severity: "error" }] },
  ]);
});

test("a store that cannot be asked is told as such, with what is known without it", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  await upload(world, [id]);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "25" } });
  const silent: Context = { ...world.ctx, fetch: () => Promise.reject(new TypeError("fetch failed")) };

  const { items, unreadStores } = await look(silent, [id]);

  expect(unreadStores).toEqual([
    { id: onlyStore(world).storeId, name: expect.any(String), because: expect.any(String) },
  ]);
  expect(items).toMatchObject([
    {
      action: "update",
      differences: Array.from({ length: 3 }, () => ({ field: "price", shop: "19.9", catalog: "25" })),
    },
  ]);
});

test("a preview that is throttled waits for the points and goes on", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  await upload(world, [id]);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "25" } });
  const fault = { point: "before-apply", effect: "status", status: 429, retryAfterSeconds: 0 } as const;
  world.simulator.faults.add({ operation: "nodes", nth: 1, ...fault });

  const { items, unreadStores } = await look(world.ctx, [id]);

  expect(world.simulator.faults.counts()).toMatchObject([{ fired: 1 }]);
  expect(unreadStores).toEqual([]);
  expect(items).toMatchObject([{ action: "update" }]);
});

test("a shop that has reached its daily limit keeps new variants waiting, which a preview tells with the time", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world);
  const createsParkedUntil = new Date(world.ctx.clock.now().getTime() + 3_600_000);
  await world.ctx.db.store.update({ where: { id: storeId }, data: { createsParkedUntil } });

  const { items, totals } = await look(world.ctx, [id]);

  expect(items).toMatchObject([
    {
      action: "create",
      findings: [
        {
          code: "preflight.daily-variant-limit",
          severity: "warning",
          message: expect.stringContaining(createsParkedUntil.toISOString()),
        },
      ],
    },
  ]);
  expect(totals).toMatchObject({
    errors: 0,
    warnings: 1,
    seconds: null,
    stores: [{ obstacle: "daily-limit", createsParkedUntil }],
  });
});

test("a product that no route brings anywhere is told with the reason", async () => {
  await using world = await openUploadWorld();
  const { id: giftCard } = await addProduct(world, { type: "GIFT_CARD" });
  await world.ctx.db.route.deleteMany({ where: { organizationId: world.ctx.organizationId } });
  const { id: unrouted } = await addProduct(world);

  const { items } = await look(world.ctx, [giftCard, unrouted]);

  expect(items.map(({ productId, store, action, skipReason }) => [productId, store, action, skipReason])).toEqual(
    [
      [giftCard, null, "no-change", "NOT_ELIGIBLE"],
      [unrouted, null, "no-change", "NO_ROUTE"],
    ].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );
});

test("a merchant sees their own store in a preview, and a viewer sees none", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [ownStoreId] = world.storeIds.values();
  const { id } = await addProduct(world);
  const staff = (role: "MERCHANT" | "VIEWER" | "STAFF", storeId: string | null): Context => {
    const actor: Actor = { type: "STAFF", id: "019ab3c1-0000-7000-8000-000000000001", name: "Sam", role, storeId };
    return { ...world.ctx, actor };
  };

  const ofMerchant = await look(staff("MERCHANT", ownStoreId ?? null), [id]);
  const ofStaff = await look(staff("STAFF", null), [id]);
  const ofViewer = look(staff("VIEWER", ownStoreId ?? null), [id]);

  expect(ofMerchant.items.map(({ store }) => store?.id)).toEqual([ownStoreId]);
  expect(ofStaff.items.map(({ store }) => store?.id).sort()).toEqual([...world.storeIds.values()].sort());
  await expect(ofViewer).rejects.toMatchObject({ code: "permission.denied" });
});

test("the API pages through a preview and refuses what is no selection", async () => {
  await using world = await openUploadWorld();
  const ids = [];
  for (let count = 0; count < 3; count += 1) ids.push((await addProduct(world)).id);
  const call = await openApi({ ...world.ctx, queue: world.queue });
  const post = (body: object) => call(preview, { method: "POST", body });

  const first = await post({ productIds: ids, limit: 2 });
  const { nextCursor } = first.body as { nextCursor: string };
  const second = await post({ productIds: ids, limit: 2, cursor: nextCursor });
  const refused = await post({ limit: 2 });
  const read = await call(readPreviews);

  expect(first).toMatchObject({ status: 200, body: { items: [{ action: "create" }, { action: "create" }] } });
  expect(second).toMatchObject({ status: 200, body: { items: [{ action: "create" }], nextCursor: null } });
  expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining("exactly one") } });
  expect(read.status).toBe(405);
});
