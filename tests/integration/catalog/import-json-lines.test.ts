import { expect, test } from "vitest";
import { emptyCatalog, importText, showVariants, storedCatalog } from "#tests/support/import-text.ts";

test("JSON Lines carry every field of a product, one product per line, and importing them again changes nothing", async () => {
  const ctx = await emptyCatalog();
  const lamp = {
    externalId: "LAMP-1",
    handle: "desk-lamp",
    title: "Desk lamp",
    descriptionHtml: "<p>Bright.</p>",
    vendor: "Lumen",
    productTypeName: "Lamps",
    category: "Home > Lighting",
    type: "normal",
    tags: ["led", "desk"],
    status: "draft",
    seoTitle: "LED desk lamp",
    seoDescription: "A lamp.",
    options: ["Color"],
    images: [{ url: "https://cdn.example.com/lamp.jpg", alt: "The lamp" }],
    metafields: [{ namespace: "custom", key: "watt", type: "number_integer", value: "7" }],
    variants: [
      {
        externalId: "L-B",
        sku: "LAMP-BLACK",
        barcode: "4006381333931",
        optionValues: ["Black"],
        price: "49.90",
        compareAtPrice: 59.9,
        cost: "21.123456",
        currencyCode: "eur",
        weightGrams: 1200.12345,
        imageUrl: "https://cdn.example.com/black.jpg",
        requiresShipping: true,
        isTaxable: false,
        isTracked: true,
        inventoryPolicy: "continue",
        hsCode: "940520",
        countryOfOrigin: "de",
        stockOnHand: 12,
      },
      { optionValues: ["White"], price: 49.9, currencyCode: "EUR" },
    ],
  };
  const content = `${JSON.stringify(lamp)}\n\n${JSON.stringify({ externalId: "x", title: "X", variants: [{ price: 1 }] })}\n`;

  const first = await importText(ctx, content);
  const again = await importText(ctx, content);

  const [stored, plain] = await storedCatalog(ctx);
  const { externalId, handle, title, category, tags, options, images, metafields } = lamp;
  expect(first.summary).toMatchObject({ format: "jsonl", rejectedLines: 0, products: { created: 2 } });
  expect(first.warnings.map(({ column, code }) => [column, code])).toEqual([["variants.0.cost", "price.rounded"]]);
  expect(again.summary).toMatchObject({ products: { unchanged: 2 }, variants: { unchanged: 3 } });
  expect(stored).toMatchObject({
    externalId,
    handle,
    title,
    tags,
    images,
    metafields,
    status: "DRAFT",
    type: "NORMAL",
  });
  expect(stored?.category.path).toBe(category);
  expect(stored?.options).toEqual([{ name: options[0], values: ["Black", "White"] }]);
  expect(stored?.variants[0]).toMatchObject({
    externalId: "L-B",
    hsCode: "940520",
    countryOfOrigin: "DE",
    isTaxable: false,
  });
  expect([stored?.variants[0]?.cost, stored?.variants[0]?.weightGrams].map(String)).toEqual(["21.1235", "1200.123"]);
  expect(stored?.variants[1]).toMatchObject({ externalId: "White", sku: null, isTracked: true });
  expect(showVariants(await storedCatalog(ctx))).toEqual([
    "LAMP-1 | LAMP-BLACK | Black | 49.9 EUR | 12",
    "LAMP-1 |  | White | 49.9 EUR | ",
    "x |  |  | 1 EUR | ",
  ]);
  expect(plain).toMatchObject({ handle: "x", status: "ACTIVE", category: { path: "Uncategorized" } });
});

test("what a JSON line leaves out or sets to null is as if it had never been named", async () => {
  const ctx = await emptyCatalog();
  const lines = [
    {
      externalId: "a",
      title: "A",
      handle: null,
      vendor: null,
      tags: null,
      options: null,
      variants: [{ price: 1, sku: null, cost: null }],
    },
    { externalId: "b", title: "B", variants: [{ price: 1 }] },
  ];

  const { rejects } = await importText(ctx, lines.map((line) => JSON.stringify(line)).join("\n"));

  const [a, b] = await storedCatalog(ctx);
  expect(rejects).toEqual([]);
  expect([a?.vendor, a?.tags, a?.options, a?.variants[0]?.cost]).toEqual([
    b?.vendor,
    b?.tags,
    b?.options,
    b?.variants[0]?.cost,
  ]);
  expect(a?.handle).toBe("a");
});

test.for([
  ["no JSON", '{"externalId":"bad"', "line.not-json", /after property value/, "character 20"],
  ["an unknown field", '{"externalId":"bad","titel":"B","variants":[]}', "field.invalid", /titel/, null],
  ["a wrong kind of value", '{"externalId":"bad","title":7,"variants":[]}', "field.invalid", /string/, "title"],
  [
    "a price that is neither number nor text",
    '{"externalId":"bad","title":"B","variants":[{"price":true}]}',
    "field.invalid",
    /must be a number/,
    "variants.0.price",
  ],
  ["no title", '{"externalId":"bad","variants":[{"price":1}]}', "product.title-missing", /title/, "title"],
  ["no variant", '{"externalId":"bad","title":"B","variants":[]}', "product.without-variant", /variants/, "variants"],
  [
    "a value for no option",
    '{"externalId":"bad","title":"B","variants":[{"price":1,"optionValues":["S"]}]}',
    "option.value-missing",
    /1 values for 0 options/,
    "variants.0.optionValues",
  ],
  [
    "an unknown type",
    '{"externalId":"bad","title":"B","type":"DIGITAL","variants":[{"price":1}]}',
    "field.invalid",
    /NORMAL/,
    "type",
  ],
  [
    "a currency that is none",
    '{"externalId":"bad","title":"B","variants":[{"price":1,"currencyCode":"EUX"}]}',
    "currency.unreadable",
    /EUX/,
    "variants.0.currencyCode",
  ],
] as const)("a line with %s costs its own product alone", async ([, line, code, reason, column]) => {
  const ctx = await emptyCatalog();
  const good = (key: string) => JSON.stringify({ externalId: key, title: key, variants: [{ price: "1" }] });

  const { rejects } = await importText(ctx, [good("a"), line, good("z")].join("\n"));

  expect(rejects).toMatchObject([{ line: 2, column, code }]);
  expect(rejects[0]?.reason).toMatch(reason);
  expect((await storedCatalog(ctx)).map(({ externalId }) => externalId)).toEqual(["a", "z"]);
});
