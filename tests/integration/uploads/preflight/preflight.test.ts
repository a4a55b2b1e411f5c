import { expect, test } from "vitest";
import type { Prisma } from "@prisma/client";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { planApproval } from "#app/domain/catalog/plan-approval.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { loader as readProduct } from "#app/routes/api.v1.batches.$batchId.products.$productId._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

/** The world's context, with every request to Shopify kept. */
function recordCalls({ ctx }: UploadWorld): { ctx: Context; sent: string[] } {
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push(typeof init?.body === "string" ? init.body : "");
    return ctx.fetch(input, init);
  };
  return { ctx: { ...ctx, fetch }, sent };
}

/** Approves, and plans what is too large to be planned at once. */
async function approve(ctx: Context, ids: string[]): Promise<string> {
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids } });
  const { id: approvalId } = await ctx.db.approval.findUniqueOrThrow({ where: { batchId } });
  await planApproval(ctx, { organizationId: ctx.organizationId, approvalId });
  return batchId;
}

const drain = (ctx: Context, storeId: string) => drainStore(ctx, { storeId }, new AbortController().signal);

async function upload(ctx: Context, storeId: string, ids: string[]): Promise<string> {
  const batchId = await approve(ctx, ids);
  await drain(ctx, storeId);
  return batchId;
}

const rowsOf = ({ ctx }: UploadWorld, batchId: string, productId: string) =>
  ctx.db.shopifyUploadProduct.findMany({ where: { batchId, productId }, orderBy: { id: "asc" } });

const long = "x".repeat(256);
const image = (url: string) => ({ images: [{ url }] });
const care = { namespace: "custom", key: "care", type: "single_line_text_field", value: "30" };
const metafield = (changes: object) => ({ metafields: [{ ...care, ...changes }] });

interface CatalogFault {
  code: string;
  field: string;
  product?: Prisma.ProductUpdateInput;
  /** Values of the product's options, by variant. */
  optionValues?: string[][];
  /** Changes the variant of size M; the others are right. */
  variant?: Prisma.VariantUpdateInput;
  /** The same in what was approved: the catalog of today takes no such value, one of an earlier release may have. */
  approved?: Record<string, string>;
}

const ofProduct: CatalogFault[] = [
  { code: "too-many-options", field: "options", product: { options: ["A", "B", "C", "D"].map((name) => ({ name })) } },
  { code: "option-name-missing", field: "options.0.name", product: { options: [{ name: "" }] } },
  { code: "option-name-too-long", field: "options.0.name", product: { options: [{ name: long }] } },
  { code: "duplicate-option-name", field: "options.1.name", product: { options: [{ name: "A" }, { name: "a" }] } },
  { code: "option-name-separator", field: "options.0.name", product: { options: [{ name: "A / B" }] } },
  { code: "title-missing", field: "title", product: { title: " " } },
  { code: "title-too-long", field: "title", product: { title: long } },
  { code: "handle-too-long", field: "handle", product: { handle: long } },
  { code: "vendor-too-long", field: "vendor", product: { vendor: long } },
  { code: "product-type-too-long", field: "productTypeName", product: { productTypeName: long } },
  { code: "too-many-tags", field: "tags", product: { tags: Array.from({ length: 251 }, (_, at) => `t${at}`) } },
  { code: "tag-too-long", field: "tags.0", product: { tags: [long] } },
  { code: "description-too-large", field: "descriptionHtml", product: { descriptionHtml: "x".repeat(524_289) } },
  { code: "metafield-namespace", field: "metafields.0.namespace", product: metafield({ namespace: "a" }) },
  { code: "metafield-key", field: "metafields.0.key", product: metafield({ key: "a" }) },
  { code: "metafield-type-missing", field: "metafields.0.type", product: metafield({ type: "" }) },
  { code: "metafield-value-missing", field: "metafields.0.value", product: metafield({ value: "" }) },
  { code: "metafield-value-too-large", field: "metafields.0.value", product: metafield({ value: "x".repeat(65_537) }) },
  { code: "duplicate-metafield", field: "metafields.1", product: { metafields: [care, care] } },
  {
    code: "too-many-metafields",
    field: "metafields",
    product: { metafields: Array.from({ length: 250 }, (_, at) => ({ ...care, key: `care_${at}` })) },
  },
  {
    code: "image-alt-too-long",
    field: "images.0.alt",
    product: { images: [{ url: "https://i.example.com/a.jpg", alt: "x".repeat(513) }] },
  },
  { code: "image-url-form", field: "images.0.url", product: image("shirt.jpg") },
  { code: "image-url-private", field: "images.0.url", product: image("http://192.168.0.4/shirt.jpg") },
  {
    code: "too-many-images",
    field: "images",
    product: { images: Array.from({ length: 251 }, (_, at) => ({ url: `https://i.example.com/${at}.jpg` })) },
  },
];

const ofVariant: CatalogFault[] = [
  { code: "option-value-missing", field: "optionValues.0", variant: { optionValues: [] } },
  { code: "option-value-too-long", field: "optionValues.0", variant: { optionValues: [long] } },
  { code: "option-value-separator", field: "optionValues.0", variant: { optionValues: ["M / L"] } },
  { code: "duplicate-option-combination", field: "optionValues", variant: { optionValues: ["s"] } },
  {
    code: "duplicate-option-value",
    field: "optionValues.0",
    product: { options: [{ name: "Color" }, { name: "Size" }] },
    optionValues: [
      ["Red", "S"],
      ["RED", "M"],
      ["Red", "L"],
    ],
  },
  { code: "price-negative", field: "price", approved: { price: "-5" } },
  { code: "price-too-high", field: "compareAtPrice", approved: { compareAtPrice: "1000000000000000000" } },
  { code: "price-too-precise", field: "price", variant: { price: "5.125" } },
  { code: "currency-mismatch", field: "currencyCode", variant: { currencyCode: "CHF" } },
  { code: "sku-too-long", field: "sku", variant: { sku: long } },
  { code: "barcode-too-long", field: "barcode", variant: { barcode: long } },
  { code: "weight-negative", field: "weightGrams", variant: { weightGrams: -1 } },
  { code: "hs-code-form", field: "hsCode", variant: { hsCode: "61.09" } },
  { code: "country-unknown", field: "countryOfOrigin", variant: { countryOfOrigin: "QQ" } },
  { code: "image-url-form", field: "imageUrl", variant: { imageUrl: "ftp://i.example.com/m.jpg" } },
];

async function addFaulty(world: UploadWorld, { product = {}, variant, optionValues = [] }: CatalogFault) {
  const { id, variantIds } = await addProduct(world);
  await world.ctx.db.product.update({ where: { id }, data: product });
  for (const [at, values] of optionValues.entries())
    await world.ctx.db.variant.update({ where: { id: variantIds[at] ?? "" }, data: { optionValues: values } });
  if (variant) await world.ctx.db.variant.update({ where: { id: variantIds[1] ?? "" }, data: variant });
  return id;
}

/** Changes what was approved of the variant of size M. */
async function changeApproved({ ctx }: UploadWorld, productId: string, changes: Record<string, string>) {
  await ctx.db.$executeRaw`
    UPDATE shopify_upload_products SET payload = payload::jsonb || ${JSON.stringify(changes)}::jsonb
    WHERE product_id = ${productId}::uuid AND payload ->> 'position' = '2'`;
}

test("of a catalog with every fault, products and variants that Shopify would refuse FAIL without a call, and all others succeed", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { ctx, sent } = recordCalls(world);
  const wholeIds = await Promise.all(ofProduct.map((fault) => addFaulty(world, fault)));
  const partIds = await Promise.all(ofVariant.map((fault) => addFaulty(world, fault)));
  const { id: goodId } = await addProduct(world);

  const batchId = await approve(ctx, [...wholeIds, ...partIds, goodId]);
  await Promise.all(partIds.map((id, index) => changeApproved(world, id, ofVariant[index]?.approved ?? {})));

  await drain(ctx, storeId);

  const endOf = async (id: string) =>
    (await rowsOf(world, batchId, id)).map(({ status, errorCategory, errorCode, errorField }) =>
      status === "FAILED" ? [errorCategory, errorCode, errorField] : status,
    );
  const failed = ({ code, field }: CatalogFault) => ["VALIDATION", `preflight.${code}`, field];
  const wholes = await Promise.all(wholeIds.map(endOf));
  const parts = await Promise.all(partIds.map(endOf));
  expect(wholes).toEqual(ofProduct.map((fault) => [failed(fault), failed(fault), failed(fault)]));
  expect(parts).toEqual(ofVariant.map((fault) => ["SUCCESS", failed(fault), "SUCCESS"]));
  expect(await endOf(goodId)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  const refusedIds = new Set(wholeIds);
  expect(await ctx.db.uploadAttempt.count({ where: { batchId, group: { productId: { in: wholeIds } } } })).toBe(0);
  expect(sent.filter((body) => wholeIds.some((id) => body.includes(id)))).toEqual([]);
  const made = shop.ledger.entries().filter(({ effect }) => effect === "product-created");
  expect(made).toHaveLength(partIds.length + 1);
  expect(made.filter(({ identity }) => refusedIds.has(identity ?? ""))).toEqual([]);
  expect(shop.ledger.summary()).toMatchObject({ variantsCreated: partIds.length * 2 + 3 });
  expect(await ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } })).toMatchObject({
    status: "COMPLETED",
    rowsSucceeded: partIds.length * 2 + 3,
    rowsFailed: wholeIds.length * 3 + partIds.length,
    rowsPending: 0,
    rowsProcessing: 0,
    productsFailed: wholeIds.length + partIds.length,
  });
});

test("a product with more variants than a shop takes FAILS without a call", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { id } = await addProduct(world, { sizes: Array.from({ length: 2_049 }, (_, at) => `Size ${at}`) });

  const batchId = await upload(world.ctx, storeId, [id]);

  const ends = await world.ctx.db.shopifyUploadProduct.groupBy({
    by: ["status", "errorCode", "errorField"],
    where: { batchId },
    _count: true,
  });
  const errorCode = "preflight.too-many-variants";
  expect(ends).toEqual([{ status: "FAILED", errorCode, errorField: "variants", _count: 2_049 }]);
  expect(await world.ctx.db.uploadAttempt.count({ where: { batchId } })).toBe(0);
  expect(shop.productCount).toBe(0);
});

test("a refused row says in the API what is wrong where, and what to do about it", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const id = await addFaulty(world, {
    code: "",
    field: "",
    variant: { price: "19.999" },
    product: { seoTitle: "x".repeat(80) },
  });
  const batchId = await upload(world.ctx, storeId, [id]);
  const call = await openApi({ ...world.ctx, queue: world.queue });

  const { body } = await call(readProduct, { params: { batchId, productId: id } });

  expect(body).toMatchObject({
    rows: {
      items: [
        {
          status: "SUCCESS",
          error: null,
          warnings: [
            {
              code: "preflight.seo-title-long",
              field: "seoTitle",
              message: "The search title has 80 characters.",
              whatToDo: expect.stringContaining("70 characters"),
            },
          ],
        },
        {
          status: "FAILED",
          error: {
            category: "VALIDATION",
            code: "preflight.price-too-precise",
            field: "price",
            message: "The price is 19.999 USD; USD has 2 decimals.",
            whatToDo: expect.stringContaining("Round the price in the catalog"),
          },
          warnings: [],
        },
        { status: "SUCCESS", warnings: [] },
      ],
    },
  });
});
