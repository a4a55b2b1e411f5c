import { expect, test } from "vitest";
import { createLines, openBulkShop, runBulkMutation, runBulkQuery } from "./bulk-shop.ts";
import { openShop, userErrorsOf } from "../one-shop.ts";

const create = (selection: string) =>
  `mutation ProductCreate($product: ProductCreateInput!) { productCreate(product: $product) { ${selection} } }`;
const runNested =
  "mutation Probe($mutation: String!, $path: String!) { bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) { bulkOperation { id } userErrors { field message } } }";

const refusedMutations: [string, string, object][] = [
  [
    "does not parse",
    "mutation { not real syntax",
    {
      code: "INVALID_MUTATION",
      field: null,
      message: "Failed to parse the mutation - syntax error, unexpected end of file at [1, 21]",
    },
  ],
  [
    "is a query",
    "{ products { edges { node { id } } } }",
    {
      code: "INVALID_MUTATION",
      field: null,
      message: "Invalid operation type. Only `mutation` operations are supported.",
    },
  ],
  [
    "has two mutations",
    "mutation { a: productDelete(input: { id: 1 }) { deletedProductId } b: productDelete(input: { id: 2 }) { deletedProductId } }",
    { code: null, field: ["mutation"], message: "You must specify a single top level mutation." },
  ],
  [
    "starts another bulk operation",
    runNested,
    { code: null, field: ["mutation"], message: "You must use an allowed mutation name." },
  ],
  [
    "selects two connections",
    create("product { variants(first: 1) { edges { node { id } } } media(first: 1) { edges { node { id } } } }"),
    { code: null, field: ["mutation"], message: "Bulk mutations cannot contain more than 1 connection." },
  ],
  [
    "selects connections of fields that are not there",
    create(
      "product { shop { products(first: 1) { edges { node { id variants(first: 1) { edges { node { id } } } } } } } }",
    ),
    { code: null, field: ["mutation"], message: "Bulk mutations cannot contain more than 1 connection." },
  ],
  [
    "does not fit the schema",
    create("product { id colour }"),
    {
      code: "INVALID_MUTATION",
      field: null,
      message: "Failed to parse the mutation - Field 'colour' doesn't exist on type 'Product'",
    },
  ],
];

test.for(refusedMutations)(
  "a bulk mutation that %s is refused before its file is looked for",
  async ([, mutation, error]) => {
    const { call, shop } = openShop();

    const answer = await call(runBulkMutation, { mutation, path: "valid" });

    expect(answer.data).toMatchObject({ bulkOperationRunMutation: { bulkOperation: null, userErrors: [error] } });
    expect(answer.cost.requestedQueryCost).toBe(10);
    expect(shop.bulkOperations()).toStrictEqual([]);
  },
);

test("a mutation over 65,535 bytes and a client identifier of the wrong length are refused last", async () => {
  const { call, upload } = await openBulkShop();
  const path = await upload(createLines(1));
  const mutation = create("product { id }");
  const long = `${mutation}#${"a".repeat(65_535 - mutation.length)}`;

  const tooLarge = await call(runBulkMutation, { mutation: long, path });
  const tooShort = await call(runBulkMutation, { mutation, path, clientIdentifier: "abc" });
  const tooLong = await call(runBulkMutation, { mutation, path, clientIdentifier: "x".repeat(256) });
  const good = await call(runBulkMutation, { mutation, path, clientIdentifier: "x".repeat(255) });

  const errors = [tooLarge, tooShort, tooLong, good].map((answer) => userErrorsOf(answer, "bulkOperationRunMutation"));
  const refusal = (field: string, message: string) => [{ code: "INVALID_MUTATION", field: [field], message }];
  expect(errors).toStrictEqual([
    refusal("query", "is too large (65536 bytes; maximum is 65535 bytes)"),
    refusal("clientIdentifier", "is too short (minimum is 10 characters)"),
    refusal("clientIdentifier", "is too long (maximum is 255 characters)"),
    [],
  ]);
});

test("a missing file is told before operations in progress", async () => {
  const { call, startCreate } = await openBulkShop({ fidelity: { bulkOperationsAtOnce: 1 } });
  await startCreate(createLines(1));

  const answer = await call(runBulkMutation, { mutation: create("product { id }"), path: "tmp/1/bulk/a" });

  expect(userErrorsOf(answer, "bulkOperationRunMutation")).toMatchObject([{ code: "NO_SUCH_FILE" }]);
});

test("a start may be refused by a fault, with any code of Shopify's", async () => {
  const { call, simulator, upload } = await openBulkShop();
  const path = await upload(createLines(1));
  for (const [index, code] of ["INTERNAL_FILE_SERVER_ERROR", "LIMIT_REACHED"].entries()) {
    simulator.faults.add({
      operation: "bulkOperationRunMutation",
      nth: index + 1,
      point: "before-apply",
      effect: "userError",
      userError: { code },
    });
  }
  const start = () => call(runBulkMutation, { mutation: create("product { id }"), path });

  const answers = [await start(), await start(), await start()];

  const codes = answers.map((answer) => userErrorsOf(answer, "bulkOperationRunMutation").map(({ code }) => code));
  expect(codes).toStrictEqual([["INTERNAL_FILE_SERVER_ERROR"], ["LIMIT_REACHED"], []]);
});

const edges = (name: string, selection: string) => `${name} { edges { node { ${selection} } } }`;

const refusedQueries: [string, string, string[]][] = [
  ["is empty", "", ["Invalid bulk query: syntax error, unexpected end of file"]],
  [
    "is a mutation",
    "mutation { productDelete(input: { id: 1 }) { deletedProductId } }",
    ["Invalid operation type. Only `query` operations are supported."],
  ],
  ["has no connection", "{ shop { id } }", ["Bulk queries must contain at least one connection."]],
  [
    "asks for nodes",
    "{ products { nodes { id title } } }",
    [
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'products'.",
    ],
  ],
  [
    "begins with a node",
    '{ node(id: "gid://shopify/Product/0") { id } }',
    ["Bulk queries cannot contain a top level `node` field.", "Bulk queries must contain at least one connection."],
  ],
  [
    "nests connections three levels below the first",
    `{ ${edges("collections", `id ${edges("products", `id ${edges("variants", `id ${edges("metafields", "id")}`)}`)}`)} }`,
    ["Bulk queries cannot contain connections with a nesting depth greater than 2."],
  ],
  [
    "has six connections",
    `{ ${edges("products", `id ${["variants", "metafields", "collections", "media", "sellingPlanGroups"].map((name) => edges(name, "id")).join(" ")}`)} }`,
    ["Bulk queries cannot contain more than 5 connections."],
  ],
  [
    "leaves the id of a parent out",
    `{ ${edges("products", `title ${edges("variants", "id")}`)} }`,
    [
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': products.",
    ],
  ],
  [
    "gives the id of a parent another name",
    `{ ${edges("products", `key: id ...Rest`)} } fragment Rest on Product { ${edges("variants", "id")} }`,
    [
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': products.",
    ],
  ],
  [
    "has a connection in a list",
    `{ ${edges("orders", `id fulfillments { ${edges("events", "id")} }`)} }`,
    ["Queries that contain a connection field within a list field are not currently supported."],
  ],
  [
    "does not fit the schema",
    `{ ${edges("products", "id colour")} }`,
    ["Invalid bulk query: Field 'colour' doesn't exist on type 'Product'"],
  ],
  [
    "is over 65,535 bytes",
    `#${"a".repeat(65_500)}\n{ ${edges("products", "id")} }`,
    ["Query is too large (65540 bytes; maximum is 65535 bytes)"],
  ],
];

test.for(refusedQueries)("a bulk query that %s is refused", async ([, query, messages]) => {
  const { call, shop } = openShop();

  const answer = await call(runBulkQuery, { query });

  expect(userErrorsOf(answer, "bulkOperationRunQuery")).toStrictEqual(
    messages.map((message) => ({ code: "INVALID", field: ["query"], message })),
  );
  expect(answer.cost.requestedQueryCost).toBe(10);
  expect(shop.bulkOperations()).toStrictEqual([]);
});

test("queries and mutations each have five places", async () => {
  const { call, startCreate, startQuery } = await openBulkShop();
  const query = `{ ${edges("products", "id")} }`;
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push(await startQuery(query));

  const sixth = await call(runBulkQuery, { query });

  expect(userErrorsOf(sixth, "bulkOperationRunQuery")).toStrictEqual([
    {
      code: "OPERATION_IN_PROGRESS",
      field: null,
      message: `A bulk query operation for this app and shop is already in progress: ${ids.join(", ")}.`,
    },
  ]);
  await expect(startCreate(createLines(1))).resolves.toContain("BulkOperation");
});
