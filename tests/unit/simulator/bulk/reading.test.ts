import { expect, test } from "vitest";
import { cancelBulk, createLines, openBulkShop } from "./bulk-shop.ts";
import { openShop } from "../one-shop.ts";

const products = "{ products { edges { node { id } } } }";

/** A canceled query, a completed mutation and a query that waits, a minute apart. */
async function openShopWithOperations(options: Parameters<typeof openBulkShop>[0] = {}) {
  const opened = await openBulkShop(options);
  const canceled = await opened.startQuery(products);
  await opened.call(cancelBulk, { id: canceled });
  opened.clock.advance(60_000);
  const completed = await opened.startCreate(createLines(1));
  opened.clock.advance(60_000);
  const created = await opened.startQuery(products);
  const list = async (args: string) => {
    const answer = await opened.call(`{ bulkOperations(${args}) { nodes { id } } }`);
    const connection: { nodes: { id: string }[] } | null = JSON.parse(
      JSON.stringify(answer.data?.["bulkOperations"] ?? null),
    );
    return { ...answer, ids: connection?.nodes.map(({ id }) => id) ?? [] };
  };
  return { ...opened, canceled, completed, created, list };
}

test("operations are listed newest first, and the other way round when reversed", async () => {
  const { list, canceled, completed, created } = await openShopWithOperations();

  const newest = await list("first: 10");
  const oldest = await list("first: 10, sortKey: CREATED_AT, reverse: true");
  const ended = await list("first: 10, sortKey: COMPLETED_AT, reverse: true");

  expect(newest.ids).toStrictEqual([created, completed, canceled]);
  expect(oldest.ids).toStrictEqual([canceled, completed, created]);
  expect(ended.ids).toStrictEqual([canceled, completed, created]);
  expect(newest.cost.requestedQueryCost).toBe(6);
});

test("under the other setting operations are listed oldest first", async () => {
  const { list, canceled, completed, created } = await openShopWithOperations({
    fidelity: { bulkOperationsOrder: "oldest-first" },
  });

  expect((await list("first: 10")).ids).toStrictEqual([canceled, completed, created]);
  expect((await list("first: 10, reverse: true")).ids).toStrictEqual([created, completed, canceled]);
});

test("operations are found by type, status, time and id", async () => {
  const { list, canceled, completed, created } = await openShopWithOperations();
  const find = async (query: string) => (await list(`first: 10, query: ${JSON.stringify(query)}`)).ids;

  expect(await find("operation_type:MUTATION")).toStrictEqual([completed]);
  expect(await find("status:canceled")).toStrictEqual([canceled]);
  expect(await find("status:completed AND created_at:>=2000-01-01")).toStrictEqual([completed]);
  expect(await find("created_at:>'2026-11-24T10:00:00Z' operation_type:query")).toStrictEqual([created]);
  expect(await find("created_at:<2000-01-01")).toStrictEqual([]);
  expect(await find(`id:>=${/\d+$/.exec(completed)?.[0]}`)).toStrictEqual([created, completed]);
});

test("what a search does not understand is noted beside the answer", async () => {
  const { list, canceled, completed, created } = await openShopWithOperations();

  const unknownField = await list('first: 10, query: "made_up:value"');
  const unknownValue = await list('first: 10, query: "status:EXPIRED"');

  expect(unknownField.ids).toStrictEqual([created, completed, canceled]);
  expect(unknownField.search).toStrictEqual([
    {
      path: ["bulkOperations"],
      query: "made_up:value",
      parsed: { field: "made_up", match_all: "value" },
      warnings: [{ field: "made_up", message: "Invalid search field for this query.", code: "invalid_field" }],
    },
  ]);
  expect(unknownValue.ids).toStrictEqual([]);
  expect(unknownValue.search).toStrictEqual([
    {
      path: ["bulkOperations"],
      query: "status:EXPIRED",
      parsed: { field: "status", match_all: "EXPIRED" },
      warnings: [{ field: "status", message: "Input `EXPIRED` is not an accepted value.", code: "invalid_value" }],
    },
  ]);
});

const refusedReads: [string, string][] = [
  ["bulkOperations { nodes { id } }", "you must provide one of first or last"],
  ["bulkOperations(first: 1, last: 1) { nodes { id } }", "providing both first and last is not supported"],
  [
    'bulkOperations(first: 1, query: "created_at:not-a-date") { nodes { id } }',
    "Invalid timestamp for query filter `created_at`.",
  ],
];

test.for(refusedReads)("{ %s } is refused as a whole", async ([selection, message]) => {
  const { call } = openShop();

  const answer = await call(`{ ${selection} }`);

  expect(answer.data).toBeNull();
  expect(answer.errors).toMatchObject([{ message, path: ["bulkOperations"], extensions: { code: "BAD_REQUEST" } }]);
});

test("an operation is found by its id, as a node, and as the current one of its type", async () => {
  const { call, completed, created } = await openShopWithOperations();

  const answer = await call(
    `query Look($id: ID!) {
      bulkOperation(id: $id) { id status }
      node(id: $id) { ... on BulkOperation { type status } }
      nodes(ids: [$id]) { id }
      latestQuery: currentBulkOperation { id }
      latestMutation: currentBulkOperation(type: MUTATION) { id }
      absent: bulkOperation(id: "gid://shopify/BulkOperation/1") { id }
    }`,
    { id: completed },
  );

  expect(answer.data).toStrictEqual({
    bulkOperation: { id: completed, status: "COMPLETED" },
    node: { type: "MUTATION", status: "COMPLETED" },
    nodes: [{ id: completed }],
    latestQuery: { id: created },
    latestMutation: { id: completed },
    absent: null,
  });
});

test("the id of something else is no operation", async () => {
  const { call } = openShop();

  const answer = await call('{ bulkOperation(id: "gid://shopify/Product/1") { id } }');

  expect(answer.data).toStrictEqual({ bulkOperation: null });
  expect(answer.errors).toMatchObject([
    { message: "Invalid id: gid://shopify/Product/1", extensions: { code: "RESOURCE_NOT_FOUND" } },
  ]);
});

test("a global id is asked for, whether it is written out or sent beside the document", async () => {
  const { call } = openShop();

  const written = await call('query Look { bulkOperation(id: "not-a-gid") { id } }');
  const sent = await call("query Look($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: ["not-a-gid"] });

  expect(written.errors).toStrictEqual([
    {
      message: "Invalid global id 'not-a-gid'",
      locations: [{ line: 1, column: 14 }],
      path: ["query Look", "bulkOperation", "id"],
      extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
    },
  ]);
  expect(sent.errors).toMatchObject([
    {
      message: "Variable $ids of type [ID!]! was provided invalid value for 0 (Invalid global id 'not-a-gid')",
      extensions: { code: "INVALID_VARIABLE" },
    },
  ]);
});

test("a variable that only an unknown argument names is told to be unused", async () => {
  const { call } = openShop();

  const answer = await call(
    "mutation Run($query: String!, $name: String) { bulkOperationRunQuery(query: $query, clientIdentifier: $name) { userErrors { message } } }",
    { query: "{ shop { id } }", name: "client-one" },
  );

  expect(answer.errors?.map(({ message }) => message)).toStrictEqual([
    "Field 'bulkOperationRunQuery' doesn't accept argument 'clientIdentifier'",
    "Variable $name is declared by Run but not used",
  ]);
});
