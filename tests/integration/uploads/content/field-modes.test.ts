import { expect, test } from "vitest";
import { PRODUCT_FIELDS, type FieldMode } from "#app/domain/uploads/field-modes.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";
import { setModes, upload } from "./upload-with-modes.ts";

const note = (value: string) => ({ namespace: "custom", key: "note", type: "single_line_text_field", value });
const taxonomy = (code: string) => `gid://shopify/TaxonomyCategory/${code}`;

/** The catalog's content of every field of a product, in a first and a second version. */
const versions = {
  first: {
    title: "First",
    descriptionHtml: "<p>First</p>",
    tags: ["first"],
    vendor: "First vendor",
    productTypeName: "First type",
    status: "ACTIVE",
    seoTitle: "First seo",
    seoDescription: "First seo text",
    metafields: [note("first")],
  },
  second: {
    title: "Second",
    descriptionHtml: "<p>Second</p>",
    tags: ["second"],
    vendor: "Second vendor",
    productTypeName: "Second type",
    status: "DRAFT",
    seoTitle: "Second seo",
    seoDescription: "Second seo text",
    metafields: [note("second")],
  },
} as const;

const shownOf = (version: keyof typeof versions, category: string) => {
  const { title, descriptionHtml, tags, vendor, productTypeName, status, seoTitle, seoDescription } = versions[version];
  return {
    title,
    descriptionHtml,
    tags: [...tags],
    vendor,
    productType: productTypeName,
    status,
    seo: { title: seoTitle, description: seoDescription },
    categoryGid: taxonomy(category),
    note: version,
  };
};

/** Sets all of a product's own content in the catalog, and what the route and the category say beside it. */
async function setContent(
  world: UploadWorld,
  ids: readonly string[],
  version: keyof typeof versions,
  category: string,
) {
  const { db } = world.ctx;
  const { tags, metafields, ...content } = versions[version];
  const data = { ...content, tags: [...tags], metafields: [...metafields] };
  await db.product.updateMany({ where: { id: { in: [...ids] } }, data });
  await db.category.update({
    where: { id: world.rootCategoryId },
    data: { shopifyTaxonomyCategoryId: taxonomy(category) },
  });
}

function editEverything(world: UploadWorld, gid: string) {
  const { merchant } = onlyStore(world).shop;
  merchant.editProduct(gid, {
    title: "Merchant's",
    descriptionHtml: "<p>Merchant's</p>",
    tags: ["merchant"],
    vendor: "Merchant's vendor",
    productType: "Merchant's type",
    status: "ARCHIVED",
    seo: { title: "Merchant's seo", description: "Merchant's seo text" },
    category: taxonomy("aa-9"),
  });
  merchant.setMetafield(gid, note("merchant"));
}

function shownProducts(world: UploadWorld) {
  return onlyStore(world)
    .shop.products()
    .map(({ title, descriptionHtml, tags, vendor, productType, status, seo, categoryGid, metafields }) => ({
      title,
      descriptionHtml,
      tags,
      vendor,
      productType,
      status,
      seo,
      categoryGid,
      note: metafields.find(({ key }) => key === "note")?.value,
    }));
}

/** Two products, of which a merchant then edits the first, get new content in the catalog and are uploaded again. */
async function changeEditedAndUntouched(world: UploadWorld) {
  const ids = [(await addProduct(world)).id, (await addProduct(world)).id];
  await setContent(world, ids, "first", "aa-1");
  await upload(world, ids);
  const gid = onlyStore(world).shop.products()[0]?.gid ?? "";
  const created = shownProducts(world);
  editEverything(world, gid);
  const edited = shownProducts(world)[0];
  await setContent(world, ids, "second", "aa-2");
  const outcome = await upload(world, ids);
  return { ids, created, edited, outcome, again: await upload(world, ids) };
}

test.each<{ mode: FieldMode; rule: string; winsWhenEdited: boolean; winsUntouched: boolean }>([
  { mode: "ours", rule: "sent whoever edited it", winsWhenEdited: true, winsUntouched: true },
  { mode: "shop", rule: "sent at the creation only", winsWhenEdited: false, winsUntouched: false },
  { mode: "until-edited", rule: "sent until somebody edits it", winsWhenEdited: false, winsUntouched: true },
])("every field of a product that is $mode is $rule", async ({ mode, winsWhenEdited, winsUntouched }) => {
  await using world = await openUploadWorld();
  await setModes(world, PRODUCT_FIELDS, mode);

  const { created, edited, outcome, again } = await changeEditedAndUntouched(world);

  const [first, second] = [shownOf("first", "aa-1"), shownOf("second", "aa-2")];
  expect(created).toEqual([first, first]);
  expect(outcome.statuses).toEqual(["SUCCESS"]);
  expect(shownProducts(world)).toEqual([winsWhenEdited ? second : edited, winsUntouched ? second : first]);
  expect(again).toEqual({ statuses: ["UNCHANGED"], calls: [] });
});

test("what was accepted of a field that was kept back stays as it was, so that the field is ours again once it is restored", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { id } = await addProduct(world, { title: "First" });
  await upload(world, [id]);
  const gid = shop.products()[0]?.gid ?? "";
  shop.merchant.editProduct(gid, { title: "Merchant's" });
  await world.ctx.db.product.update({ where: { id }, data: { title: "Second" } });
  await upload(world, [id]);
  const link = await world.ctx.db.productLink.findFirstOrThrow({ where: { storeId } });
  shop.merchant.editProduct(gid, { title: "First" });
  await world.ctx.db.product.update({ where: { id }, data: { title: "Third" } });

  await upload(world, [id]);

  expect(link.accepted).toMatchObject({ title: "First" });
  expect(shop.products()[0]?.title).toBe("Third");
});

test("a changed price costs exactly one call and no read", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id } = await addProduct(world);
  await upload(world, [id]);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "3" } });
  const before = { ...shop.traffic };

  const { calls } = await upload(world, [id]);

  expect(calls).toEqual(["UPDATE_VARIANTS SUCCEEDED"]);
  expect([shop.traffic.queries - before.queries, shop.traffic.mutations - before.mutations]).toEqual([0, 1]);
});

test("a change of who owns a field sends what differs, and only for the side that it concerns", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const { id } = await addProduct(world);
  await world.ctx.db.product.update({ where: { id }, data: { vendor: "Ours" } });
  await upload(world, [id]);
  shop.merchant.editProduct(shop.products()[0]?.gid ?? "", { vendor: "Merchant's" });
  await setModes(world, ["vendor"], "ours");

  const ofProduct = await upload(world, [id]);
  await setModes(world, ["vendor", "taxable"], "ours");
  const ofVariants = await upload(world, [id]);

  expect(ofProduct.calls).toEqual(["UPDATE_PRODUCT SUCCEEDED"]);
  expect(shop.products()[0]?.vendor).toBe("Ours");
  expect(ofVariants.calls).toEqual(["UPDATE_VARIANTS SUCCEEDED"]);
});
