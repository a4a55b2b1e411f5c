import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { listRows } from "#app/domain/uploads/queries/row-queries.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { viewRow } from "#app/http/api/api-views.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const FRONT = "https://img.example/front.png";
/** Hosts under .invalid exist nowhere, so these can be fetched by nobody. */
const GONE = "https://img.invalid/gone.png";
const GONE_TOO = "https://img.invalid/gone-too.png";

const openWorld = (fileProcessingMs: number) => openUploadWorld({ simulator: { fidelity: { fileProcessingMs } } });

const drain = (world: UploadWorld) =>
  drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);

/** A product of three variants with two images, one of which the second variant shows beside one of its own. */
async function uploadWithImages(world: UploadWorld) {
  const { id, variantIds } = await addProduct(world);
  await world.ctx.db.product.update({ where: { id }, data: { images: [{ url: FRONT }, { url: GONE }] } });
  await world.ctx.db.variant.update({ where: { id: variantIds[1] ?? "" }, data: { imageUrl: GONE_TOO } });
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drain(world);
  return { id, batchId };
}

const groupOf = (world: UploadWorld, batchId: string) =>
  world.ctx.db.uploadGroup.findFirstOrThrow({ where: { batchId } });

/** Lets so much time pass since the group ended, as the database tells it. */
const age = (world: UploadWorld, batchId: string, seconds: number) =>
  world.ctx.db.uploadGroup.updateMany({
    where: { batchId },
    data: { endedAt: new Date(Date.now() - seconds * 1000), mediaCheckAt: new Date(Date.now() - 1_000) },
  });

async function warningsOf(world: UploadWorld, batchId: string) {
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  return rows.map(({ status, warnings }) => ({ status, warnings }));
}

const success = { status: "SUCCESS", warnings: null };

test("an image that Shopify cannot fetch is a warning on the rows that show it, or on the product's first row", async () => {
  await using world = await openWorld(0);
  const { batchId } = await uploadWithImages(world);
  const before = await groupOf(world, batchId);
  const early = await warningsOf(world, batchId);
  await age(world, batchId, 60);
  const { storesWoken } = await sweepUploads(world.ctx);

  await drain(world);

  const code = "shopify.image-failed";
  const reason = "Media could not be processed because the image could not be downloaded.";
  expect(before.mediaCheckAt?.getTime()).toBeGreaterThan(Date.now() + 30_000);
  expect(early).toEqual([success, success, success]);
  expect(storesWoken).toBeGreaterThanOrEqual(1);
  expect(await warningsOf(world, batchId)).toEqual([
    {
      status: "SUCCESS",
      warnings: [{ code, field: "images", message: `Shopify could not take the image ${GONE}: ${reason}` }],
    },
    {
      status: "SUCCESS",
      warnings: [
        {
          code,
          field: "imageUrl",
          message: `Shopify could not take the image ${GONE_TOO}: ${reason}`,
        },
      ],
    },
    success,
  ]);
  expect((await groupOf(world, batchId)).mediaCheckAt).toBeNull();
});

test("a warning is read in the API with what it means and what to do", async () => {
  await using world = await openWorld(0);
  const { id, batchId } = await uploadWithImages(world);
  await age(world, batchId, 60);
  await drain(world);

  const { items } = await listRows(world.ctx, { batchId, productId: id }, { limit: 10 });

  expect(items.map(viewRow).find(({ warnings }) => warnings.length > 0)?.warnings).toMatchObject([
    { code: "shopify.image-failed", whatToDo: expect.stringContaining("without a login") },
  ]);
});

test("images that are still processed are looked at again, later each time, and for a day at most", async () => {
  await using world = await openWorld(1_000_000_000);
  const { batchId } = await uploadWithImages(world);
  const pauses = [];
  for (const seconds of [60, 600, 40_000]) {
    await age(world, batchId, seconds);
    await drain(world);
    const { mediaCheckAt } = await groupOf(world, batchId);
    pauses.push(Math.round(((mediaCheckAt?.getTime() ?? 0) - Date.now()) / 60_000));
  }
  const early = await warningsOf(world, batchId);
  await age(world, batchId, 90_000);

  await drain(world);

  expect(pauses).toEqual([1, 10, 60]);
  expect(early).toEqual([success, success, success]);
  expect((await groupOf(world, batchId)).mediaCheckAt).toBeNull();
  expect(await warningsOf(world, batchId)).toMatchObject([
    { warnings: [{ code: "shopify.image-unfinished" }, { code: "shopify.image-unfinished" }] },
    { warnings: [{ code: "shopify.image-unfinished" }] },
    success,
  ]);
});

test("a merchant's image that failed is nobody's warning, and a product without images is not looked at", async () => {
  await using world = await openWorld(0);
  const { shop } = onlyStore(world);
  const { id } = await addProduct(world);
  const { batchId: plain } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drain(world);
  const { id: other } = await addProduct(world);
  await world.ctx.db.product.update({ where: { id: other }, data: { images: [{ url: FRONT }] } });
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [other] } });
  await drain(world);
  shop.merchant.addImage(shop.products()[1]?.gid ?? "", GONE);
  await age(world, batchId, 60);

  await drain(world);

  expect((await groupOf(world, plain)).mediaCheckAt).toBeNull();
  expect(await warningsOf(world, batchId)).toEqual([success, success, success]);
  expect((await groupOf(world, batchId)).mediaCheckAt).toBeNull();
});
