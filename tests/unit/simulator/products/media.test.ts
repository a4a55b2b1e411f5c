import { expect, test } from "vitest";
import { createProduct, idIn, openReadyShop, payloadOf, productInput } from "../one-shop.ts";

const remove = `mutation Remove($productId: ID!, $mediaIds: [ID!]!) {
  productDeleteMedia(productId: $productId, mediaIds: $mediaIds) {
    deletedMediaIds mediaUserErrors { code field message }
  }
}`;

const readMedia = `query Read($id: ID!) {
  product(id: $id) { media(first: 5) { nodes { id status mediaErrors { code } ... on MediaImage { image { url } } } } }
}`;

const [front, gone] = ["https://img.example/front.png", "https://img.invalid/gone.png"];

async function openShopWithMedia() {
  const opened = await openReadyShop();
  const files = [front, gone].map((originalSource) => ({ originalSource, contentType: "IMAGE" }));
  const variants = [{ optionValues: [{ optionName: "Size", name: "S" }], file: files[0] }];
  const input = { ...productInput("p1", ["S"]), files, variants };
  const created = await opened.call(createProduct, { input });
  return { ...opened, id: idIn(created, "productSet", "product") };
}

test("a file whose host cannot exist fails once it is processed, and the others become ready", async () => {
  const { call, clock, id } = await openShopWithMedia();
  const early = await call(readMedia, { id });
  clock.advance(2_000);

  const late = await call(readMedia, { id });

  expect(early.data).toMatchObject({
    product: { media: { nodes: [{ status: "PROCESSING" }, { status: "PROCESSING", mediaErrors: [] }] } },
  });
  expect(late.data).toMatchObject({
    product: {
      media: {
        nodes: [
          { status: "READY", mediaErrors: [], image: { url: front } },
          { status: "FAILED", mediaErrors: [{ code: "IMAGE_DOWNLOAD_FAILURE" }], image: null },
        ],
      },
    },
  });
});

test("media that are deleted go from the product and from its variants, and an unknown one refuses the call", async () => {
  const { call, shop, id } = await openShopWithMedia();
  const [first, second] = shop.products()[0]?.media.map(({ gid }) => gid) ?? [];

  const refused = await call(remove, { productId: id, mediaIds: [first, "gid://shopify/MediaImage/1"] });
  const before = shop.products()[0]?.media.length;
  const removed = await call(remove, { productId: id, mediaIds: [first] });

  expect(payloadOf(refused, "productDeleteMedia")).toMatchObject({
    deletedMediaIds: null,
    mediaUserErrors: [{ code: "MEDIA_DOES_NOT_EXIST", field: ["mediaIds"] }],
  });
  expect(before).toBe(2);
  expect(payloadOf(removed, "productDeleteMedia")).toEqual({ deletedMediaIds: [first], mediaUserErrors: [] });
  expect(shop.products()[0]?.media.map(({ gid }) => gid)).toEqual([second]);
});
