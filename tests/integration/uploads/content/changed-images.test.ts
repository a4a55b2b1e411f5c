import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { FieldMode } from "#app/domain/uploads/field-modes.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const [FRONT, BACK, SIDE] = ["front", "back", "side"].map((name) => `https://img.example/${name}.png`) as [
  string,
  string,
  string,
];
const MERCHANTS = "https://cdn.example/merchants.png";

const openWorld = (fileProcessingMs = 0) => openUploadWorld({ simulator: { fidelity: { fileProcessingMs } } });

async function upload(world: UploadWorld, id: string) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  return world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId }, orderBy: { id: "asc" } });
}

const setImages = (world: UploadWorld, id: string, urls: readonly string[]) =>
  world.ctx.db.product.update({ where: { id }, data: { images: urls.map((url) => ({ url })) } });

const setMode = (world: UploadWorld, mode: FieldMode) =>
  world.ctx.db.route.updateMany({
    where: { storeId: onlyStore(world).storeId },
    data: { fieldModes: { images: mode } },
  });

const sources = (world: UploadWorld) =>
  onlyStore(world)
    .shop.products()
    .flatMap(({ media }) => media.map(({ source }) => source));

/** A product with these images in the shop. */
async function uploadWithImages(world: UploadWorld, urls: readonly string[]) {
  const { id, variantIds } = await addProduct(world);
  await setImages(world, id, urls);
  await upload(world, id);
  return { id, variantIds, gid: onlyStore(world).shop.products()[0]?.gid ?? "" };
}

const accepted = async (world: UploadWorld) => {
  const link = await world.ctx.db.productLink.findFirstOrThrow({ where: { storeId: onlyStore(world).storeId } });
  return link.accepted;
};

test("new images are added, images of ours that the catalog dropped are deleted, and a merchant's stay", async () => {
  await using world = await openWorld();
  const { id, gid } = await uploadWithImages(world, [FRONT, BACK]);
  onlyStore(world).shop.merchant.addImage(gid, MERCHANTS);
  await setImages(world, id, [FRONT, SIDE]);

  const rows = await upload(world, id);

  expect(rows.map(({ status }) => status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(sources(world)).toEqual([FRONT, MERCHANTS, SIDE]);
  expect(await accepted(world)).toMatchObject({ images: [{ url: FRONT }, { url: SIDE }] });
});

test("an image of ours that a merchant deleted comes back only where images are always ours", async () => {
  const shown = [];
  for (const mode of ["until-edited", "ours"] as const) {
    await using world = await openWorld();
    await setMode(world, mode);
    const { id, gid } = await uploadWithImages(world, [FRONT, BACK]);
    const { merchant } = onlyStore(world).shop;
    merchant.deleteImage(gid, onlyStore(world).shop.products()[0]?.media[1]?.gid ?? "");
    await setImages(world, id, [FRONT, BACK, SIDE]);

    await upload(world, id);
    shown.push(sources(world).toSorted());
  }

  expect(shown).toEqual([[FRONT, SIDE].toSorted(), [FRONT, BACK, SIDE].toSorted()]);
});

test("images stay as they are after the creation where they are the shop's", async () => {
  await using world = await openWorld();
  await setMode(world, "shop");
  const { id } = await uploadWithImages(world, [FRONT]);
  await setImages(world, id, [SIDE]);

  await upload(world, id);

  expect(sources(world)).toEqual([FRONT]);
  expect(await accepted(world)).toMatchObject({ images: [{ url: FRONT }] });
});

test("an image that cannot be told from a merchant's of the same name is kept, and stays known as ours", async () => {
  await using world = await openWorld();
  const { id, gid } = await uploadWithImages(world, [FRONT, BACK]);
  const namesake = "https://cdn.example/back_0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f.png";
  onlyStore(world).shop.merchant.addImage(gid, namesake);
  await setImages(world, id, [FRONT]);

  await upload(world, id);

  expect(sources(world)).toEqual([FRONT, BACK, namesake]);
  expect(await accepted(world)).toMatchObject({ images: [{ url: FRONT }, { url: BACK }] });
});

test("an image that a variant shows is not deleted with the product's", async () => {
  await using world = await openWorld();
  const { id, variantIds } = await addProduct(world);
  await setImages(world, id, [FRONT, BACK]);
  await world.ctx.db.variant.updateMany({ where: { id: { in: variantIds } }, data: { imageUrl: BACK } });
  await upload(world, id);
  await setImages(world, id, [FRONT]);

  await upload(world, id);

  expect(sources(world)).toEqual([FRONT, BACK]);
});

test("an image is added once though the answer to its adding is lost, even while it is processed", async () => {
  await using world = await openWorld(2_500);
  const { id } = await uploadWithImages(world, [FRONT]);
  world.simulator.faults.add({ operation: "productUpdate", nth: 1, times: 1, point: "after-apply", effect: "drop" });
  await setImages(world, id, [FRONT, SIDE]);
  await world.ctx.db.product.update({ where: { id }, data: { title: "Renamed" } });

  const rows = await upload(world, id);

  expect(rows.map(({ status }) => status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(sources(world)).toEqual([FRONT, SIDE]);
});

test("a variant shows its new image, which is sent once, and shows a merchant's choice on", async () => {
  await using world = await openWorld();
  const { shop } = onlyStore(world);
  const { id, variantIds } = await addProduct(world);
  await world.ctx.db.variant.updateMany({ where: { id: { in: variantIds } }, data: { imageUrl: FRONT } });
  await upload(world, id);
  const before = shop.products()[0]?.media.length;
  await world.ctx.db.variant.updateMany({ where: { id: { in: variantIds } }, data: { imageUrl: SIDE } });

  const rows = await upload(world, id);

  const links = await world.ctx.db.variantLink.findMany({ where: { productId: id } });
  expect(before).toBe(1);
  expect(rows.map(({ status }) => status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(sources(world)).toEqual([FRONT, SIDE]);
  expect(links.map((link) => link.accepted)).toMatchObject([
    { imageUrl: SIDE },
    { imageUrl: SIDE },
    { imageUrl: SIDE },
  ]);
});
