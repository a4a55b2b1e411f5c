import { expect, test } from "vitest";
import type { RecordedAnswer, RecordedCall, RecordedStep } from "#tests/simulator/conformance/recordings/recorded.ts";
import { replayRecording } from "#tests/simulator/conformance/replay/replay-recording.ts";
import { inOrderOfTime } from "#tests/simulator/conformance/recordings/step-order.ts";

const productGid = "gid://shopify/Product/10243923018034";
const variantGid = "gid://shopify/ProductVariant/51488052412722";

function call(
  place: string,
  document: string,
  variables: Record<string, unknown>,
  data: object,
  cost = 10,
): RecordedCall {
  const answer: RecordedAnswer = { data: { ...data }, extensions: { cost: { requestedQueryCost: cost } } };
  return { kind: "call", source: `shop/scenario.json#/${place}`, document, variables, answer };
}

function facts(place: string, data: object): RecordedStep {
  return { kind: "facts", source: `shop/scenario.json#/${place}`, variables: {}, answer: { data: { ...data } } };
}

const creation = call(
  "create",
  "mutation Create($product: ProductCreateInput!) { productCreate(product: $product) { product { id title } userErrors { field message } } }",
  { product: { title: "Shirt" } },
  { productCreate: { product: { id: productGid, title: "Shirt" }, userErrors: [] } },
);

const readDocument = "query Read($id: ID!) { product(id: $id) { id title templateSuffix } }";
const reading = call(
  "read",
  readDocument,
  { id: productGid },
  { product: { id: productGid, title: "Shirt", templateSuffix: null } },
  1,
);

const replay = (...steps: RecordedStep[]) =>
  replayRecording({ name: "shop/scenario.json", apiVersion: "2026-04", steps });

test("a recorded id stands for ours from the step on that told it", async () => {
  const { replayed, leftOut } = await replay(creation, reading);

  expect(leftOut).toEqual([]);
  expect(replayed.map(({ operation, differences }) => [operation, differences])).toEqual([
    ["productCreate", []],
    ["product", []],
  ]);
});

test("our answer does not depend on the one that it is compared with", async () => {
  const otherAnswer = call("read", readDocument, { id: productGid }, { product: null }, 99);

  const { replayed } = await replay(creation, otherAnswer);

  expect(replayed.at(-1)?.differences).toEqual([
    {
      aspect: "shape",
      path: "data.product",
      recorded: "null",
      ours: expect.stringMatching(/"title":"Shirt","templateSuffix":null/),
    },
    { aspect: "cost", path: "requestedQueryCost", recorded: "99", ours: "1" },
  ]);
});

test.each([reading, call("read", readDocument, { id: productGid }, { product: null }, 1)])(
  "what names a product from before the recording is left out, whatever was answered (%#)",
  async (step) => {
    const { replayed, leftOut } = await replay(step);

    expect(replayed).toEqual([]);
    expect(leftOut.map(({ why }) => why)).toEqual(["names a Product that was made before the recording began"]);
  },
);

test("an id that no store has needs no set-up", async () => {
  const missing = call("read", readDocument, { id: "gid://shopify/Product/999999999999999" }, { product: null }, 1);

  const { replayed } = await replay(missing);

  expect(replayed.map(({ differences }) => differences)).toEqual([[]]);
});

test("set-up whose request is not recorded is laid from its answer", async () => {
  const told = facts("setup", {
    productCreate: {
      product: {
        id: productGid,
        title: "Shirt",
        variants: { nodes: [{ id: variantGid, inventoryItem: { id: "gid://shopify/InventoryItem/53593790316850" } }] },
      },
    },
  });
  const change = call(
    "change",
    "mutation Change($id: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $id, variants: $variants) { productVariants { id price } userErrors { field message code } } }",
    { id: productGid, variants: [{ id: variantGid, price: "9.90" }] },
    { productVariantsBulkUpdate: { productVariants: [{ id: variantGid, price: "9.90" }], userErrors: [] } },
  );

  const { replayed } = await replay(told, change);

  expect(replayed.map(({ differences }) => differences)).toEqual([[]]);
});

test("a list of the whole shop is left out, unless its filter names what the recording made", async () => {
  const tagged = call(
    "create",
    creation.document,
    { product: { title: "Shirt", tags: ["run-1784466577198"] } },
    creation.answer.data ?? {},
  );
  const list = (place: string, query: string | null): RecordedCall =>
    call(
      place,
      "query List($query: String) { products(first: 5, query: $query) { nodes { id } } }",
      { query },
      { products: { nodes: [{ id: productGid }] } },
      5,
    );

  const { replayed, leftOut } = await replay(tagged, list("own", "tag:run-1784466577198"), list("all", null));

  expect(replayed.map(({ source, differences }) => [source.split("#")[1], differences])).toEqual([
    ["/create", []],
    ["/own", []],
  ]);
  expect(leftOut.map(({ source }) => source.split("#")[1])).toEqual(["/all"]);
});

test("a document that only the recorded version took is left out, and one that was refused is compared", async () => {
  const gone = call("gone", "{ products(first: 1) { nodes { goneField } } }", {}, { products: { nodes: [] } }, 3);
  const refusedAnswer: RecordedAnswer = {
    errors: [{ message: "Field 'goneField' doesn't exist on type 'Product'", extensions: { code: "undefinedField" } }],
  };

  const { replayed, leftOut } = await replay(gone, {
    ...gone,
    source: "shop/scenario.json#/refused",
    answer: refusedAnswer,
  });

  expect(leftOut.map(({ why }) => why)).toEqual(["not in the 2026-10 schema"]);
  expect(replayed.map(({ differences }) => differences)).toEqual([[]]);
});

test("a call that is none of the app's operations is set-up, and counted apart", async () => {
  const other = call("shop", "{ shop { id } }", {}, { shop: { id: "gid://shopify/Shop/92891250994" } }, 1);

  const { replayed, leftOut } = await replay(other, creation);

  expect(replayed.map(({ operation }) => operation)).toEqual(["productCreate"]);
  expect(leftOut).toEqual([{ source: other.source, operation: "shop", why: "not an operation of the app" }]);
});

test("a request of an older version gets the idempotency key that today's contract asks for", async () => {
  const stocking = call(
    "stock",
    "mutation Stock($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) { inventoryAdjustmentGroup { id } userErrors { field message } } }",
    { input: { name: "committed", reason: "correction", ignoreCompareQuantity: true, quantities: [] } },
    {
      inventorySetQuantities: {
        inventoryAdjustmentGroup: null,
        userErrors: [
          { field: ["input", "name"], message: "The quantity name must be either 'available' or 'on_hand'." },
        ],
      },
    },
  );

  const older = await replayRecording({ name: "shop/scenario.json", apiVersion: "2025-01", steps: [stocking] });
  const newer = await replayRecording({ name: "shop/scenario.json", apiVersion: "2026-04", steps: [stocking] });

  expect(older.replayed.map(({ differences }) => differences)).toEqual([[]]);
  expect(newer.leftOut.map(({ why }) => why)).toEqual(["not in the 2026-10 schema"]);
});

test("what was asked aside of the scenario comes before the first change of what it names", () => {
  const change = call("change", "mutation M($id: ID!) { x }", { id: productGid }, {});
  const aside = call("upstreamCalls/0", readDocument, { id: productGid }, { product: null });
  const other = call(
    "upstreamCalls/1",
    readDocument,
    { id: "gid://shopify/Product/10243923018035" },
    { product: null },
  );

  const ordered = inOrderOfTime([creation, change, aside, other]);

  expect(ordered.map(({ source }) => source.split("#")[1])).toEqual([
    "/create",
    "/upstreamCalls/0",
    "/change",
    "/upstreamCalls/1",
  ]);
});
