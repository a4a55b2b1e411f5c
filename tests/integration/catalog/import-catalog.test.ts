import { expect, test } from "vitest";
import type { ImportProgress } from "#app/domain/catalog/import-catalog.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { ForbiddenError, InvalidInputError } from "#app/platform/errors.ts";
import { emptyCatalog, importText, storedCatalog } from "#tests/support/import-text.ts";
import { addStore, contextOf, makeOrganization, staff } from "#tests/support/worlds/sample-organization.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

const FILE = `Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Alt Text,Variant Image,Cost per item,Status
shirt,Shirt,"<p>Soft, and warm.</p>",Acme,Apparel > Shirts,Shirt,"cotton, summer",Color,Red,Size,S,SHIRT-RED-S,150,shopify,7,deny,20.00,25.00,4006381333931,https://cdn.example.com/1.jpg,Front,https://cdn.example.com/red.jpg,8.1,active
shirt,,,,,,,,Red,,M,SHIRT-RED-M,155.5,shopify,0,continue,20.00,,,https://cdn.example.com/2.jpg,Back,,,
shirt,,,,,,,,,,,,,,,,,,,https://cdn.example.com/3.jpg,Detail,,,
lamp,Lamp,,,,Lighting,,Title,Default Title,,,,,,,deny,45.5,0,,,,,,draft
`;

test("a file brings products, variants, options, images, category and stock as it says them", async () => {
  const ctx = await emptyCatalog();

  const { summary, rejects, warnings } = await importText(ctx, FILE);

  const [lamp, shirt] = await storedCatalog(ctx);
  expect(summary).toMatchObject({ format: "shopify-csv", products: { created: 2 }, variants: { created: 3 } });
  expect([rejects, warnings]).toEqual([[], []]);
  expect(shirt).toMatchObject({
    handle: "shirt",
    title: "Shirt",
    descriptionHtml: "<p>Soft, and warm.</p>",
    vendor: "Acme",
    productTypeName: "Shirt",
    tags: ["cotton", "summer"],
    type: "NORMAL",
    status: "ACTIVE",
    approvalStatus: "PENDING",
    category: { path: "Apparel > Shirts", depth: 2 },
    options: [
      { name: "Color", values: ["Red"] },
      { name: "Size", values: ["S", "M"] },
    ],
    images: [
      { url: "https://cdn.example.com/1.jpg", alt: "Front" },
      { url: "https://cdn.example.com/2.jpg", alt: "Back" },
      { url: "https://cdn.example.com/3.jpg", alt: "Detail" },
    ],
  });
  const [small, medium] = shirt?.variants ?? [];
  expect(small).toMatchObject({
    sku: "SHIRT-RED-S",
    barcode: "4006381333931",
    optionValues: ["Red", "S"],
    position: 1,
  });
  expect(small).toMatchObject({
    imageUrl: "https://cdn.example.com/red.jpg",
    inventoryPolicy: "DENY",
    isTracked: true,
  });
  expect([small?.price, small?.compareAtPrice, small?.cost, small?.weightGrams].map(String)).toEqual([
    "20",
    "25",
    "8.1",
    "150",
  ]);
  expect(medium).toMatchObject({ optionValues: ["Red", "M"], inventoryPolicy: "CONTINUE", compareAtPrice: null });
  expect(lamp).toMatchObject({ options: [], status: "DRAFT", category: { path: "Lighting" } });
  expect(lamp?.variants).toMatchObject([{ sku: null, externalId: "Default Title", isTracked: false }]);
});

test("stock goes to the default warehouse as counted at the start of the import; where the file is silent it stays", async () => {
  const ctx = await emptyCatalog();
  const startedAt = new Date("2027-03-01T12:00:00Z");

  await importText({ ...ctx, clock: { ...systemClock, now: () => startedAt } }, FILE);

  const [lamp, shirt] = await storedCatalog(ctx);
  const levels = [...(shirt?.variants ?? []), ...(lamp?.variants ?? [])].map(({ stockLevels }) => stockLevels);
  const warehouse = await ctx.db.warehouse.findFirstOrThrow({ where: { organizationId: ctx.organizationId } });
  expect(warehouse.code).toBe("main");
  expect(levels).toMatchObject([
    [{ onHand: 7, warehouseId: warehouse.id, asOf: startedAt }],
    [{ onHand: 0, warehouseId: warehouse.id, asOf: startedAt }],
    [],
  ]);
});

test("an older count never replaces a newer one, and what is reserved stays reserved", async () => {
  const ctx = await emptyCatalog();
  const at = (time: string) => ({ ...ctx, clock: { ...systemClock, now: () => new Date(time) } });
  const withCount = (pieces: number) => FILE.replace("shopify,7,", `shopify,${pieces},`);
  await importText(at("2027-03-02T12:00:00Z"), withCount(10));
  await ctx.db.stockLevel.updateMany({ where: { organizationId: ctx.organizationId }, data: { reserved: 2, hold: 1 } });
  const countNow = async () => (await storedCatalog(ctx))[1]?.variants[0]?.stockLevels;

  const late = await importText(at("2027-03-01T12:00:00Z"), withCount(3));
  const afterLate = await countNow();
  await importText(at("2027-03-03T12:00:00Z"), withCount(4));

  expect(afterLate).toMatchObject([{ onHand: 10, reserved: 2, hold: 1 }]);
  expect(await countNow()).toMatchObject([{ onHand: 4, reserved: 2, hold: 1 }]);
  expect(late.summary.variants).toEqual({ created: 0, updated: 0, unchanged: 3 });
});

test("a price carries the file's currency, else the one that the call names, else USD with one warning", async () => {
  const content = "Handle,Title,Variant Price,Currency\na,A,10,eur\nb,B,10,\nc,C,10,\n";
  const imported = async (currencyCode: string | null) => {
    const ctx = await emptyCatalog();
    const { warnings } = await importText(ctx, content, { currencyCode });
    const codes = (await storedCatalog(ctx)).map(({ variants }) => variants[0]?.currencyCode);
    return { codes, warnings: warnings.map(({ code, line }) => [code, line]) };
  };

  expect(await imported("chf")).toEqual({ codes: ["EUR", "CHF", "CHF"], warnings: [["price.other-currency", 2]] });
  expect(await imported(null)).toEqual({ codes: ["EUR", "USD", "USD"], warnings: [["currency.assumed", 3]] });
});

test("an import of one organization neither sees nor touches the catalog of another", async () => {
  const ours = await emptyCatalog();
  const theirs = await emptyCatalog();
  await importText(theirs, FILE);
  const before = await storedCatalog(theirs);

  const { summary } = await importText(ours, FILE.replaceAll("20.00", "99.00"));

  expect(summary.products).toEqual({ created: 2, updated: 0, unchanged: 0 });
  expect(await storedCatalog(theirs)).toEqual(before);
});

test("two imports of the same products at once leave each product whole, as one of the two files says it", async () => {
  const ctx = await emptyCatalog();
  const fileOf = (price: number) =>
    [
      "Handle,Title,Product Category,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty",
      ...Array.from({ length: 1200 }, (_, at) =>
        ["S", "M"].map((size) => `p${at},P${at},New > At once,Size,${size},p${at}-${size},${price},${price}`),
      ).flat(),
    ].join("\n");

  const [first, second] = await Promise.all([importText(ctx, fileOf(11)), importText(ctx, fileOf(22))]);

  const catalog = await storedCatalog(ctx);
  const created = first.summary.products.created + second.summary.products.created;
  const pricesOf = (product: (typeof catalog)[number]) => new Set(product.variants.map(({ price }) => Number(price)));
  expect([created, catalog.length]).toEqual([1200, 1200]);
  expect(catalog.every(({ variants }) => variants.length === 2)).toBe(true);
  expect(catalog.filter((product) => pricesOf(product).size !== 1)).toEqual([]);
  expect(await ctx.db.category.count({ where: { organizationId: ctx.organizationId, path: "New > At once" } })).toBe(1);
});

test("whoever may not change the whole catalog imports nothing", async () => {
  const runtime = await startTestRuntime();
  const { id, rootId } = await makeOrganization(runtime.db);
  const storeId = await addStore(runtime.db, id, "North", rootId);

  for (const actor of [staff("VIEWER", storeId), staff("MERCHANT", storeId)]) {
    await expect(importText(contextOf(runtime, id, actor), FILE)).rejects.toBeInstanceOf(ForbiddenError);
  }
  expect(await runtime.db.product.count({ where: { organizationId: id } })).toBe(0);
});

test.for([
  ["an empty file", "", "import.empty", {}],
  ["an unknown header", "foo,bar\n1,2\n", "import.header-unknown", {}],
  ["one JSON list", '[{"externalId":"a"}]', "import.json-list", {}],
  ["an unknown mapping", FILE, "import.mapping-unknown", { mapping: "nobody-wrote-this" }],
  ["an unknown currency", FILE, "import.currency-unknown", { currencyCode: "EURO" }],
] as const)("%s is refused before anything is written", async ([, content, code, options]) => {
  const ctx = await emptyCatalog();

  const attempt = importText(ctx, content, options);

  await expect(attempt).rejects.toMatchObject({ constructor: InvalidInputError, code });
  expect(await ctx.db.catalogImport.count({ where: { organizationId: ctx.organizationId } })).toBe(0);
});

test("an import tells how far it is, and leaves a record of what it did", async () => {
  const ctx = await emptyCatalog();
  const seen: ImportProgress[] = [];

  const { summary } = await importText(ctx, `${FILE}bad,,,,,,,,,,,,,,,,1,,,,,,,\n`, {
    onProgress: (progress) => void seen.push({ ...progress }),
  });

  const stored = await ctx.db.catalogImport.findUniqueOrThrow({ where: { id: summary.importId } });
  const [activity] = await ctx.db.activity.findMany({ where: { organizationId: ctx.organizationId } });
  expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(["ordering", "writing"]));
  expect(seen.at(-1)).toMatchObject({ phase: "writing", products: 2, variants: 3, rejectedLines: 1 });
  expect(stored).toMatchObject({ productsCreated: 2, variantsCreated: 3, rejectedLines: 1, rejectedProducts: 1 });
  expect(stored.completedAt).not.toBeNull();
  expect(activity).toMatchObject({ action: "catalog.imported", subjectId: summary.importId });
});
