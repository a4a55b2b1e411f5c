import { expect, test } from "vitest";
import {
  callGraphql,
  createProduct,
  domain,
  idIn,
  identity,
  openReadyShop,
  payloadOf,
  productInput,
  userErrorsOf,
} from "../one-shop.ts";

const variant = (name: string, more: Record<string, unknown> = {}) => ({
  optionValues: [{ optionName: "Size", name }],
  ...more,
});

test("a product without options gets the option Title with the value Default Title", async () => {
  const { call, shop } = await openReadyShop();

  await call(createProduct, { input: { title: "Mug" } });

  expect(shop.products()).toMatchObject([
    { options: [{ name: "Title", values: ["Default Title"] }], variants: [{ title: "Default Title", price: "0.00" }] },
  ]);
});

test("variants stand in the order they were sent, positions in the input win", async () => {
  const { call, shop } = await openReadyShop();
  const input = productInput("p1");
  await call(createProduct, { input: { ...input, variants: [variant("L"), variant("S"), variant("M")] } });
  const positioned = [variant("L", { position: 3 }), variant("S", { position: 1 }), variant("M", { position: 2 })];
  await call(createProduct, { input: { ...productInput("p2"), variants: positioned } });

  const titles = shop.products().map((product) => product.variants.map((each) => each.title));

  expect(titles).toStrictEqual([
    ["L", "S", "M"],
    ["S", "M", "L"],
  ]);
});

test.each([
  { fault: "a negative price", bad: variant("M", { price: "-1" }), code: "INVALID_VARIANT", field: ["price"] },
  {
    fault: "a negative cost",
    bad: variant("M", { inventoryItem: { cost: "-1" } }),
    code: "INVALID_VARIANT",
    field: ["inventoryItem", "cost"],
  },
  { fault: "a value twice", bad: variant("S"), code: "INVALID_VARIANT", field: [] },
  { fault: "no value of the option", bad: { optionValues: [] }, code: "INVALID_VARIANT", field: [] },
  {
    fault: "an unknown option",
    bad: { optionValues: [{ optionName: "Color", name: "Red" }] },
    code: "OPTION_DOES_NOT_EXIST",
    field: ["optionValues", "0"],
  },
  {
    fault: "a value that the option does not have",
    bad: variant("XXL"),
    code: "OPTION_VALUE_DOES_NOT_EXIST",
    field: ["optionValues", "0"],
  },
  {
    fault: "a location that is not there",
    bad: variant("M", {
      inventoryQuantities: [{ locationId: "gid://shopify/Location/1", name: "available", quantity: 1 }],
    }),
    code: "INVALID_VARIANT",
    field: ["inventoryQuantities"],
  },
])("one variant with $fault refuses the whole create", async ({ bad, code, field }) => {
  const { call, shop } = await openReadyShop();

  const answer = await call(createProduct, { input: { ...productInput("p1"), variants: [variant("S"), bad] } });

  expect(payloadOf(answer, "productSet")["product"]).toBeNull();
  expect(userErrorsOf(answer, "productSet")[0]).toMatchObject({ code, field: ["input", "variants", "1", ...field] });
  expect(shop.productCount).toBe(0);
  expect(shop.ledger.productCreates()).toHaveLength(0);
});

test("lists that are sent for an existing product are declarative, what they leave out is deleted", async () => {
  const { call, shop } = await openReadyShop();
  const created = await call(createProduct, { input: { ...productInput("p1"), tags: ["old"] } });
  const id = idIn(created, "productSet", "product");
  const [before] = shop.products();

  await call(createProduct, {
    identifier: { id },
    input: {
      tags: ["new"],
      metafields: [{ namespace: "custom", key: "color", type: "single_line_text_field", value: "red" }],
      productOptions: [{ name: "Size", values: [{ name: "M" }, { name: "XL" }] }],
      variants: [variant("M"), variant("XL")],
    },
  });

  const [after] = shop.products();
  expect(after?.tags).toStrictEqual(["new"]);
  expect(after?.metafields).toMatchObject([{ key: "color" }]);
  expect(after?.variants.map((each) => each.title)).toStrictEqual(["M", "XL"]);
  expect(after?.variants[0]?.gid).toBe(before?.variants[1]?.gid);
});

test("lists that are left out for an existing product stay as they are", async () => {
  const { call, shop } = await openReadyShop();
  await call(createProduct, { input: { ...productInput("p1"), tags: ["kept"] } });
  const [before] = shop.products();

  await call(createProduct, { identifier: { handle: "shirt" }, input: { handle: "shirt", title: "Renamed" } });

  expect(shop.products()).toStrictEqual([{ ...before, title: "Renamed" }]);
});

test("where the switch says so, variants without an id are made anew", async () => {
  const { call, shop } = await openReadyShop({ fidelity: { variantsWithoutId: "recreate" } });
  await call(createProduct, { input: productInput("p1") });
  const [before] = shop.products();

  await call(createProduct, {
    identifier: { customId: { ...identity, value: "p1" } },
    input: productInput("p1"),
  });

  const [after] = shop.products();
  expect(after?.gid).toBe(before?.gid);
  expect(after?.variants.map((each) => each.gid)).not.toStrictEqual(before?.variants.map((each) => each.gid));
});

test("a handle made from the title gets a number when it is taken, one that is asked for is refused", async () => {
  const { call, shop } = await openReadyShop();
  await call(createProduct, { input: { title: "Big Mug" } });
  await call(createProduct, { input: { title: "Big Mug" } });
  await call(createProduct, { input: { title: "Big  mug!" } });

  const asked = await call(createProduct, { input: { title: "Mug", handle: "big-mug" } });

  expect(shop.products().map((product) => product.handle)).toStrictEqual(["big-mug", "big-mug-1", "big-mug-2"]);
  expect(userErrorsOf(asked, "productSet")).toStrictEqual([
    {
      code: "HANDLE_NOT_UNIQUE",
      field: ["input", "handle"],
      message: "Handle 'big-mug' already in use. Please provide a new handle.",
    },
  ]);
});

test.each([
  {
    rule: "an id beside an identifier",
    args: { identifier: { handle: "mug" }, input: { id: "gid://shopify/Product/1", handle: "mug" } },
    error: { code: "ID_NOT_ALLOWED", field: ["input"] },
  },
  {
    rule: "an unknown id",
    args: { input: { id: "gid://shopify/Product/1", title: "Mug" } },
    error: { code: "PRODUCT_DOES_NOT_EXIST", field: ["input", "id"] },
  },
  {
    rule: "a handle that is not the identifier's",
    args: { identifier: { handle: "mug" }, input: { handle: "cup" } },
    error: { code: "INPUT_MISMATCH", field: ["input", "handle"] },
  },
  {
    rule: "a handle identifier without the handle",
    args: { identifier: { handle: "mug" }, input: { title: "Mug" } },
    error: { code: "MISSING_FIELD_REQUIRED", field: ["input", "handle"] },
  },
  {
    rule: "metafields without the custom id",
    args: { identifier: { customId: { ...identity, value: "p1" } }, input: { title: "Mug", metafields: [] } },
    error: { code: "METAFIELD_MISMATCH", field: ["input", "metafields"] },
  },
  {
    rule: "no title",
    args: { input: { vendor: "Acme" } },
    error: { code: "INVALID_PRODUCT", field: ["input", "title"] },
  },
  {
    rule: "options without variants",
    args: { input: { title: "Mug", productOptions: [{ name: "Size", values: [{ name: "S" }] }] } },
    error: { code: "VARIANTS_INPUT_MISSING", field: ["input", "variants"] },
  },
  {
    rule: "variants without options",
    args: { input: { title: "Mug", variants: [variant("S")] } },
    error: { code: "PRODUCT_OPTIONS_INPUT_MISSING", field: ["input", "productOptions"] },
  },
  {
    rule: "an option name with a slash between blanks",
    args: {
      input: {
        title: "Mug",
        productOptions: [{ name: "Size / Fit", values: [{ name: "S" }] }],
        variants: [{ optionValues: [{ optionName: "Size / Fit", name: "S" }] }],
      },
    },
    error: { code: "INVALID_INPUT", field: ["input", "productOptions", "0", "name"] },
  },
])("productSet refuses $rule", async ({ args, error }) => {
  const { call, shop } = await openReadyShop();

  const answer = await call(createProduct, args);

  expect(userErrorsOf(answer, "productSet")).toMatchObject([error]);
  expect(shop.productCount).toBe(0);
});

test("an array of more than 250 entries refuses the request before anything is looked at", async () => {
  const { call, shop } = await openReadyShop();

  const answer = await call(createProduct, { input: { title: "Mug", tags: Array.from({ length: 251 }, String) } });

  expect(answer.data).toBeUndefined();
  expect(answer.errors).toMatchObject([
    {
      message: "The input array size of 251 is greater than the maximum allowed of 250.",
      path: ["productSet", "input", "tags"],
      extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
    },
  ]);
  expect(shop.productCount).toBe(0);
});

test("2,049 variants are one more than a request may hold", async () => {
  const { call } = await openReadyShop();
  const variants = Array.from({ length: 2_049 }, (_, index) => variant(`v${index}`));

  const answer = await call(createProduct, { input: { title: "Mug", variants } });

  expect(answer.errors?.[0]?.message).toBe("The input array size of 2049 is greater than the maximum allowed of 2048.");
});

test("an asynchronous productSet is polled until it is complete", async () => {
  const { call, clock } = await openReadyShop();
  const poll = `query Poll($id: ID!) { productOperation(id: $id) { ... on ProductSetOperation { status product { handle } userErrors { code } } } }`;
  const started = await call(
    `mutation S($input: ProductSetInput!) { productSet(input: $input, synchronous: false) { product { id } productSetOperation { id status } userErrors { code } } }`,
    { input: { title: "Mug" } },
  );
  const id = idIn(started, "productSet", "productSetOperation");
  const running = await call(poll, { id });
  clock.advance(1_000);

  const finished = await call(poll, { id });

  expect(payloadOf(started, "productSet")).toMatchObject({ product: null, productSetOperation: { status: "CREATED" } });
  expect(payloadOf(running, "productOperation")).toStrictEqual({ status: "CREATED", product: null, userErrors: [] });
  expect(payloadOf(finished, "productOperation")).toStrictEqual({
    status: "COMPLETE",
    product: { handle: "mug" },
    userErrors: [],
  });
});

test("files are accepted at once and ready a moment later", async () => {
  const { call, shop, clock } = await openReadyShop();
  await call(createProduct, { input: { title: "Mug", files: [{ originalSource: "https://images.example/mug.jpg" }] } });
  const early = shop.products()[0]?.media;
  clock.advance(2_000);

  const late = shop.products()[0]?.media;

  expect(early).toMatchObject([{ source: "https://images.example/mug.jpg", isReady: false }]);
  expect(late).toMatchObject([{ isReady: true }]);
});

test("above the limit of variants a shop makes only so many a day", async () => {
  const { call, clock, simulator } = await openReadyShop({
    fidelity: { dailyVariantLimit: { aboveVariants: 3, perDay: 4 } },
  });
  await call(createProduct, { input: productInput("p1") });
  await call(createProduct, { input: productInput("p2") });

  const refused = await call(createProduct, { input: productInput("p3") });
  const update = await call(createProduct, {
    identifier: { handle: "shirt" },
    input: { handle: "shirt", title: "Still" },
  });
  clock.advance(24 * 60 * 60 * 1_000);
  const { accessToken } = simulator.installApp(domain);
  const nextDay = await callGraphql(simulator, accessToken, createProduct, { input: productInput("p3") });

  expect(refused.errors?.[0]?.extensions?.["code"]).toBe("VARIANT_THROTTLE_EXCEEDED");
  expect(refused.data).toStrictEqual({ productSet: null });
  expect(userErrorsOf(update, "productSet")).toStrictEqual([]);
  expect(userErrorsOf(nextDay, "productSet")).toStrictEqual([]);
});
