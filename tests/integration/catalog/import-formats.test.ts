import { expect, test } from "vitest";
import type { ColumnMapping } from "#app/domain/catalog/imports/csv/mapped-csv.ts";
import { emptyCatalog, importText, showVariants, storedCatalog } from "#tests/support/import-text.ts";

test("the columns of Shopify's newer template mean the same as the older ones", async () => {
  const ctx = await emptyCatalog();
  const content = [
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode," +
      "Option1 name,Option1 value,Option1 Linked To,Price,Compare-at price,Cost per item,Charge tax,Inventory tracker," +
      "Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display," +
      "Requires shipping,Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title",
    "Shirt,shirt,<p>Soft.</p>,Acme,Apparel,Shirts,cotton,TRUE,Active,S-1,4006381333931,Size,S,,20,25,9,FALSE,shopify,4,TRUE,150,g,TRUE,https://cdn.example.com/2.jpg,2,Back,https://cdn.example.com/s.jpg,FALSE,Soft shirt",
    ",shirt,,,,,,,,S-2,,,M,,21,,,TRUE,,,DENY,150,g,FALSE,https://cdn.example.com/1.jpg,1,Front,,,",
    "Voucher,voucher,,,Gift cards,,,TRUE,Draft,V-1,,Amount,10,,10,,,FALSE,,,DENY,0,g,FALSE,,,,,TRUE,",
  ].join("\n");

  const { summary, rejects, warnings } = await importText(ctx, content);

  const [shirt, voucher] = await storedCatalog(ctx);
  expect([summary.format, rejects, warnings]).toEqual(["shopify-csv", [], []]);
  expect(showVariants(await storedCatalog(ctx))).toEqual([
    "shirt | S-1 | S | 20 EUR | 4",
    "shirt | S-2 | M | 21 EUR | ",
    "voucher | V-1 | 10 | 10 EUR | ",
  ]);
  expect(shirt).toMatchObject({
    descriptionHtml: "<p>Soft.</p>",
    vendor: "Acme",
    seoTitle: "Soft shirt",
    tags: ["cotton"],
  });
  expect(shirt?.images).toEqual([
    { url: "https://cdn.example.com/1.jpg", alt: "Front" },
    { url: "https://cdn.example.com/2.jpg", alt: "Back" },
  ]);
  expect(shirt?.variants).toMatchObject([
    { inventoryPolicy: "CONTINUE", isTaxable: false, isTracked: true, imageUrl: "https://cdn.example.com/s.jpg" },
    { inventoryPolicy: "DENY", isTaxable: true, isTracked: false, requiresShipping: false },
  ]);
  expect(voucher).toMatchObject({ type: "GIFT_CARD", status: "DRAFT" });
});

const SPREE = [
  "slug,sku,name,price,compare_at_price,currency,status,description,meta_title,meta_description,tags,product_type,category1,option1_name,option1_value,option2_name,option2_value,image1_src,weight,weight_unit,inventory_count,inventory_backorderable,track_inventory,custom_field.custom.wattage,custom_field.custom.voltage,custom_field.custom.warranty,custom_field.custom.capacity,custom_field.custom.runtime,custom_field.custom.room_coverage,custom_field.custom.noise_level,custom_field.custom.connectivity",
  'kettle,KETTLE,Kettle,0,0,USD,active,Boils.,Kettle | Shop,A kettle.,"kitchen, tea",Appliance,Kitchen -> Tea,,,,,https://cdn.example.com/k.webp,,lb,,,FALSE,900W,,,,,,,',
  "kettle,KETTLE-RED,,39.99,49.99,USD,,,,,,,,Color,Red,,,https://cdn.example.com/r.webp,2,lb,50,FALSE,TRUE,,,,,,,,",
  "kettle,KETTLE-BLUE,,39.99,0,USD,,,,,,,,Color,Blue,,,https://cdn.example.com/b.webp,2,lb,0,TRUE,TRUE,,,,,,,,",
  "kettle,KETTLE-RED,,36.99,,EUR,,,,,,,,,,,,,,,,,,,,,,,,,",
  "kettle,KETTLE-BLUE,,35.99,,EUR,,,,,,,,,,,,,,,,,,,,,,,,,",
].join("\n");

test("Spree's file gives each variant the price in the wanted currency, and its product line is no variant", async () => {
  const inEuro = await emptyCatalog();
  const inDollar = await emptyCatalog();
  const inYen = await emptyCatalog();

  const { summary, warnings } = await importText(inEuro, SPREE, { currencyCode: "EUR" });
  await importText(inDollar, SPREE, { currencyCode: null });
  const yen = await importText(inYen, SPREE, { currencyCode: "JPY" });

  const [kettle] = await storedCatalog(inEuro);
  expect([summary.mappingName, warnings]).toEqual(["spree", []]);
  expect(showVariants(await storedCatalog(inEuro))).toEqual([
    "kettle | KETTLE-RED | Red | 36.99 EUR | 50",
    "kettle | KETTLE-BLUE | Blue | 35.99 EUR | 0",
  ]);
  expect(showVariants(await storedCatalog(inDollar))[0]).toBe("kettle | KETTLE-RED | Red | 39.99 USD | 50");
  expect(yen.summary.warningsByCode).toEqual({ "price.other-currency": 2 });
  expect(kettle).toMatchObject({ title: "Kettle", category: { path: "Kitchen > Tea" }, tags: ["kitchen", "tea"] });
  expect(kettle?.metafields).toEqual([
    { namespace: "custom", key: "wattage", type: "single_line_text_field", value: "900W" },
  ]);
  expect(kettle?.images).toEqual(
    ["k", "r", "b"].map((name) => ({ url: `https://cdn.example.com/${name}.webp`, alt: null })),
  );
  expect(kettle?.variants).toMatchObject([
    { imageUrl: "https://cdn.example.com/r.webp", inventoryPolicy: "DENY", isTracked: true },
    { imageUrl: "https://cdn.example.com/b.webp", inventoryPolicy: "CONTINUE", isTracked: true },
  ]);
  expect(kettle?.variants[0]?.weightGrams?.toString()).toBe("907.185");
});

test("Vendure's file names a product on its first line alone, and its options in one column", async () => {
  const ctx = await emptyCatalog();
  const content = [
    "name  ,slug  ,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets",
    'Laptop,laptop,"Fast.",https://cdn.example.com/laptop.jpg,category:Electronics|category:Computers|brand:Apple,"screen size|RAM","13 inch|8GB",L-13,1299.00,standard,100,,,',
    '      ,      ,       ,                                  ,                                                   ,                 ,"15 inch|8GB",L-15,1399.00,standard,  7,true,,',
    "Mouse,mouse,Small.,,category:Electronics,,,MOUSE,18.99,standard,0,false,,",
  ].join("\n");

  const { summary, rejects, warnings } = await importText(ctx, content);

  const [laptop, mouse] = await storedCatalog(ctx);
  expect([summary.mappingName, rejects, warnings]).toEqual(["vendure", [], []]);
  expect(showVariants(await storedCatalog(ctx))).toEqual([
    "laptop | L-13 | 13 inch/8GB | 1299 EUR | 100",
    "laptop | L-15 | 15 inch/8GB | 1399 EUR | 7",
    "mouse | MOUSE |  | 18.99 EUR | 0",
  ]);
  expect(laptop).toMatchObject({ vendor: "Apple", category: { path: "Electronics > Computers" } });
  expect(laptop?.options).toEqual([
    { name: "screen size", values: ["13 inch", "15 inch"] },
    { name: "RAM", values: ["8GB"] },
  ]);
  expect(mouse?.variants).toMatchObject([{ isTracked: false }]);
});

test("an own mapping says which column of a foreign file is what, its types and its unit of weight", async () => {
  const ctx = await emptyCatalog();
  const mapping: ColumnMapping = {
    name: "warehouse",
    recognizedBy: ["Item"],
    columns: { productKey: "Item", title: "Name", price: "Net", type: "Kind", weight: "Weight", quantity: "Pieces" },
    weightUnit: "kg",
  };
  const content = [
    "Item;Name;Net;Kind;Weight;Pieces",
    "A;Plank;12,50;normal;1,5;3",
    "B;Swatch;1;sample;0.1;9",
    "C;Song;1;download;;",
  ].join("\n");

  const { summary, rejects, warnings } = await importText(ctx, content, { mapping });

  const catalog = await storedCatalog(ctx);
  expect(summary.mappingName).toBe("warehouse");
  expect(catalog.map(({ externalId, type }) => [externalId, type])).toEqual([
    ["A", "NORMAL"],
    ["B", "SAMPLE"],
  ]);
  expect(catalog.map(({ variants }) => variants[0]?.weightGrams?.toString())).toEqual(["1500", "100"]);
  expect(rejects).toMatchObject([{ line: 4, column: "Kind", product: "C", code: "field.invalid" }]);
  expect(warnings.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, "Net", "price.rewritten"],
    [2, "Weight", "weight.rewritten"],
  ]);
});
