import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { READ_MEDIA } from "#app/shopify/operations/read-media.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const [FRONT, BACK, SIDE] = [
  "https://img.example/front.png",
  "https://img.example/back.png",
  "https://img.example/side.png",
];

async function upload(world: UploadWorld, id: string) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  const rows = await world.ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { batchId }, _count: true });
  return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
}

/** Gives the variants these images in turn. */
async function setImages(world: UploadWorld, variantIds: readonly string[], images: readonly string[]) {
  for (const [index, imageUrl] of images.entries()) {
    const ids = variantIds.filter((_, at) => at % images.length === index);
    await world.ctx.db.variant.updateMany({ where: { id: { in: ids } }, data: { imageUrl } });
  }
}

/** Adds so many variants that show these images in turn. */
async function addVariants(world: UploadWorld, productId: string, count: number, images: readonly string[]) {
  const { organizationId, db } = world.ctx;
  const product = await db.product.findUniqueOrThrow({ where: { id: productId }, include: { variants: true } });
  const sizes = Array.from({ length: count }, (_, index) => `New ${index}`);
  await db.variant.createMany({
    data: sizes.map((size, index) => ({
      organizationId,
      productId,
      externalId: `${product.externalId}-${size}`,
      sku: `${product.externalId}-${size}`,
      position: product.variants.length + index + 1,
      optionValues: [size],
      price: "19.9",
      currencyCode: "USD",
      imageUrl: images[index % images.length] ?? null,
    })),
  });
  const values = [...product.variants.map(({ optionValues }) => optionValues[0] ?? ""), ...sizes];
  await db.product.update({ where: { id: productId }, data: { options: [{ name: "Size", values }] } });
}

const sources = (world: UploadWorld) =>
  onlyStore(world)
    .shop.products()
    .flatMap(({ media }) => media.map(({ source }) => source));

/** How many variants of the product show each image. */
async function shownImages(world: UploadWorld) {
  const { storeId, shop } = onlyStore(world);
  const [product] = shop.products();
  const sourceOf = new Map(product?.media.map(({ gid, source }) => [gid, source]));
  const client = await getAdminClient(world.ctx, storeId);
  const counts: Record<string, number> = {};
  const gids = product?.variants.map(({ gid }) => gid) ?? [];
  for (let at = 0; at < gids.length; at += 250) {
    const { data } = await client.request(READ_MEDIA, {
      variables: { productId: product?.gid ?? "", variantIds: gids.slice(at, at + 250), withProduct: false },
    });
    for (const node of data.nodes) {
      const medium = node && "media" in node ? node.media.nodes[0]?.id : undefined;
      const source = sourceOf.get(medium ?? "") ?? "none";
      counts[source] = (counts[source] ?? 0) + 1;
    }
  }
  return counts;
}

test("sends no image twice when a product is made in several calls", async () => {
  await using world = await openUploadWorld();
  const { id, variantIds } = await addProduct(world, { sizes: Array.from({ length: 270 }, (_, index) => `S${index}`) });
  await setImages(world, variantIds, [FRONT, BACK, SIDE]);

  const rows = await upload(world, id);

  expect(rows).toEqual({ SUCCESS: 270 });
  expect(sources(world).toSorted()).toEqual([BACK, FRONT, SIDE]);
  expect(await shownImages(world)).toEqual({ [FRONT]: 90, [BACK]: 90, [SIDE]: 90 });
});

test("shows an image that the product has already on the variants that are added, and sends a new one once", async () => {
  await using world = await openUploadWorld();
  const { id, variantIds } = await addProduct(world);
  await setImages(world, variantIds, [FRONT]);
  await upload(world, id);
  await addVariants(world, id, 300, [FRONT, BACK]);

  const rows = await upload(world, id);

  expect(rows).toEqual({ SUCCESS: 300, SKIPPED: 3 });
  expect(sources(world)).toEqual([FRONT, BACK]);
  expect(await shownImages(world)).toEqual({ [FRONT]: 153, [BACK]: 150 });
});

test("shows an image of the product itself on a variant that is added", async () => {
  await using world = await openUploadWorld({ simulator: { fidelity: { fileProcessingMs: 0 } } });
  const { id } = await addProduct(world);
  const images = [FRONT, BACK].map((url) => ({ url }));
  await world.ctx.db.product.update({ where: { id }, data: { images } });
  await upload(world, id);
  await addVariants(world, id, 1, [BACK]);

  await upload(world, id);

  expect(sources(world)).toEqual([FRONT, BACK]);
  expect(await shownImages(world)).toEqual({ none: 3, [BACK]: 1 });
});

test("takes no image for the one that a variant was made with after only the catalog's changed", async () => {
  await using world = await openUploadWorld();
  const { id, variantIds } = await addProduct(world);
  await setImages(world, variantIds, [FRONT]);
  await upload(world, id);
  await setImages(world, variantIds, [BACK]);
  await upload(world, id);
  await addVariants(world, id, 1, [BACK]);

  await upload(world, id);

  expect(await shownImages(world)).toEqual({ [FRONT]: 3, [BACK]: 1 });
});

test("waits for an image that Shopify is still processing", async () => {
  await using world = await openUploadWorld();
  const { id, variantIds } = await addProduct(world);
  await setImages(world, variantIds, [FRONT]);
  await upload(world, id);
  await addVariants(world, id, 1, [FRONT]);
  const message = "Non-ready media cannot be attached to variants.";
  world.simulator.faults.add({
    operation: "productVariantsBulkCreate",
    nth: 1,
    point: "before-apply",
    effect: "userError",
    userError: { field: ["variants", "0", "mediaId"], code: "INVALID_INPUT", message },
  });

  const rows = await upload(world, id);

  expect(rows).toEqual({ SUCCESS: 1, SKIPPED: 3 });
  expect(await shownImages(world)).toEqual({ [FRONT]: 4 });
});
