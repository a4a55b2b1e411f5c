import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { confirmAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import { listAdoptions } from "#app/domain/reconciliation/adoption/adoption-queries.server.ts";
import { markAdopted } from "#app/domain/reconciliation/adoption/mark-adopted.server.ts";
import { rejectAdoptions } from "#app/domain/reconciliation/adoption/reject-adoptions.server.ts";
import { resolveAmbiguous } from "#app/domain/reconciliation/adoption/resolve-ambiguous.server.ts";
import { ConflictError, ForbiddenError, InvalidInputError } from "#app/platform/errors.ts";
import { addPlainProducts, makeByHand } from "#tests/support/reconciliation/handmade-shop.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
const calm = () => new AbortController().signal;
const everything = { kind: "filter" } as const;

async function proposals(world: UploadWorld) {
  const { items } = await listAdoptions(world.ctx, { storeId: onlyStore(world).storeId }, { limit: 100 });
  return items;
}

test("the strongest key decides: sku before barcode before handle, and who has a better match is not asked about", async () => {
  await using world = await openWorld();
  const [bySku, byBarcode, byHandle, better] = makeByHand(world, [
    { title: "First", sku: "A" },
    { title: "Second", sku: "THEIRS", barcode: "222" },
    { title: "Third", handle: "three" },
    { title: "Fourth", handle: "one" },
  ]);
  const ours = await addPlainProducts(world, [
    { sku: "A", handle: "one" },
    { sku: "B", barcode: "222" },
    { sku: "C", handle: "three" },
  ]);

  await reconcile(world, "ADOPT");

  const found = await proposals(world);
  expect(found.map(({ shopifyProductId, matchedBy, productId }) => [shopifyProductId, matchedBy, productId])).toEqual([
    [bySku, "SKU", ours[0]],
    [byBarcode, "BARCODE", ours[1]],
    [byHandle, "HANDLE", ours[2]],
  ]);
  expect(found.map(({ shopifyProductId }) => shopifyProductId)).not.toContain(better);
});

test("products of several variants are matched variant by variant, and an upload updates them under our id", async () => {
  await using world = await openWorld();
  const { shop, storeId } = onlyStore(world);
  const ours = await addProducts(world, 3);
  await upload(world, ours);
  for (const { gid, metafields } of shop.products()) {
    const identity = metafields.find(({ key }) => key === "product_id");
    shop.merchant.deleteMetafield(gid, { namespace: identity?.namespace ?? "", key: "product_id" });
  }
  await world.ctx.db.variantLink.deleteMany({ where: { storeId } });
  await world.ctx.db.productLink.deleteMany({ where: { storeId } });
  await reconcile(world, "ADOPT");

  const done = await confirmAdoptions(world.ctx, { storeId, selection: everything });

  await markAdopted(world.ctx, { storeId }, calm());
  await upload(world, ours);
  expect(done).toMatchObject({ confirmed: 3, refused: 0 });
  expect(shop.productCount).toBe(3);
  expect(shop.variantCount).toBe(9);
  const identities = shop.products().map((one) => one.metafields.find(({ key }) => key === "product_id")?.value);
  expect(identities.toSorted()).toEqual(ours.toSorted());
  expect((await reconcile(world)).findings).toEqual({});
});

test("what is linked otherwise since it was proposed is refused, and confirming again changes nothing", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  makeByHand(world, [
    { title: "One", sku: "A" },
    { title: "Two", sku: "B" },
  ]);
  const [first] = await addPlainProducts(world, [{ sku: "A" }, { sku: "B" }]);
  await reconcile(world, "ADOPT");
  const { db, organizationId } = world.ctx;
  const elsewhere = { productId: first ?? "", shopifyProductId: "gid://shopify/Product/1" };
  await db.productLink.create({ data: { ...elsewhere, organizationId, storeId } });

  const done = await confirmAdoptions(world.ctx, { storeId, selection: everything });
  const again = await confirmAdoptions(world.ctx, { storeId, selection: everything });

  expect(done).toMatchObject({ confirmed: 1, refused: 1 });
  expect(again).toMatchObject({ confirmed: 0, refused: 0 });
  expect((await proposals(world)).map(({ state, reason }) => [state, reason])).toEqual([
    ["REFUSED", "linked-otherwise"],
    ["CONFIRMED", null],
  ]);
});

test("an upload that waited while its product was adopted updates it instead of making it again", async () => {
  await using world = await openWorld();
  const { shop, storeId } = onlyStore(world);
  makeByHand(world, [{ title: "One", sku: "A" }]);
  const ours = await addPlainProducts(world, [{ sku: "A" }]);
  await reconcile(world, "ADOPT");
  await approveProducts(world.ctx, { selection: { kind: "products", ids: ours } });

  await confirmAdoptions(world.ctx, { storeId, selection: everything });

  await upload(world, ours);
  expect(shop.productCount).toBe(1);
});

test("a product that is being uploaded right now stays proposed", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  makeByHand(world, [{ title: "One", sku: "A" }]);
  const ours = await addPlainProducts(world, [{ sku: "A" }]);
  await reconcile(world, "ADOPT");
  await approveProducts(world.ctx, { selection: { kind: "products", ids: ours } });
  await world.ctx.db.uploadGroup.updateMany({
    where: { storeId },
    data: { status: "PROCESSING", claimToken: randomUUID() },
  });

  const done = await confirmAdoptions(world.ctx, { storeId, selection: everything });

  expect(done).toEqual({ confirmed: 0, refused: 0, underWay: 1, isMore: false });
  expect((await proposals(world)).map(({ state }) => state)).toEqual(["PROPOSED"]);
});

test("an ambiguous product is linked to the candidate that a person names, and to no other one", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  const [gid] = makeByHand(world, [{ title: "One", sku: "A" }]);
  const [first, second] = await addPlainProducts(world, [{ sku: "A" }, { sku: "A" }, { sku: "B" }]);
  await reconcile(world, "ADOPT");
  const [proposal] = await proposals(world);
  const input = { storeId, proposalId: proposal?.id ?? "", productId: second ?? "" };
  await expect(resolveAmbiguous(world.ctx, { ...input, productId: randomUUID() })).rejects.toBeInstanceOf(
    InvalidInputError,
  );

  await resolveAmbiguous(world.ctx, input);

  expect(proposal).toMatchObject({ state: "AMBIGUOUS", reason: "several-products", productId: null });
  await expect(resolveAmbiguous(world.ctx, { ...input, productId: first ?? "" })).rejects.toBeInstanceOf(ConflictError);
  const links = await world.ctx.db.productLink.findMany({ where: { storeId } });
  expect(links.map(({ productId, shopifyProductId }) => [productId, shopifyProductId])).toEqual([[second, gid]]);
  expect(await world.ctx.db.variantLink.count({ where: { storeId } })).toBe(1);
});

test("what was rejected is not proposed again", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  makeByHand(world, [
    { title: "One", sku: "A" },
    { title: "Two", sku: "B" },
  ]);
  await addPlainProducts(world, [{ sku: "A" }, { sku: "B" }]);
  await reconcile(world, "ADOPT");
  const [first] = await proposals(world);
  await rejectAdoptions(world.ctx, { storeId, selection: { kind: "ids", ids: [first?.id ?? ""] } });

  await reconcile(world, "ADOPT");

  expect((await proposals(world)).map(({ state }) => state).toSorted()).toEqual(["PROPOSED", "REJECTED"]);
});

test("a merchant may not adopt", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  const ctx = {
    ...world.ctx,
    actor: { type: "STAFF" as const, id: randomUUID(), name: "Mel", role: "MERCHANT" as const, storeId },
  };

  await expect(confirmAdoptions(ctx, { storeId, selection: everything })).rejects.toBeInstanceOf(ForbiddenError);
  await expect(rejectAdoptions(ctx, { storeId, selection: everything })).rejects.toBeInstanceOf(ForbiddenError);
});
