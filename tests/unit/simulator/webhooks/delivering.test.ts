import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import type { WebhookDelivery } from "#tests/simulator/webhooks/delivery.ts";
import type { WebhookFaultInput } from "#tests/simulator/webhooks/disorder.ts";
import { openShop } from "../one-shop.ts";

const hourMs = 3_600_000;
const ofProducts = { webhookSubscriptions: [{ topic: "products/create", uri: "/webhooks" }] };

interface Received {
  atMs: number;
  delivery: WebhookDelivery;
}

/** A shop whose app is a function: it answers the statuses given, the last of them for ever. */
function openToldShop(...statuses: number[]) {
  const received: Received[] = [];
  const opened = openShop({
    ...ofProducts,
    webhookTarget: (delivery) => {
      received.push({ atMs: opened.clock.nowMs(), delivery });
      return Promise.resolve({ status: statuses[Math.min(received.length, statuses.length) - 1] ?? 200 });
    },
  });
  onTestFinished(() => opened.simulator.close());
  return { ...opened, received, titles: () => received.map(({ delivery }) => titleOf(delivery)) };
}

function titleOf(delivery: WebhookDelivery): unknown {
  const body: { title: string } = JSON.parse(delivery.body);
  return body.title;
}

test("a webhook that is never taken is retried 8 times in 4 hours, the same in every byte, and then dropped", async () => {
  const { simulator, shop, received, clock } = openToldShop(503);
  const startedAtMs = clock.nowMs();
  shop.merchant.createProduct({ title: "Mug" });
  await simulator.advance(4 * hourMs - 1);
  const beforeTheLast = received.length;
  await simulator.advance(1);
  await simulator.advance(1_000 * hourMs);

  const waits = received.map(({ atMs }) => Math.round((atMs - startedAtMs) / 1_000));

  expect(beforeTheLast).toBe(8);
  expect(waits).toStrictEqual([0, 56, 169, 395, 847, 1_751, 3_558, 7_172, 14_400]);
  expect(new Set(received.map(({ delivery }) => JSON.stringify(delivery))).size).toBe(1);
  expect(simulator.webhooks.records()).toMatchObject([{ outcome: "dropped", nextAttemptAtMs: null }]);
  expect(simulator.webhooks.attempts().map(({ number, status }) => [number, status])).toStrictEqual(
    Array.from({ length: 9 }, (_, index) => [index + 1, 503]),
  );
});

test("a retry that is taken ends it, and the subscription of the TOML stays after any number of failures", async () => {
  const { simulator, shop, received } = openToldShop(...Array.from({ length: 12 }, () => 500), 204);
  shop.merchant.createProduct({ title: "Mug" });
  await simulator.advance(4 * hourMs);
  shop.merchant.createProduct({ title: "Cup" });
  await simulator.advance(4 * hourMs);

  const outcomes = simulator.webhooks.records().map(({ outcome }) => outcome);

  expect(outcomes).toStrictEqual(["dropped", "delivered"]);
  expect(received).toHaveLength(13);
});

test.each([
  { status: 200, isTaken: true },
  { status: 204, isTaken: true },
  { status: 301, isTaken: false },
  { status: 410, isTaken: false },
])("only 2xx takes a webhook: $status", async ({ status, isTaken }) => {
  const { simulator, shop } = openToldShop(status);
  shop.merchant.createProduct({ title: "Mug" });
  await simulator.advance(1);

  expect(simulator.webhooks.records().map(({ outcome }) => outcome)).toStrictEqual([
    isTaken ? "delivered" : "retrying",
  ]);
});

test("paused webhooks wait, in order, and go when they are resumed", async () => {
  const { simulator, shop, titles } = openToldShop(200);
  simulator.webhooks.pause();
  for (const title of ["Mug", "Cup"]) shop.merchant.createProduct({ title });
  await simulator.advance(hourMs);
  const whilePaused = titles();
  simulator.webhooks.resume();
  await simulator.webhooks.settled();

  expect(whilePaused).toStrictEqual([]);
  expect(titles()).toStrictEqual(["Mug", "Cup"]);
});

test("a webhook of late can be sent once more, with its id", async () => {
  const { simulator, shop, received } = openToldShop(200);
  shop.merchant.createProduct({ title: "Mug" });
  await simulator.advance(0);
  simulator.webhooks.replay(received[0]?.delivery.webhookId ?? "");
  await simulator.advance(0);

  expect(received).toHaveLength(2);
  expect(received[1]?.delivery).toStrictEqual(received[0]?.delivery);
  expect(() => simulator.webhooks.replay("guess")).toThrow("no webhook guess");
});

const scripted = (fault: Partial<WebhookFaultInput>): WebhookFaultInput => ({
  topic: "products/create",
  nth: 2,
  effect: "lose",
  ...fault,
});

test.each([
  { effect: "lose", told: ["A", "C", "D"] },
  { effect: "duplicate", told: ["A", "B", "B", "C", "D"] },
  { effect: "reorder", told: ["A", "C", "B", "D"] },
  { effect: "delay", told: ["A", "C", "D", "B"] },
] as const)("a script may $effect the second webhook", async ({ effect, told }) => {
  const { simulator, shop, titles, received } = openToldShop(200);
  simulator.webhooks.faults.add(scripted({ effect, delayMs: 60_000 }));
  for (const title of ["A", "B", "C", "D"]) shop.merchant.createProduct({ title });
  await simulator.advance(60_000);

  expect(titles()).toStrictEqual(told);
  expect(new Set(received.map(({ delivery }) => delivery.webhookId)).size).toBe(new Set(told).size);
  expect(simulator.webhooks.faults.counts()).toMatchObject([{ matchingWebhooks: 4, fired: 1 }]);
});

test("a webhook that waits to be overtaken goes at last, when no other comes", async () => {
  const { simulator, shop, titles } = openToldShop(200);
  simulator.webhooks.faults.add(scripted({ nth: 1, effect: "reorder", delayMs: 5_000 }));
  shop.merchant.createProduct({ title: "A" });
  await simulator.advance(4_999);
  const early = titles();
  await simulator.advance(1);

  expect(early).toStrictEqual([]);
  expect(titles()).toStrictEqual(["A"]);
});

test("seeded disorder is the same in every run", async () => {
  const run = async () => {
    const { simulator, shop, titles } = openToldShop(200);
    const effects = ["lose", "duplicate", "reorder", "delay"] as const;
    simulator.webhooks.faults.add(
      ...effects.map((effect, seed) => ({ topic: "*", effect, probability: 0.2, seed, delayMs: 500 })),
    );
    for (let index = 0; index < 40; index += 1) shop.merchant.createProduct({ title: String(index) });
    await simulator.advance(1_000);
    return titles().map(Number);
  };

  const [first, second] = [await run(), await run()];

  expect(first).toStrictEqual(second);
  expect(first).not.toStrictEqual(first.toSorted((a, b) => a - b));
  expect(new Set(first).size).toBeLessThan(40);
  expect(new Set(first).size).toBeLessThan(first.length);
});

test("a fault that cannot fire, or of an unknown kind, is refused as a whole", () => {
  const { simulator } = openShop();
  const good = { topic: "*", nth: 1, effect: "lose" };

  expect(() => simulator.webhooks.faults.addUnchecked([good, { topic: "*", effect: "lose" }])).toThrow(/exactly one/);
  expect(() => simulator.webhooks.faults.addUnchecked([good, { ...good, effect: "burn" }])).toThrow(/effect/);
  expect(simulator.webhooks.faults.counts()).toStrictEqual([]);
});

/** A shop whose app is behind a port. */
async function openShopBefore(server: Server, scheme = "http") {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const opened = openShop({ ...ofProducts, webhookTarget: `${scheme}://127.0.0.1:${port}` });
  onTestFinished(() => {
    opened.simulator.close();
    server.close();
  });
  opened.shop.merchant.createProduct({ title: "Mug" });
  return opened;
}

test("over HTTP the app gets the body that was signed, at the address of the subscription", async () => {
  const requests: { url: string | undefined; body: string; hmac: unknown }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push({ url: request.url, body: await text(request), hmac: request.headers["x-shopify-hmac-sha256"] });
    response.writeHead(200).end();
  };
  const { simulator } = await openShopBefore(createServer((request, response) => void answer(request, response)));
  await expect.poll(() => simulator.webhooks.records()).toHaveLength(1);

  const [record] = simulator.webhooks.records();

  expect(record?.outcome).toBe("delivered");
  expect(requests).toStrictEqual([
    { url: "/webhooks", body: record?.delivery.body, hmac: record?.delivery.headers["x-shopify-hmac-sha256"] },
  ]);
});

test("an app that has not answered after 5 seconds has failed, whatever it does later", async () => {
  let isAsked = false;
  const { simulator, clock } = await openShopBefore(createServer(() => (isAsked = true)));
  await expect.poll(() => isAsked).toBe(true);
  clock.advance(4_999);
  const early = simulator.webhooks.attempts().length;
  clock.advance(1);
  await simulator.webhooks.settled();

  expect(early).toBe(0);
  expect(simulator.webhooks.attempts()).toMatchObject([
    { status: null, error: "The app did not answer within 5 seconds." },
  ]);
});

test("an app that does not complete the connection within a second has failed", async () => {
  // It accepts, and never takes part in the TLS handshake.
  let isConnected = false;
  const { simulator, clock } = await openShopBefore(
    createTcpServer((socket) => {
      isConnected = true;
      socket.on("error", () => undefined);
    }),
    "https",
  );
  await expect.poll(() => isConnected).toBe(true);
  clock.advance(1_000);
  await simulator.webhooks.settled();

  expect(simulator.webhooks.attempts()).toMatchObject([
    { status: null, error: "The app could not be connected to within 1 second." },
  ]);
});

test("an app that hangs up has failed, and is tried again", async () => {
  const { simulator } = await openShopBefore(createTcpServer((socket) => void socket.resetAndDestroy()));
  await expect.poll(() => simulator.webhooks.attempts()).toHaveLength(1);

  expect(simulator.webhooks.attempts()).toMatchObject([{ status: null, number: 1 }]);
  expect(simulator.webhooks.records()).toMatchObject([{ outcome: "retrying" }]);
});
