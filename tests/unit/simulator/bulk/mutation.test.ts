import { expect, test } from "vitest";
import {
  bulkCreateProduct,
  createLines,
  jsonLines,
  openBulkShop,
  type ResultLine,
  runBulkMutation,
  startedId,
} from "./bulk-shop.ts";
import { callGraphql, createProduct, domain, productInput, userErrorsOf } from "../one-shop.ts";

const numberOf = (line: ResultLine): number => line["__lineNumber"];

test("results come shuffled and are joined to their lines by __lineNumber", async () => {
  const { shop, clock, startCreate, see, lines } = await openBulkShop();
  const id = await startCreate(createLines(12));
  clock.advance(60_000);

  const { url, objectCount, rootObjectCount } = await see(id);
  const results = await lines(url);

  const numbers = results.map(numberOf);
  expect([objectCount, rootObjectCount]).toStrictEqual(["12", "12"]);
  expect(numbers).not.toStrictEqual(numbers.toSorted((a, b) => a - b));
  expect(numbers.toSorted((a, b) => a - b)).toStrictEqual(Array.from({ length: 12 }, (_, number) => number));
  for (const line of results) {
    const product = shop.findProduct(line.data?.productSet?.product?.id ?? "");
    expect(product?.metafields[0]?.value).toBe(`p${numberOf(line)}`);
  }
});

test("lines may also be run in the order in which they were uploaded", async () => {
  const { clock, startCreate, see, lines } = await openBulkShop({ fidelity: { bulkLineOrder: "as-uploaded" } });
  const id = await startCreate(createLines(12));
  clock.advance(60_000);

  const results = await lines((await see(id)).url);

  expect(results.map(numberOf)).toStrictEqual(Array.from({ length: 12 }, (_, number) => number));
});

test("an operation waits, runs at its speed on the simulator's clock and completes with its last line", async () => {
  const { clock, shop, startCreate, see } = await openBulkShop({
    fidelity: { bulkStartDelayMs: 5_000, bulkLinesPerSecond: 10 },
  });
  const id = await startCreate(createLines(20));

  const seen = [await see(id)];
  for (const passedMs of [4_999, 1, 1_000, 999, 1]) {
    clock.advance(passedMs);
    seen.push(await see(id));
  }

  expect(seen.map(({ status, objectCount, completedAt }) => [status, objectCount, completedAt])).toStrictEqual([
    ["CREATED", "0", null],
    ["CREATED", "0", null],
    ["RUNNING", "0", null],
    ["RUNNING", "10", null],
    ["RUNNING", "19", null],
    ["COMPLETED", "20", "2026-11-24T10:00:07Z"],
  ]);
  const startMs = Date.parse("2026-11-24T10:00:05Z");
  expect(shop.ledger.productCreates().map(({ atMs }) => atMs - startMs)).toStrictEqual(
    Array.from({ length: 20 }, (_, index) => (index + 1) * 100),
  );
});

test("a bulk create with our identity is applied once for each line, and a repeated line is refused", async () => {
  const { clock, shop, startCreate, see, lines } = await openBulkShop({ fidelity: { bulkLineOrder: "as-uploaded" } });
  const [first, second] = createLines(2);
  const id = await startCreate([first, second, first]);
  clock.advance(60_000);

  const results = await lines((await see(id)).url);

  expect(results.map((line) => line.data?.productSet?.userErrors)).toMatchObject([
    [],
    [],
    [{ code: "INVALID_METAFIELD", field: ["input", "metafields", "0", "value"] }],
  ]);
  expect(shop.productCount).toBe(2);
  expect(shop.ledger.duplicatesByIdentity()).toStrictEqual([]);
});

test("what lines applied stands in the ledger with the operation's id and without a price", async () => {
  const { call, clock, shop, startCreate } = await openBulkShop();
  await call(createProduct, { input: productInput("by a call") });
  const id = await startCreate(createLines(2));
  clock.advance(60_000);

  const creates = shop.ledger.productCreates();

  expect(creates.map(({ bulkOperationGid, costPoints }) => [bulkOperationGid, costPoints])).toStrictEqual([
    [undefined, 11],
    [id, 0],
    [id, 0],
  ]);
});

test("points are not charged for lines: the bucket is untouched while an operation runs", async () => {
  const { clock, shop, startCreate } = await openBulkShop({
    fidelity: { bulkStartDelayMs: 0, bulkLinesPerSecond: 1_000 },
  });
  await startCreate(createLines(100));
  const spentBefore = shop.bucket.spentPoints;
  const callsBefore = shop.traffic.calls;
  shop.bucket.setAvailable(0);

  clock.advance(100);

  expect(shop.productCount).toBe(100);
  expect(shop.bucket.status().currentlyAvailable).toBe(10);
  expect(shop.bucket.spentPoints).toBe(spentBefore);
  expect(shop.traffic.calls).toBe(callsBefore);
});

test("a line that is no JSON answers with an error of its own, and the others are applied", async () => {
  const { clock, shop, startCreate, see, lines } = await openBulkShop();
  const [first, second] = createLines(2);
  const id = await startCreate([first, '{"input": {"title": "cut in the', "[1]", "", second]);
  clock.advance(60_000);

  const seen = await see(id);
  const results = (await lines(seen.url)).toSorted((a, b) => numberOf(a) - numberOf(b));

  expect(seen).toMatchObject({ status: "COMPLETED", objectCount: "5" });
  expect(results.map((line) => line.errors?.length ?? 0)).toStrictEqual([0, 1, 1, 1, 0]);
  expect(shop.productCount).toBe(2);
});

test("under the other setting a line that is no JSON fails the operation, with what came before it", async () => {
  const { clock, shop, startCreate, see, lines } = await openBulkShop({
    fidelity: { bulkBrokenLine: "operation-failed", bulkLineOrder: "as-uploaded" },
  });
  const [first, second] = createLines(2);
  const id = await startCreate([first, "no JSON", second]);
  clock.advance(60_000);

  const seen = await see(id);

  expect(seen).toMatchObject({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", url: null, completedAt: null });
  expect((await lines(seen.partialDataUrl)).map(numberOf)).toStrictEqual([0]);
  expect(shop.productCount).toBe(1);
});

test("a line whose variables the schema refuses answers with the errors that a call would get", async () => {
  const { clock, startCreate, see, lines } = await openBulkShop({ fidelity: { bulkLineOrder: "as-uploaded" } });
  const tooMany = Array.from({ length: 251 }, (_, index) => `tag ${index}`);
  const id = await startCreate([{}, { input: { title: "A", price: "1" } }, { input: { title: "B", tags: tooMany } }]);
  clock.advance(60_000);

  const results = await lines((await see(id)).url);

  expect(results.map((line) => line.errors?.[0]?.extensions?.code)).toStrictEqual([
    "INVALID_VARIABLE",
    "INVALID_VARIABLE",
    "MAX_INPUT_SIZE_EXCEEDED",
  ]);
});

test("a line needs the scopes of the token that started the operation", async () => {
  const { clock, shop, simulator, see, lines, upload } = await openBulkShop();
  const path = await upload(createLines(1));
  const { accessToken } = simulator.installApp(domain, { scopes: ["write_inventory"] });
  const started = await callGraphql(simulator, accessToken, runBulkMutation, { mutation: bulkCreateProduct, path });
  clock.advance(60_000);

  const [line] = await lines((await see(startedId(started, "bulkOperationRunMutation"))).url);

  expect(line?.errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
  expect(shop.productCount).toBe(0);
});

test("five operations run at once, a sixth is refused by the names of the five", async () => {
  const { call, clock, shop, startCreate, upload, see } = await openBulkShop();
  const ids: string[] = [];
  for (const line of createLines(5)) ids.push(await startCreate([line]));
  const path = await upload(createLines(6).slice(5));
  const start = () => call(runBulkMutation, { mutation: bulkCreateProduct, path });

  const refused = userErrorsOf(await start(), "bulkOperationRunMutation");
  clock.advance(60_000);
  const sixth = startedId(await start(), "bulkOperationRunMutation");
  clock.advance(60_000);

  expect(refused).toStrictEqual([
    {
      code: "OPERATION_IN_PROGRESS",
      field: null,
      message: `A bulk mutation operation for this app and shop is already in progress: ${ids.join(", ")}.`,
    },
  ]);
  expect(await see(sixth)).toMatchObject({ status: "COMPLETED", type: "MUTATION" });
  expect(shop.productCount).toBe(6);
});

test("operations of one shop run side by side, each at its own speed", async () => {
  const { clock, shop, startCreate } = await openBulkShop({
    fidelity: { bulkStartDelayMs: 0, bulkLinesPerSecond: 10 },
  });
  const lines = createLines(40);
  await startCreate(lines.slice(0, 20));
  await startCreate(lines.slice(20));

  clock.advance(1_000);

  expect(shop.productCount).toBe(20);
});

test("closing the simulator ends its operations where they are", async () => {
  const { clock, shop, simulator, startCreate } = await openBulkShop({
    fidelity: { bulkStartDelayMs: 0, bulkLinesPerSecond: 10 },
  });
  await startCreate(createLines(20));
  clock.advance(500);

  simulator.close();
  clock.advance(60_000);

  expect(shop.productCount).toBe(5);
});

test("an uninstall ends operations in the middle", async () => {
  const { clock, shop, simulator, startCreate } = await openBulkShop({
    fidelity: { bulkStartDelayMs: 0, bulkLinesPerSecond: 10 },
  });
  await startCreate(createLines(20));
  clock.advance(500);

  simulator.uninstallApp(domain);
  clock.advance(60_000);

  expect(shop.productCount).toBe(5);
  expect(shop.bulkOperations()).toMatchObject([{ status: "CANCELED", objectCount: 5 }]);
});

test("a file that is put anew under its path does not reach into an operation that runs", async () => {
  const { call, clock, shop, simulator, stage } = await openBulkShop();
  const target = await stage({ httpMethod: "PUT" });
  const put = (lines: unknown[]) => simulator.fetch(target.url, { method: "PUT", body: jsonLines(lines) });
  await put(createLines(3));
  const path = new URL(target.url).pathname.slice(1);
  startedId(await call(runBulkMutation, { mutation: bulkCreateProduct, path }), "bulkOperationRunMutation");

  await put(["no line"]);
  clock.advance(60_000);

  expect(shop.productCount).toBe(3);
});
