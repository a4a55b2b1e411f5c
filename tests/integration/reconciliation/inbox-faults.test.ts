import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "#app/platform/db.server.ts";
import { openDatabaseWire } from "#tests/support/database-wire.ts";
import { endConnections } from "#tests/support/end-connections.ts";
import { openInbox } from "#tests/support/open-inbox.ts";

const SHOPIFY_HANGS_UP_AFTER_SECONDS = 5;

test("while the database refuses connections a delivery is answered 503, and kept when it is sent again", async () => {
  const { wire, send, stored } = await openInboxOverWire();
  await send({ webhookId: "before" });
  await wire.hangUp();

  const away = await send({ webhookId: "w-1" });
  await wire.open();
  const again = await send({ webhookId: "w-1" });

  expect([away.status, Number(away.headers.get("retry-after"))]).toEqual([503, 5]);
  expect(again.status).toBe(200);
  expect(await stored()).toEqual(["before", "w-1"]);
});

test("while the database is silent a delivery is answered 503 before Shopify hangs up, and kept once in the end", async () => {
  const { wire, send, stored } = await openInboxOverWire();
  await send({ webhookId: "before" });
  wire.silence();
  const startedAt = performance.now();

  const away = await Promise.all(["w-1", "w-2", "w-3"].map((webhookId) => send({ webhookId })));
  const seconds = (performance.now() - startedAt) / 1_000;
  wire.restore();

  expect(away.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(seconds).toBeLessThan(SHOPIFY_HANGS_UP_AFTER_SECONDS);
  await expect.poll(async () => (await send({ webhookId: "w-1" })).status, { timeout: 30_000 }).toBe(200);
  expect((await stored()).filter((webhookId) => webhookId === "w-1")).toHaveLength(1);
});

test("a delivery whose connection is lost before the commit is answered 503, kept when it is sent again, and once", async () => {
  const { runtime, send, shopDomain, stored } = await openInboxOverWire();
  await send({ webhookId: "before" });
  // Whoever holds this index entry keeps the delivery waiting for the end of its transaction.
  const holding = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const holder = createDatabase({ url: process.env["DATABASE_URL"] ?? "", poolSize: 1 });
  onTestFinished(() => holder.$disconnect());
  const held = holder.$transaction(async (tx) => {
    const row = { shopDomain, webhookId: "w-1", topic: "products/update", payload: {} };
    await tx.webhookDelivery.create({ data: { ...row, triggeredAt: new Date(), happenedAt: new Date() } });
    isHeld.resolve();
    await holding.promise;
    throw new Error("The holder gives it back.");
  });
  await isHeld.promise;

  const sending = send({ webhookId: "w-1" });
  await endConnections({ running: "INSERT INTO webhook_deliveries" });
  const lost = await sending;
  holding.resolve();
  await held.catch(() => undefined);
  const again = await send({ webhookId: "w-1" });

  expect(lost.status).toBe(503);
  expect(again.status).toBe(200);
  expect(await stored()).toEqual(["before", "w-1"]);
  expect(runtime.lines.filter(({ level }) => level === "error")).toEqual([]);
});

/** The inbox of a web process whose way to its database can be cut. */
async function openInboxOverWire() {
  const wire = await openDatabaseWire();
  const db = createDatabase({ url: wire.url, poolSize: 2, patienceSeconds: 8 });
  onTestFinished(() => db.$disconnect());
  const watcher = createDatabase({ url: process.env["DATABASE_URL"] ?? "", poolSize: 1 });
  onTestFinished(() => watcher.$disconnect());
  const inbox = await openInbox({ db });
  const stored = async () => {
    const rows = await watcher.webhookDelivery.findMany({
      where: { shopDomain: inbox.shopDomain },
      orderBy: { id: "asc" },
    });
    return rows.map(({ webhookId }) => webhookId);
  };
  return { ...inbox, wire, stored };
}
