import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { FieldMode } from "#app/domain/uploads/field-modes.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

async function upload(world: UploadWorld, id: string) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  const rows = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId } });
  return rows.map((row) => row.skipReason ?? row.errorField ?? row.status);
}

/** A category below the root, and one below that. */
async function addCategories(world: UploadWorld, taxonomyOf: { upper: string | null; lower: string | null }) {
  const [upperId, lowerId] = [randomUUID(), randomUUID()];
  const { organizationId, db } = world.ctx;
  const lineage = [world.rootCategoryId, upperId];
  const common = { organizationId, parentId: world.rootCategoryId };
  await db.category.create({
    data: {
      ...common,
      id: upperId,
      name: "Upper",
      path: "Upper",
      depth: 1,
      lineage,
      shopifyTaxonomyCategoryId: taxonomyOf.upper,
    },
  });
  await db.category.create({
    data: {
      ...common,
      id: lowerId,
      parentId: upperId,
      name: "Lower",
      path: "Upper > Lower",
      depth: 2,
      lineage: [...lineage, lowerId],
      shopifyTaxonomyCategoryId: taxonomyOf.lower,
    },
  });
  return { upperId, lowerId };
}

const taxonomy = (code: string) => `gid://shopify/TaxonomyCategory/${code}`;

/** A store whose route puts products into the first of three collections. */
async function openWorldWithCollections(mode?: FieldMode) {
  const world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const [sale = "", fresh = "", handpicked = ""] = ["Sale", "New", "Handpicked"].map((title) =>
    shop.merchant.collections.create(title),
  );
  const setCollections = (collectionIds: string[]) =>
    world.ctx.db.route.updateMany({
      where: { storeId },
      data: { collectionIds, ...(mode ? { fieldModes: { collections: mode } } : {}) },
    });
  await setCollections([sale]);
  return { world, shop, sale, fresh, handpicked, setCollections };
}

test("a product is created with the Shopify category of its nearest category that names one", async () => {
  await using world = await openUploadWorld();
  const { upperId, lowerId } = await addCategories(world, { upper: taxonomy("aa-1"), lower: null });
  const ids = [];
  for (const categoryId of [world.rootCategoryId, upperId, lowerId]) {
    ids.push((await addProduct(world, { categoryId })).id);
  }
  for (const id of ids) await upload(world, id);
  await world.ctx.db.category.update({ where: { id: lowerId }, data: { shopifyTaxonomyCategoryId: taxonomy("aa-2") } });
  const { id: later } = await addProduct(world, { categoryId: lowerId });

  await upload(world, later);

  const { shop } = onlyStore(world);
  expect(shop.products().map(({ categoryGid }) => categoryGid)).toEqual([
    null,
    taxonomy("aa-1"),
    taxonomy("aa-1"),
    taxonomy("aa-2"),
  ]);
});

test("everything that the catalog says of a product is sent when it is created", async () => {
  const { world, shop, sale, fresh, setCollections } = await openWorldWithCollections();
  await using _ = world;
  await setCollections([sale, fresh]);
  const { id, variantIds } = await addProduct(world, { sizes: ["S"] });
  const metafields = [{ namespace: "custom", key: "care", type: "single_line_text_field", value: "Wash cold" }];
  await world.ctx.db.product.update({
    where: { id },
    data: {
      handle: "linen-shirt",
      title: "Linen shirt",
      descriptionHtml: "<p>Linen</p>",
      vendor: "Acme",
      productTypeName: "Shirts",
      tags: ["linen"],
      status: "DRAFT",
      seoTitle: "Shirt of linen",
      seoDescription: "Cool in summer",
      images: [{ url: "https://img.example/front.png", alt: "Front" }],
      metafields,
    },
  });
  await world.ctx.db.variant.updateMany({
    where: { id: { in: variantIds } },
    data: { price: "20", compareAtPrice: "30", barcode: "123", cost: "7", imageUrl: "https://img.example/s.png" },
  });

  await upload(world, id);

  const [product] = shop.products();
  expect(product).toMatchObject({
    handle: "linen-shirt",
    title: "Linen shirt",
    descriptionHtml: "<p>Linen</p>",
    vendor: "Acme",
    productType: "Shirts",
    tags: ["linen"],
    status: "DRAFT",
    seo: { title: "Shirt of linen", description: "Cool in summer" },
    collectionGids: [sale, fresh],
    media: [{ source: "https://img.example/front.png", alt: "Front" }, { source: "https://img.example/s.png" }],
    variants: [{ price: "20.00", compareAtPrice: "30.00", barcode: "123", cost: "7.00" }],
  });
  expect(product?.metafields).toEqual(expect.arrayContaining(metafields));
});

test("collections that are ours are joined and left with the route, and a merchant's are left alone", async () => {
  const { world, shop, sale, fresh, handpicked, setCollections } = await openWorldWithCollections("ours");
  await using _ = world;
  const { id } = await addProduct(world);
  await upload(world, id);
  shop.merchant.collections.addProduct(handpicked, shop.products()[0]?.gid ?? "");
  await setCollections([fresh]);

  await upload(world, id);
  const moved = shop.products()[0]?.collectionGids;
  await setCollections([]);
  await upload(world, id);

  expect(moved).toEqual([handpicked, fresh]);
  expect(shop.products()[0]?.collectionGids).toEqual([handpicked]);
  expect(sale).not.toBe(fresh);
});

test("a collection that a merchant took a product out of is not joined again until the route names it anew", async () => {
  const { world, shop, sale, fresh, setCollections } = await openWorldWithCollections("until-edited");
  await using _ = world;
  const { id } = await addProduct(world);
  await upload(world, id);
  shop.merchant.collections.removeProduct(sale, shop.products()[0]?.gid ?? "");
  await setCollections([sale, fresh]);

  await upload(world, id);

  expect(shop.products()[0]?.collectionGids).toEqual([fresh]);
});

test("collections stay as they are after the creation where the route says nothing", async () => {
  const { world, shop, sale, fresh, setCollections } = await openWorldWithCollections();
  await using _ = world;
  const { id } = await addProduct(world);
  await upload(world, id);
  await setCollections([fresh]);

  await upload(world, id);

  expect(shop.products()[0]?.collectionGids).toEqual([sale]);
});

test("a collection that the shop does not have fails the product with its place in the input, and nothing is made", async () => {
  const { world, shop, sale, setCollections } = await openWorldWithCollections();
  await using _ = world;
  await setCollections([sale, "gid://shopify/Collection/1"]);
  const { id } = await addProduct(world, { sizes: ["S"] });

  const rows = await upload(world, id);

  expect(rows).toEqual(["input.collections.1"]);
  expect(shop.products()).toEqual([]);
});
