import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  rowOutcomes,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

async function approveAndUpload(world: UploadWorld, ids: string[]) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });
  for (const storeId of world.storeIds.values()) await drainStore(world.ctx, { storeId }, calm());
  return world.ctx.db.shopifyUploadBatch.findUniqueOrThrow({
    where: { id: batchId },
    include: { rows: { orderBy: { id: "asc" } } },
  });
}

test("skips unchanged rows of a product that is approved again, without a call", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id } = await addProduct(world);
  await approveAndUpload(world, [id]);
  const before = shop.ledger.entries().length;

  const batch = await approveAndUpload(world, [id]);

  expect(batch.rows).toEqual([]);
  expect(await rowOutcomes(world, batch.id)).toEqual(["UNCHANGED", "UNCHANGED", "UNCHANGED"]);
  expect(batch).toMatchObject({ status: "COMPLETED", rowsTotal: 3, rowsSkipped: 3, productsSkipped: 1 });
  expect(batch.status).toBe("COMPLETED");
  expect(shop.ledger.entries()).toHaveLength(before);
});

test("adds exactly the new variant, and what the merchant made by hand survives", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id } = await addProduct(world);
  await approveAndUpload(world, [id]);
  const [product] = shop.products();
  const productGid = product?.gid ?? "";
  shop.merchant.addVariant(productGid, { optionValues: ["Handmade"], price: "5.00" });
  shop.merchant.setMetafield(productGid, {
    namespace: "custom",
    key: "note",
    type: "single_line_text_field",
    value: "mine",
  });
  shop.merchant.addImage(productGid, "https://example.com/mine.png");
  await addVariant(world, id, "XL");

  const batch = await approveAndUpload(world, [id]);

  const after = shop.products()[0];
  expect(batch.rows.map((row) => row.status).sort()).toEqual(["SKIPPED", "SKIPPED", "SKIPPED", "SUCCESS"]);
  expect(after?.variants.map((variant) => variant.title).sort()).toEqual(["Handmade", "L", "M", "S", "XL"]);
  expect(after?.metafields.some((metafield) => metafield.value === "mine")).toBe(true);
  expect(after?.media.map((medium) => medium.source)).toEqual(["https://example.com/mine.png"]);
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, duplicateIdentities: 0 });
});

test("sends a changed price to the one variant that changed and leaves a title that the merchant edited", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id, variantIds } = await addProduct(world, { title: "Shirt" });
  await approveAndUpload(world, [id]);
  shop.merchant.editProduct(shop.products()[0]?.gid ?? "", { title: "Merchant's shirt" });
  await world.ctx.db.variant.update({ where: { id: variantIds[1] ?? "" }, data: { price: "21.5" } });
  await world.ctx.db.product.update({ where: { id }, data: { title: "Shirt, new", tags: ["new"] } });

  const batch = await approveAndUpload(world, [id]);

  const after = shop.products()[0];
  expect(after?.title).toBe("Merchant's shirt");
  expect(after?.tags).toEqual(["new"]);
  expect(after?.variants.map((variant) => variant.price)).toEqual(["19.90", "21.50", "19.90"]);
  expect(batch.rows.map((row) => row.status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(shop.ledger.variantCount("variants-updated")).toBe(1);
});

test("creates anew a product that was deleted in the shop", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id, variantIds } = await addProduct(world);
  await approveAndUpload(world, [id]);
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");
  await world.ctx.db.variant.update({ where: { id: variantIds[0] ?? "" }, data: { price: "3" } });

  const batch = await approveAndUpload(world, [id]);

  expect(batch.rows.map((row) => row.status)).toContain("SUCCESS");
  expect(shop.products().map((product) => product.variants[0]?.price)).toEqual(["3.00"]);
});

test("shows rows without a route and products that are not eligible as skipped, with the reason", async () => {
  await using world = await openUploadWorld();
  await world.ctx.db.route.deleteMany({ where: { organizationId: world.ctx.organizationId } });
  const { id } = await addProduct(world);
  const giftCard = await addProduct(world, { type: "GIFT_CARD", sizes: ["One"] });

  const batch = await approveAndUpload(world, [id, giftCard.id]);

  expect(batch.rows.map((row) => row.skipReason).sort()).toEqual(["NOT_ELIGIBLE", "NO_ROUTE", "NO_ROUTE", "NO_ROUTE"]);
  expect(batch).toMatchObject({ status: "COMPLETED", rowsSkipped: 4, productsSkipped: 2 });
});

test("makes no second row in flight when the same content is approved twice, and replaces waiting rows of older content", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { id, variantIds } = await addProduct(world);
  const first = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const second = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await world.ctx.db.variant.update({ where: { id: variantIds[0] ?? "" }, data: { price: "7" } });
  const third = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId }, calm());

  const reasons = async (batchId: string) =>
    (await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } })).map(
      (row) => row.skipReason ?? row.status,
    );
  expect(await reasons(second.batchId)).toEqual(["ALREADY_IN_FLIGHT", "ALREADY_IN_FLIGHT", "ALREADY_IN_FLIGHT"]);
  expect(await reasons(first.batchId)).toEqual(["SUPERSEDED", "SUCCESS", "SUCCESS"]);
  expect(await reasons(third.batchId)).toEqual(["SUCCESS", "ALREADY_IN_FLIGHT", "ALREADY_IN_FLIGHT"]);
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, duplicateIdentities: 0 });
  expect(shop.products()[0]?.variants).toHaveLength(3);
});
