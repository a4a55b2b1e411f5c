import { expect, test } from "vitest";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { VARIANT_FIELDS, type FieldMode } from "#app/domain/uploads/field-modes.ts";
import { READ_VARIANT_FIELDS } from "#app/shopify/operations/read-fields.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";
import { setModes, upload } from "./upload-with-modes.ts";

const variantVersions = {
  first: {
    price: "10",
    compareAtPrice: "12",
    sku: "first",
    barcode: "1111",
    optionValues: ["S"],
    weightGrams: "100",
    cost: "1",
    isTracked: true,
    requiresShipping: true,
    isTaxable: true,
    inventoryPolicy: "DENY",
    hsCode: "621710",
    countryOfOrigin: "PT",
    imageUrl: "https://img.example/first.png",
  },
  second: {
    price: "20",
    compareAtPrice: "22",
    sku: "second",
    barcode: "2222",
    optionValues: ["XS"],
    weightGrams: "200",
    cost: "2",
    isTracked: false,
    requiresShipping: false,
    isTaxable: false,
    inventoryPolicy: "CONTINUE",
    hsCode: "621720",
    countryOfOrigin: "IT",
    imageUrl: "https://img.example/second.png",
  },
} as const;

async function shownVariant(world: UploadWorld, gid: string) {
  const client = await getAdminClient(world.ctx, onlyStore(world).storeId);
  const asked = { withOptions: true, withMedia: true, withItem: true };
  const { data } = await client.request(READ_VARIANT_FIELDS, { variables: { id: gid, variantCount: 1, ...asked } });
  const [node] = data.product?.variants.nodes ?? [];
  const [medium] = node?.media?.nodes ?? [];
  const item = node?.inventoryItem;
  return {
    price: String(Number(node?.price)),
    compareAtPrice: String(Number(node?.compareAtPrice)),
    sku: node?.sku,
    barcode: node?.barcode,
    optionValues: node?.selectedOptions?.map(({ value }) => value),
    weightGrams: String(item?.measurement.weight?.value),
    cost: String(Number(item?.unitCost?.amount)),
    isTracked: item?.tracked,
    requiresShipping: item?.requiresShipping,
    isTaxable: node?.taxable,
    inventoryPolicy: node?.inventoryPolicy,
    hsCode: item?.harmonizedSystemCode,
    countryOfOrigin: item?.countryCodeOfOrigin,
    imageUrl: medium && "image" in medium ? medium.image?.url : undefined,
  };
}

async function setVariant(world: UploadWorld, ids: readonly string[], version: keyof typeof variantVersions) {
  const { optionValues, ...rest } = variantVersions[version];
  const data = { ...rest, optionValues: [...optionValues] };
  await world.ctx.db.variant.updateMany({ where: { productId: { in: [...ids] } }, data });
}

function editVariant(world: UploadWorld, gid: string) {
  const { shop } = onlyStore(world);
  const variant = shop.findProduct(gid)?.variants[0]?.gid ?? "";
  shop.merchant.renameValue(variant, "Merchant's");
  shop.merchant.editVariant(variant, {
    price: "30",
    compareAtPrice: "33",
    barcode: "3333",
    taxable: false,
    inventoryPolicy: "CONTINUE",
    inventoryItem: {
      sku: "merchant",
      cost: "3",
      tracked: false,
      requiresShipping: false,
      harmonizedSystemCode: "621730",
      countryCodeOfOrigin: "FR",
      measurement: { weight: { value: 300, unit: "GRAMS" } },
    },
  });
}

test.each<{ mode: FieldMode; rule: string; winsWhenEdited: boolean; winsUntouched: boolean }>([
  { mode: "ours", rule: "sent whoever edited it", winsWhenEdited: true, winsUntouched: true },
  { mode: "shop", rule: "sent at the creation only", winsWhenEdited: false, winsUntouched: false },
  { mode: "until-edited", rule: "sent until somebody edits it", winsWhenEdited: false, winsUntouched: true },
])("every field of a variant that is $mode is $rule", async ({ mode, winsWhenEdited, winsUntouched }) => {
  await using world = await openUploadWorld({ simulator: { fidelity: { fileProcessingMs: 0 } } });
  const { shop } = onlyStore(world);
  await setModes(world, VARIANT_FIELDS, mode);
  const ids = [(await addProduct(world, { sizes: ["S"] })).id, (await addProduct(world, { sizes: ["S"] })).id];
  await setVariant(world, ids, "first");
  await upload(world, ids);
  const gids = shop.products().map(({ gid }) => gid);
  const created = await Promise.all(gids.map((gid) => shownVariant(world, gid)));
  editVariant(world, gids[0] ?? "");
  const edited = await shownVariant(world, gids[0] ?? "");
  await setVariant(world, ids, "second");

  const { statuses } = await upload(world, ids);

  const [untouchedImage, image] = winsUntouched
    ? [variantVersions.second.imageUrl, variantVersions.second.imageUrl]
    : [variantVersions.first.imageUrl, variantVersions.first.imageUrl];
  expect(created).toEqual([variantVersions.first, variantVersions.first]);
  expect(statuses).toEqual(["SUCCESS"]);
  expect(await Promise.all(gids.map((gid) => shownVariant(world, gid)))).toEqual([
    { ...(winsWhenEdited ? variantVersions.second : edited), imageUrl: image },
    { ...(winsUntouched ? variantVersions.second : variantVersions.first), imageUrl: untouchedImage },
  ]);
  expect(await upload(world, ids)).toEqual({ statuses: ["UNCHANGED"], calls: [] });
});

test("a variant whose ids were never read is ours until somebody edits it, as if they had been", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  await setModes(world, ["price"], "until-edited");
  const ids = [(await addProduct(world, { sizes: ["S"] })).id, (await addProduct(world, { sizes: ["S"] })).id];
  const setPrice = (price: string) =>
    world.ctx.db.variant.updateMany({ where: { productId: { in: ids } }, data: { price } });
  await setPrice("10");
  await upload(world, ids);
  // As a newer approval leaves it that comes between the creation and the reading of its ids.
  await world.ctx.db.variantLink.deleteMany();
  shop.merchant.editVariant(shop.products()[0]?.variants[0]?.gid ?? "", { price: "30" });

  await setPrice("20");
  const second = await upload(world, ids);
  await setPrice("21");
  const third = await upload(world, ids);

  expect(second.calls).toContain("ADD_VARIANTS REFUSED");
  expect([second.statuses, third.statuses]).toEqual([["SUCCESS"], ["SUCCESS"]]);
  expect(shop.products().map(({ variants }) => Number(variants[0]?.price))).toEqual([30, 21]);
});
