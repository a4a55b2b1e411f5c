import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { planApproval } from "#app/domain/catalog/plan-approval.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

async function upload(world: UploadWorld, id: string) {
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids: [id] } });
  const approval = await world.ctx.db.approval.findUniqueOrThrow({ where: { batchId } });
  await planApproval(world.ctx, { organizationId: world.ctx.organizationId, approvalId: approval.id });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, new AbortController().signal);
  return batchId;
}

const countByStatus = async (world: UploadWorld, batchId: string) => {
  const rows = await world.ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { batchId }, _count: true });
  return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
};

const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

test("uploads a product of which one option has more values than Shopify takes in one array", async () => {
  await using world = await openUploadWorld();
  const { shop } = onlyStore(world);
  const sizes = numbered(300, "Size ");
  const { id } = await addProduct(world, { sizes });

  const created = await upload(world, id);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "3" } });
  const changed = await upload(world, id);

  expect(await countByStatus(world, created)).toEqual({ SUCCESS: 300 });
  expect(await countByStatus(world, changed)).toEqual({ SUCCESS: 300 });
  expect(shop.products().map(({ options }) => options)).toEqual([[{ name: "Size", values: sizes }]]);
  expect(new Set(shop.products()[0]?.variants.map(({ price }) => price))).toEqual(new Set(["3.00"]));
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, variantsCreated: 300 });
});

/** A product of 16 x 16 x 8 variants with 20 images, which the variants show in turn, and 25 metafields. */
async function addLargestProduct(world: UploadWorld) {
  const [colours, sizes, lengths] = [numbered(16, "Colour "), numbered(16, "Size "), numbered(8, "Length ")];
  const images = numbered(20, "https://img.example/image-").map((url) => ({ url: `${url}.png` }));
  const { id } = await addProduct(world, { sizes: [] });
  await world.ctx.db.product.update({
    where: { id },
    data: {
      options: [
        { name: "Colour", values: colours },
        { name: "Size", values: sizes },
        { name: "Length", values: lengths },
      ],
      images,
      metafields: numbered(25, "field_").map((key) => ({
        namespace: "custom",
        key,
        type: "single_line_text_field",
        value: key,
      })),
    },
  });
  const combinations = colours.flatMap((colour) =>
    sizes.flatMap((size) => lengths.map((length) => [colour, size, length])),
  );
  await world.ctx.db.variant.createMany({
    data: combinations.map((optionValues, index) => ({
      organizationId: world.ctx.organizationId,
      productId: id,
      externalId: optionValues.join(" / "),
      sku: `SKU-${index}`,
      position: index + 1,
      optionValues,
      price: "10",
      currencyCode: "USD",
      imageUrl: images[index % images.length]?.url ?? null,
    })),
  });
  return { id, images: images.map(({ url }) => url) };
}

test("uploads a product of 2,048 variants with three options, 20 images and 25 metafields within Shopify's limits", async () => {
  await using world = await openUploadWorld({ shops: [{ plan: "enterprise" }] });
  const { storeId, shop } = onlyStore(world);
  const { id, images } = await addLargestProduct(world);

  const created = await upload(world, id);
  await world.ctx.db.variant.updateMany({ where: { productId: id }, data: { price: "3" } });
  const changed = await upload(world, id);

  const [product, ...others] = shop.products();
  const links = await world.ctx.db.variantLink.findMany({ where: { storeId } });
  const attempts = await world.ctx.db.uploadAttempt.findMany({ where: { batchId: created } });
  const gidOf = new Map(product?.variants.map(({ sku, gid }) => [sku, gid]));
  const variants = await world.ctx.db.variant.findMany({ where: { productId: id }, select: { id: true, sku: true } });
  expect(await countByStatus(world, created)).toEqual({ SUCCESS: 2048 });
  expect(await countByStatus(world, changed)).toEqual({ SUCCESS: 2048 });
  expect(others).toEqual([]);
  expect(product?.variants).toHaveLength(2048);
  expect(new Set(product?.variants.map(({ price }) => price))).toEqual(new Set(["3.00"]));
  expect(product?.options.map(({ name, values }) => [name, values.length])).toEqual([
    ["Colour", 16],
    ["Size", 16],
    ["Length", 8],
  ]);
  expect(product?.media.map(({ source }) => source)).toEqual(images);
  expect(product?.metafields.filter(({ namespace }) => namespace === "custom")).toHaveLength(25);
  expect(new Map(links.map((link) => [link.variantId, link.shopifyVariantId]))).toEqual(
    new Map(variants.map((variant) => [variant.id, gidOf.get(variant.sku)])),
  );
  expect(Math.max(...attempts.map(({ costPoints }) => costPoints ?? 0))).toBeLessThanOrEqual(1000);
  expect(shop.traffic.throttled).toBe(0);
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, variantsCreated: 2048, duplicateIdentities: 0 });
}, 120_000);

const refuse = (operation: string, field: string[], code: string) => ({
  operation,
  nth: 1,
  times: 1,
  point: "before-apply" as const,
  effect: "userError" as const,
  userError: { field, code, message: "Option value is not allowed" },
});

test.each([
  { made: "created", hasProduct: false, fault: refuse("productSet", ["input", "variants", "7"], "INVALID_VARIANT") },
  { made: "added", hasProduct: true, fault: refuse("productVariantsBulkCreate", ["variants", "7"], "INVALID") },
])(
  "of 50 variants that are $made the one that Shopify refuses fails with its reason, and a merchant's stay untouched",
  async ({ hasProduct, fault }) => {
    await using world = await openUploadWorld();
    const { shop } = onlyStore(world);
    const { id } = await addProduct(world, { sizes: hasProduct ? ["First"] : [] });
    if (hasProduct) {
      await upload(world, id);
      shop.merchant.addVariant(shop.products()[0]?.gid ?? "", { optionValues: ["Handmade"], price: "5.00" });
    }
    const untouched = shop.products()[0]?.variants ?? [];
    for (const size of numbered(50, "Size ")) await addVariant(world, id, size);
    world.simulator.faults.add(fault);

    const batchId = await upload(world, id);

    const failed = await world.ctx.db.shopifyUploadProduct.findMany({ where: { batchId, status: "FAILED" } });
    const refused = await world.ctx.db.variant.findUniqueOrThrow({ where: { id: failed[0]?.variantId ?? "" } });
    const after = shop.products()[0]?.variants ?? [];
    expect(await countByStatus(world, batchId)).toEqual({
      SUCCESS: 49,
      FAILED: 1,
      ...(hasProduct ? { SKIPPED: 1 } : {}),
    });
    expect(failed).toMatchObject([{ errorCategory: "VALIDATION", errorMessage: "Option value is not allowed" }]);
    expect(refused.optionValues).toEqual(["Size 7"]);
    expect(after.slice(0, untouched.length)).toEqual(untouched);
    expect(after.slice(untouched.length).map(({ title }) => title)).toEqual(
      numbered(50, "Size ").filter((size) => size !== "Size 7"),
    );
  },
);
