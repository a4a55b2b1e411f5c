import { existsSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "#tests/simulator/clock.ts";
import { cancelBulk, createLines, openBulkShop, type ResultLine } from "./bulk-shop.ts";
import { payloadOf } from "../one-shop.ts";

const topic = "bulk_operations/finish";
const dayMs = 24 * 3_600_000;
const tenLinesASecond = { bulkStartDelayMs: 0, bulkLinesPerSecond: 10 };

const numbersOf = (results: readonly ResultLine[]) => results.map((line) => line["__lineNumber"]);

test("a canceled operation goes on for a moment and leaves what it applied", async () => {
  const { call, clock, shop, startCreate, see } = await openBulkShop({ fidelity: tenLinesASecond });
  const id = await startCreate(createLines(50));
  clock.advance(1_000);

  const canceled = await call(cancelBulk, { id });
  clock.advance(999);
  const meanwhile = await see(id);
  clock.advance(1);
  const ended = await see(id);
  clock.advance(60_000);

  expect(payloadOf(canceled, "bulkOperationCancel")).toStrictEqual({
    bulkOperation: { id, status: "CANCELING" },
    userErrors: [],
  });
  expect(meanwhile).toMatchObject({ status: "CANCELING", objectCount: "19" });
  expect(ended).toMatchObject({ status: "CANCELED", completedAt: null, url: null, partialDataUrl: null });
  expect(shop.productCount).toBe(Number(ended.objectCount));
});

test("an operation that has not begun is canceled without a line", async () => {
  const { call, clock, shop, startCreate, see } = await openBulkShop();
  const id = await startCreate(createLines(2));

  await call(cancelBulk, { id });
  clock.advance(60_000);

  expect(await see(id)).toMatchObject({ status: "CANCELED", objectCount: "0" });
  expect(shop.productCount).toBe(0);
});

test("what has ended, or never was, cannot be canceled", async () => {
  const { call, clock, startCreate } = await openBulkShop();
  const id = await startCreate(createLines(1));
  clock.advance(60_000);

  const ended = payloadOf(await call(cancelBulk, { id }), "bulkOperationCancel");
  const absent = payloadOf(await call(cancelBulk, { id: "gid://shopify/BulkOperation/1" }), "bulkOperationCancel");

  expect(ended).toStrictEqual({
    bulkOperation: { id, status: "COMPLETED" },
    userErrors: [{ field: null, message: "A bulk operation cannot be canceled when it is completed" }],
  });
  expect(absent).toStrictEqual({
    bulkOperation: null,
    userErrors: [{ field: ["id"], message: "Bulk operation does not exist" }],
  });
});

test("a canceling operation keeps its place among the five", async () => {
  const { call, clock, startCreate } = await openBulkShop({ fidelity: { bulkOperationsAtOnce: 1 } });
  const id = await startCreate(createLines(1));
  await call(cancelBulk, { id });

  await expect(startCreate(createLines(1))).rejects.toThrow(/already in progress/);
  clock.advance(1_000);
  await expect(startCreate(createLines(1))).resolves.toContain("BulkOperation");
});

test("the end of an operation is told by a webhook that names it and holds no address", async () => {
  const { clock, simulator, startCreate } = await openBulkShop();
  const id = await startCreate(createLines(1));
  clock.advance(60_000);

  const [webhook] = simulator.webhooks.pending().filter((pending) => pending.topic === topic);

  expect(JSON.parse(webhook?.body ?? "")).toStrictEqual({
    admin_graphql_api_id: id,
    completed_at: "2026-11-24T10:00:05+00:00",
    created_at: "2026-11-24T10:00:00+00:00",
    error_code: null,
    status: "completed",
    type: "mutation",
  });
});

const sampleFile = new URL("../../../../../shared/data/webhooks/samples/bulk_operations/finish.json", import.meta.url);
const hasSample = existsSync(sampleFile);

test.skipIf(!hasSample)(
  `the webhook has the fields of Shopify's sample${hasSample ? "" : " (skipped: ../shared/data is not here)"}`,
  async () => {
    const { clock, simulator, startCreate } = await openBulkShop();
    await startCreate(createLines(1));
    clock.advance(60_000);
    const sample: { response: object } = JSON.parse(readFileSync(sampleFile, "utf8"));

    const [webhook] = simulator.webhooks.pending().filter((pending) => pending.topic === topic);

    const body: object = JSON.parse(webhook?.body ?? "");
    expect(Object.keys(body).toSorted()).toStrictEqual(Object.keys(sample.response).toSorted());
  },
);

test("the webhook of the end may be lost: the operation is there for whoever asks", async () => {
  const { clock, simulator, startCreate, see } = await openBulkShop();
  simulator.webhooks.faults.add({ topic, effect: "lose", nth: 1 });
  const id = await startCreate(createLines(1));
  clock.advance(60_000);

  const told = await simulator.webhooks.deliverTo(() => Promise.resolve({ status: 200 }));

  expect(told.filter((attempt) => attempt.topic === topic)).toStrictEqual([]);
  expect(await see(id)).toMatchObject({ status: "COMPLETED" });
});

test("on the machine's clock an operation runs by itself, and the app is told of its end", async () => {
  const told: unknown[] = [];
  const { shop, simulator, startCreate } = await openBulkShop({
    clock: systemClock(),
    fidelity: { bulkStartDelayMs: 5, bulkLinesPerSecond: 1_000 },
    webhookSubscriptions: [{ topic, uri: "/webhooks" }],
    webhookTarget: ({ body }) => {
      told.push(JSON.parse(body));
      return Promise.resolve({ status: 200 });
    },
  });
  onTestFinished(() => simulator.close());
  const id = await startCreate(createLines(60));

  await vi.waitFor(() => expect(told).toMatchObject([{ admin_graphql_api_id: id, status: "completed" }]));

  expect(shop.productCount).toBe(60);
});

test("an operation that fails in its middle leaves partial data and says so", async () => {
  const { clock, shop, simulator, startCreate, see, lines } = await openBulkShop({ fidelity: tenLinesASecond });
  simulator.faults.add({ operation: "bulk-operation", nth: 1, point: "after-apply", effect: "partial", seed: 7 });
  const id = await startCreate(createLines(20));
  clock.advance(60_000);

  const seen = await see(id);
  const applied = numbersOf(await lines(seen.partialDataUrl));

  expect(seen).toMatchObject({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", url: null, fileSize: null });
  expect(applied.length).toBeGreaterThan(0);
  expect(applied.length).toBeLessThan(20);
  expect(shop.products().map(({ metafields }) => metafields[0]?.value)).toStrictEqual(
    applied.map((number) => `p${number}`),
  );
  const webhook = simulator.webhooks.pending().find((pending) => pending.topic === topic);
  expect(webhook?.body).toContain('"error_code":"internal_server_error","status":"failed"');
});

test("an operation may fail before its first line, hang in its middle, or never begin", async () => {
  const { clock, shop, simulator, startCreate, see } = await openBulkShop({ fidelity: tenLinesASecond });
  const fault = { operation: "bulk-operation", point: "before-apply" } as const;
  simulator.faults.add(
    { ...fault, nth: 1, effect: "status" },
    { ...fault, nth: 2, point: "after-apply", effect: "drop" },
    { ...fault, nth: 3, effect: "drop" },
    { ...fault, nth: 4, effect: "delay", delayMs: 30_000 },
  );
  const lines = createLines(8);
  const ids: string[] = [];
  for (let number = 0; number < 4; number += 1) ids.push(await startCreate(lines.slice(number * 2, number * 2 + 2)));
  const statuses = () => shop.bulkOperations().map(({ status }) => status);

  clock.advance(20_000);
  const early = statuses();
  clock.advance(20_000);
  const late = statuses();
  clock.advance(dayMs);

  expect(early).toStrictEqual(["FAILED", "RUNNING", "CREATED", "CREATED"]);
  expect(late).toStrictEqual(["FAILED", "RUNNING", "CREATED", "COMPLETED"]);
  expect(statuses()).toStrictEqual(["FAILED", "FAILED", "FAILED", "COMPLETED"]);
  expect(await see(ids[2] ?? "")).toMatchObject({ errorCode: "TIMEOUT" });
  expect(shop.productCount).toBeLessThan(6);
});

test("lines may be lost, refused, applied twice, or applied without telling", async () => {
  const { clock, shop, simulator, startCreate, see, lines } = await openBulkShop({
    fidelity: { bulkLineOrder: "as-uploaded" },
  });
  const fault = { operation: "bulk-line", point: "before-apply" } as const;
  simulator.faults.add(
    { ...fault, nth: 1, effect: "drop" },
    { ...fault, nth: 2, effect: "userError", userError: { code: "GENERIC_ERROR" } },
    { ...fault, nth: 3, effect: "status" },
    { ...fault, nth: 4, point: "after-apply", effect: "drop" },
    { ...fault, nth: 5, point: "after-apply", effect: "partial" },
    { ...fault, nth: 6, effect: "duplicate" },
  );
  const id = await startCreate(createLines(7));
  clock.advance(60_000);

  const results = await lines((await see(id)).url);

  expect(numbersOf(results)).toStrictEqual([1, 2, 4, 5, 6]);
  expect(results[0]?.data?.productSet?.userErrors).toMatchObject([{ code: "GENERIC_ERROR" }]);
  expect(results[1]?.errors).toMatchObject([{ extensions: { code: "INTERNAL_SERVER_ERROR" } }]);
  expect(results[2]).toMatchObject({ data: { productSet: null }, errors: [{ message: "Something went wrong" }] });
  expect(shop.products().map(({ metafields }) => metafields[0]?.value)).toStrictEqual(["p3", "p4", "p5", "p6"]);
  expect(shop.ledger.duplicatesByIdentity()).toStrictEqual([]);
});

test("faults of every call do not reach into operations", async () => {
  const { clock, simulator, startCreate, see } = await openBulkShop();
  const id = await startCreate(createLines(5));
  simulator.faults.add({ operation: "*", every: 1, point: "before-apply", effect: "status" });
  clock.advance(60_000);
  simulator.faults.clear();

  expect(await see(id)).toMatchObject({ status: "COMPLETED", objectCount: "5" });
});

test("a result is fetched in pieces as well, and for seven days", async () => {
  const { clock, simulator, startCreate, see, download } = await openBulkShop();
  const id = await startCreate(createLines(5));
  clock.advance(5_500);
  const { url, fileSize } = await see(id);
  const whole = await (await download(url)).text();

  const rest = await simulator.fetch(url ?? "", { headers: { range: "bytes=100-" } });
  const beyond = await simulator.fetch(url ?? "", { headers: { range: `bytes=${fileSize}-` } });
  const forged = await download(url?.replace("Expires=1", "Expires=2") ?? null);
  clock.advance(7 * dayMs - 1_000);
  const late = await download(url);
  clock.advance(1_000);
  const tooLate = await download(url);

  expect(Buffer.byteLength(whole)).toBe(Number(fileSize));
  expect([rest.status, rest.headers.get("content-range")]).toStrictEqual([
    206,
    `bytes 100-${Number(fileSize) - 1}/${fileSize}`,
  ]);
  expect(await rest.text()).toBe(whole.slice(100));
  expect([beyond.status, forged.status, late.status, tooLate.status]).toStrictEqual([416, 403, 200, 400]);
  expect(await tooLate.text()).toContain("<Code>ExpiredToken</Code>");
  expect(await see(id)).toMatchObject({ status: "EXPIRED", url: null });
});

test("a result may break off on its way, or come short without a sign", async () => {
  const { clock, simulator, startCreate, see, download } = await openBulkShop();
  const id = await startCreate(createLines(50));
  clock.advance(60_000);
  const { url, fileSize } = await see(id);
  const fault = { operation: "bulk-result", seed: 3 } as const;
  simulator.faults.add(
    { ...fault, nth: 1, point: "mid-body", effect: "drop" },
    { ...fault, nth: 2, point: "after-apply", effect: "partial" },
    { ...fault, nth: 3, point: "before-apply", effect: "status", status: 503 },
    { ...fault, nth: 4, point: "before-apply", effect: "drop" },
  );

  const cut = await download(url);
  await expect(cut.text()).rejects.toThrow("terminated");
  const short = await download(url);
  const unavailable = await download(url);
  await expect(download(url)).rejects.toThrow("fetch failed");
  const good = await download(url);

  expect(cut.headers.get("content-length")).toBe(fileSize);
  expect((await short.text()).length).toBeLessThan(Number(fileSize));
  expect(unavailable.status).toBe(503);
  expect((await good.text()).length).toBe(Number(fileSize));
});

test("an upload may be lost on its way there and on its way back", async () => {
  const { shop, clock, simulator, startCreate, stage } = await openBulkShop();
  const fault = { operation: "bulk-upload", effect: "drop" } as const;
  simulator.faults.add({ ...fault, nth: 1, point: "before-apply" }, { ...fault, nth: 2, point: "after-apply" });

  await expect(startCreate(createLines(1))).rejects.toThrow("fetch failed");
  await expect(startCreate(createLines(1))).rejects.toThrow("fetch failed");
  await expect(stage()).resolves.toMatchObject({ parameters: expect.anything() });
  await startCreate(createLines(1));
  clock.advance(60_000);

  expect(shop.productCount).toBe(1);
});
