import { expect, onTestFinished, test } from "vitest";
import { openInbox } from "#tests/support/open-inbox.ts";
import type { TestRuntime } from "#tests/support/test-runtime.ts";

const kept = (runtime: TestRuntime, shopDomain: string) =>
  runtime.db.webhookDelivery.findMany({ where: { shopDomain }, orderBy: { id: "asc" } });
const waitingJobs = async (runtime: TestRuntime, shopDomain: string) =>
  (await runtime.queue.boss.findJobs("webhooks.handle-deliveries", { key: shopDomain })).length;

test("a signed delivery is kept with its handling queued, and answered 200", async () => {
  const { runtime, shopDomain, send } = await openInbox();
  const triggeredAt = new Date("2026-11-23T10:00:00Z");

  const answer = await send({ triggeredAt, webhookId: "w-1", payload: { id: 7 } });

  expect(answer.status).toBe(200);
  expect(await kept(runtime, shopDomain)).toMatchObject([
    { webhookId: "w-1", topic: "products/update", triggeredAt, payload: { id: 7 }, state: "WAITING", outcome: null },
  ]);
  expect(await waitingJobs(runtime, shopDomain)).toBe(1);
});

test("a delivery that comes twice, even at once, is kept once and answered 200 each time", async () => {
  const { runtime, shopDomain, send } = await openInbox();

  const answers = await Promise.all(Array.from({ length: 5 }, () => send({ webhookId: "same" })));

  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
  expect(await kept(runtime, shopDomain)).toHaveLength(1);
});

test("many deliveries of one shop queue one handling", async () => {
  const { runtime, shopDomain, send } = await openInbox();

  await Promise.all(Array.from({ length: 10 }, () => send()));

  expect(await kept(runtime, shopDomain)).toHaveLength(10);
  expect(await waitingJobs(runtime, shopDomain)).toBe(1);
});

test("deliveries that are kept together keep each its own body, digit for digit", async () => {
  const { runtime, shopDomain, send } = await openInbox();
  const bodies = [
    "{}",
    '{"id":90071992547409931}',
    '{"empty":"","title":"\\"Größe\\" 😀 \\\\"}',
    '{"list":[null,1.50,{}]}',
  ];

  await Promise.all(bodies.map((body, index) => send({ webhookId: `w-${index}`, body })));

  const rows = await runtime.db.$queryRaw<{ body: string }[]>`
    SELECT payload::text AS body FROM webhook_deliveries WHERE shop_domain = ${shopDomain} ORDER BY webhook_id`;
  expect(rows.map(({ body }) => body.replaceAll(/([:,]) /g, "$1"))).toEqual(bodies);
});

test("a forged delivery is answered 401 and leaves nothing behind", async () => {
  const { runtime, shopDomain, send } = await openInbox();

  const answers = [
    await send({ secret: "a guess" }),
    await send({ headers: { "x-shopify-hmac-sha256": null } }),
    await send({ headers: { "x-shopify-hmac-sha256": "AAAA" } }),
  ];

  expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
  expect(await kept(runtime, shopDomain)).toEqual([]);
  expect(await waitingJobs(runtime, shopDomain)).toBe(0);
});

test("a signed delivery without its headers, or that is no JSON, is answered 400", async () => {
  const { runtime, shopDomain, send } = await openInbox();

  const answers = [
    await send({ headers: { "x-shopify-topic": null } }),
    await send({ headers: { "x-shopify-webhook-id": null } }),
    await send({ headers: { "x-shopify-shop-domain": "evil.example.com" } }),
    await send({ headers: { "x-shopify-triggered-at": "yesterday" } }),
    await send({ body: "{not json" }),
  ];

  expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400, 400]);
  expect(await kept(runtime, shopDomain)).toEqual([]);
});

test("a body larger than any webhook is answered 413, unread", async () => {
  const { runtime, shopDomain, send } = await openInbox();

  const answer = await send({ body: JSON.stringify({ text: "x".repeat(5 * 1024 * 1024) }) });

  expect(answer.status).toBe(413);
  expect(await kept(runtime, shopDomain)).toEqual([]);
});

test("a body with text that PostgreSQL cannot hold is kept without it", async () => {
  const { runtime, shopDomain, send } = await openInbox();

  const answer = await send({
    body: String.raw`{"title":"a\u0000b\ud83d c","emoji":"\ud83d\ude00","path":"C:\\u0000"}`,
  });

  expect(answer.status).toBe(200);
  expect((await kept(runtime, shopDomain))[0]?.payload).toEqual({
    title: "ab\ufffd c",
    emoji: "😀",
    path: String.raw`C:\u0000`,
  });
});

test("when the database is away Shopify gets no 200, and so sends the delivery again", async () => {
  const { runtime, send } = await openInbox();
  await runtime.db.$executeRaw`ALTER TABLE webhook_deliveries RENAME TO webhook_deliveries_away`;
  onTestFinished(async () => {
    await runtime.db.$executeRaw`ALTER TABLE webhook_deliveries_away RENAME TO webhook_deliveries`;
  });

  const answers = [await send(), (await Promise.all([send(), send()])).map(({ status }) => status)];

  expect([(answers[0] as Response).status, answers[1]]).toEqual([500, [500, 500]]);
  expect(runtime.lines.filter(({ level }) => level === "error")).toHaveLength(3);
});
