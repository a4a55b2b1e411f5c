import { expect, test } from "vitest";
import {
  createProductPoints,
  DELETE_MEDIA_POINTS,
  findCollectionsPoints,
  idsInCallPoints,
  LOCATIONS_POINTS,
  READ_AVAILABLE_POINTS,
  readFieldsPoints,
  readMediaStatusPoints,
  readRouteChoicesPoints,
  readVariantFieldsPoints,
  SET_AVAILABLE_POINTS,
  updateProductPoints,
  updateVariantsPoints,
} from "#app/shopify/operation-cost.ts";
import { CREATE_PRODUCT } from "#app/shopify/operations/create-product.ts";
import { IDENTITY } from "#app/shopify/operations/identity.ts";
import { LOCATIONS, READ_AVAILABLE, SET_AVAILABLE } from "#app/shopify/operations/inventory.ts";
import { READ_MEDIA_STATUS } from "#app/shopify/operations/read-media.ts";
import { READ_PRODUCT_FIELDS, READ_VARIANT_FIELDS } from "#app/shopify/operations/read-fields.ts";
import { FIND_COLLECTIONS, READ_ROUTE_CHOICES } from "#app/shopify/operations/route-choices.ts";
import { DELETE_MEDIA, UPDATE_PRODUCT, UPDATE_VARIANTS } from "#app/shopify/operations/update-product.ts";
import { createProduct, idIn, openReadyShop, productInput } from "#tests/unit/simulator/one-shop.ts";

const yesNo = [false, true];

async function openShopWithProduct() {
  const { call, shop } = await openReadyShop();
  const id = idIn(await call(createProduct, { input: productInput("p1") }), "productSet", "product");
  const costOf = async (document: string, variables: Record<string, unknown>) => {
    const { cost, errors } = await call(document, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join("\n"));
    return cost.requestedQueryCost;
  };
  return { id, shop, costOf };
}

test("a create is paid as Shopify charges it, with the ids of its variants and without", async () => {
  const { costOf } = await openShopWithProduct();
  for (const withIds of yesNo) {
    for (const variants of [1, 3, 10, 100, 250]) {
      const sizes = Array.from({ length: variants }, (_, index) => ({ name: `Size ${index}` }));
      const input = {
        title: "Priced",
        metafields: [{ ...IDENTITY, value: `priced-${variants}-${withIds}` }],
        productOptions: [{ name: "Size", values: sizes }],
        variants: sizes.map(({ name }) => ({ optionValues: [{ optionName: "Size", name }] })),
      };

      const cost = await costOf(CREATE_PRODUCT, { input, withIds, variantCount: withIds ? variants : 1 });

      const ids = withIds ? idsInCallPoints(variants) : 0;
      expect({ withIds, variants, cost }).toEqual({
        withIds,
        variants,
        cost: createProductPoints({ variants, metafields: 1 }) + ids,
      });
    }
  }
});

test("a read of a product's fields is paid as Shopify charges it, whatever is asked for", async () => {
  const { id, costOf } = await openShopWithProduct();
  for (const withDetails of yesNo) {
    for (const withMedia of yesNo) {
      for (const metafieldCount of [0, 1, 7, 25, 250]) {
        const asked = { withDetails, withMedia, withMetafields: metafieldCount > 0, metafieldCount };

        const cost = await costOf(READ_PRODUCT_FIELDS, { id, ...asked, metafieldKeys: ["custom.note"] });

        expect({ asked, cost }).toEqual({ asked, cost: readFieldsPoints(asked) });
      }
    }
  }
});

test("a read of a product's variants is paid as Shopify charges it, whatever is asked for", async () => {
  const { id, costOf } = await openShopWithProduct();
  for (const withOptions of yesNo) {
    for (const withMedia of yesNo) {
      for (const withItem of yesNo) {
        for (const variantCount of [1, 13, 2048]) {
          const asked = { withOptions, withMedia, withItem, variantCount };

          const cost = await costOf(READ_VARIANT_FIELDS, { id, ...asked });

          expect({ asked, cost }).toEqual({ asked, cost: readVariantFieldsPoints(asked) });
        }
      }
    }
  }
});

test("an update is paid as Shopify charges it, with metafields, new images and images to delete", async () => {
  const { id, shop, costOf } = await openShopWithProduct();
  const media = [{ originalSource: "https://img.example/front.png", mediaContentType: "IMAGE" }];
  const metafields = Array.from({ length: 7 }, (_, index) => ({
    namespace: "custom",
    key: `note_${index}`,
    type: "single_line_text_field",
    value: "x",
  }));
  const variantId = shop.products()[0]?.variants[0]?.gid;

  const plain = await costOf(UPDATE_PRODUCT, { product: { id, title: "New" } });
  const large = await costOf(UPDATE_PRODUCT, { product: { id, metafields }, media });
  const variants = await costOf(UPDATE_VARIANTS, {
    productId: id,
    variants: [{ id: variantId, price: "3", mediaSrc: [media[0]?.originalSource] }],
    media,
  });
  const deleted = await costOf(DELETE_MEDIA, { productId: id, mediaIds: [shop.products()[0]?.media[0]?.gid] });

  expect({ plain, large, variants, deleted }).toEqual({
    plain: updateProductPoints(0),
    large: updateProductPoints(7),
    variants: updateVariantsPoints(1),
    deleted: DELETE_MEDIA_POINTS,
  });
});

test("a look at the media of several products is paid as Shopify charges it", async () => {
  const { id, costOf } = await openShopWithProduct();
  for (const mediaCount of [1, 11, 250]) {
    const cost = await costOf(READ_MEDIA_STATUS, { ids: [id, id], mediaCount });

    expect({ mediaCount, cost }).toEqual({ mediaCount, cost: readMediaStatusPoints(mediaCount) });
  }
});

test("setting stock and reading it is paid as Shopify charges it, for one level or for 250", async () => {
  const { shop, costOf } = await openShopWithProduct();
  const locationId = shop.locations()[0]?.gid;
  for (const levels of [1, 250]) {
    const ids = Array.from({ length: levels }, (_, index) => `gid://shopify/InventoryItem/${index + 1}`);
    const quantities = ids.map((id) => ({ inventoryItemId: id, locationId, quantity: 1, changeFromQuantity: 0 }));
    const input = { name: "available", reason: "correction", quantities };

    expect(await costOf(SET_AVAILABLE, { key: `key-${levels}`, input })).toBe(SET_AVAILABLE_POINTS);
    expect(await costOf(READ_AVAILABLE, { ids, locationId })).toBe(READ_AVAILABLE_POINTS);
  }
  expect(await costOf(LOCATIONS, { after: null })).toBe(LOCATIONS_POINTS);
});

test("what a route can name is read for the points that Shopify charges", async () => {
  const { costOf } = await openShopWithProduct();
  for (const count of [1, 25, 250]) {
    const choices = await costOf(READ_ROUTE_CHOICES, { ids: [], channelCount: count });
    const found = await costOf(FIND_COLLECTIONS, { query: "title:a*", count });

    expect([choices, found]).toEqual([readRouteChoicesPoints(count), findCollectionsPoints(count)]);
  }
});
