import { expect, test } from "vitest";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { handleAccessNews } from "#jobs/handlers/handle-access-news.ts";
import { handleWebhooks } from "#jobs/handlers/handle-webhooks.ts";
import {
  BEFORE,
  bodyOf,
  ELEVEN,
  linkedStore,
  outcomes,
  tell,
  TEN,
  variantBody,
  type Linked,
} from "#tests/support/worlds/linked-store.ts";
import { addSampleStore, giveToken, newShopDomain, simulateShops } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

const productLink = ({ runtime, storeId, productId }: Linked) =>
  runtime.db.productLink.findUniqueOrThrow({ where: { storeId_productId: { storeId, productId } } });
const variantLinks = ({ runtime, storeId, productId, seed }: Linked) =>
  runtime.db.variantLink
    .findMany({ where: { storeId, productId }, orderBy: { shopifyInventoryItemId: "asc" } })
    .then((links) =>
      links.map((link) => ({ offset: Number(link.shopifyVariantId.split("/").at(-1)) - seed, goneAt: link.goneAt })),
    );

test("the echo of our own write changes nothing", async () => {
  const linked = await linkedStore();
  await tell(linked, { payload: bodyOf(linked, TEN) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["unchanged"]);
  expect(await productLink(linked)).toMatchObject({
    updatedAt: BEFORE,
    acceptedHash: "h",
    shopifyUpdatedAt: new Date(TEN),
  });
});

test("a handle that the merchant changed is followed", async () => {
  const linked = await linkedStore();
  await tell(linked, { payload: bodyOf(linked, TEN, { handle: "summer-shirt" }) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["repaired"]);
  expect((await productLink(linked)).handle).toBe("summer-shirt");
});

test("a variant that the merchant deleted and made again is linked again, and uploaded anew next time", async () => {
  const linked = await linkedStore();
  const { seed, runtime, storeId } = linked;
  const variants = [
    variantBody(seed, { sku: "SKU-S", option1: "S" }),
    variantBody(seed + 50, { sku: "SKU-M", option1: "M" }),
  ];
  await tell(linked, { payload: bodyOf(linked, TEN, { variants }) });

  await handleDeliveries(runtime, linked);

  expect(await variantLinks(linked)).toEqual([
    { offset: 0, goneAt: null },
    { offset: 50, goneAt: null },
  ]);
  const hashes = await runtime.db.variantLink.findMany({ where: { storeId }, orderBy: { shopifyVariantId: "asc" } });
  expect(new Set(hashes.map((link) => link.acceptedHash))).toEqual(new Set(["h", null]));
});

test("a variant that the merchant deleted is gone, and its sibling stays", async () => {
  const linked = await linkedStore();
  const variants = [variantBody(linked.seed, { sku: "SKU-S", option1: "S" })];
  await tell(linked, { payload: bodyOf(linked, TEN, { variants }) });

  await handleDeliveries(linked.runtime, linked);

  expect(await variantLinks(linked)).toEqual([
    { offset: 0, goneAt: null },
    { offset: 1, goneAt: new Date(TEN) },
  ]);
});

test("news from before a variant was linked do not call it gone", async () => {
  const linked = await linkedStore();
  await linked.runtime.db.variantLink.updateMany({
    where: { storeId: linked.storeId },
    data: { updatedAt: new Date(ELEVEN) },
  });
  await tell(linked, { payload: bodyOf(linked, TEN, { variants: [variantBody(linked.seed)] }) });

  await handleDeliveries(linked.runtime, linked);

  expect((await variantLinks(linked)).map((link) => link.goneAt)).toEqual([null, null]);
});

test("the newest news win in whatever order they come", async () => {
  const linked = await linkedStore();
  await tell(linked, { triggeredAt: ELEVEN, payload: bodyOf(linked, ELEVEN, { handle: "newest" }) });
  await handleDeliveries(linked.runtime, linked);
  await tell(linked, { triggeredAt: TEN, payload: bodyOf(linked, TEN, { handle: "older" }) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["repaired", "stale"]);
  expect((await productLink(linked)).handle).toBe("newest");
});

test("of what waits of one product the newest is applied, in whatever order it came", async () => {
  const linked = await linkedStore();
  await tell(linked, { triggeredAt: ELEVEN, payload: bodyOf(linked, ELEVEN, { handle: "second" }) });
  await tell(linked, { triggeredAt: TEN, payload: bodyOf(linked, TEN, { handle: "first" }) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["repaired", "superseded"]);
  expect((await productLink(linked)).handle).toBe("second");
});

test("a product that was deleted in the shop is gone with its variants, and late news do not bring it back", async () => {
  const linked = await linkedStore();
  await tell(linked, { topic: "products/delete", triggeredAt: ELEVEN, payload: { id: linked.seed } });
  await tell(linked, { topic: "products/delete", triggeredAt: ELEVEN, payload: { id: linked.seed } });
  await tell(linked, { triggeredAt: "2026-11-23T12:00:00Z", payload: bodyOf(linked, TEN) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["gone", "superseded", "superseded"]);
  expect(await productLink(linked)).toMatchObject({ goneAt: new Date(ELEVEN), acceptedHash: null });
  expect((await variantLinks(linked)).map((link) => link.goneAt)).toEqual([new Date(ELEVEN), new Date(ELEVEN)]);
});

test("news of products that are not ours, of topics that nobody handles and of other shops touch nothing", async () => {
  const linked = await linkedStore();
  const stranger = { ...bodyOf(linked, TEN), admin_graphql_api_id: "gid://shopify/Product/1" };
  await tell(linked, { payload: stranger });
  await tell(linked, { topic: "products/delete", payload: { id: 2 } });
  await tell(linked, { topic: "carts/create", payload: {} });
  const elsewhere = { runtime: linked.runtime, shopDomain: newShopDomain() };
  await tell(elsewhere, { topic: "products/delete", payload: { id: linked.seed } });

  await handleDeliveries(linked.runtime, linked);
  await handleDeliveries(linked.runtime, elsewhere);

  expect(await outcomes(linked)).toEqual(["not-linked", "not-linked", "not-handled"]);
  expect(await productLink(linked)).toMatchObject({ goneAt: null, updatedAt: BEFORE });
});

test("a body of an unknown shape is logged and keeps nothing else waiting", async () => {
  const linked = await linkedStore();
  await tell(linked, { payload: { surprise: true } });
  await tell(linked, { triggeredAt: ELEVEN, payload: bodyOf(linked, ELEVEN, { handle: "after" }) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["unreadable", "repaired"]);
  expect(linked.runtime.lines).toMatchObject([
    { level: "error", message: "A webhook had a body of an unknown shape." },
  ]);
});

test("two workers on one inbox apply each delivery to the same end", async () => {
  const linked = await linkedStore();
  for (let minute = 10; minute < 40; minute += 1) {
    const at = `2026-11-23T10:${minute}:00Z`;
    await tell(linked, { triggeredAt: at, payload: bodyOf(linked, at, { handle: `handle-${minute}` }) });
  }

  await Promise.all([handleDeliveries(linked.runtime, linked), handleDeliveries(linked.runtime, linked)]);

  expect((await productLink(linked)).handle).toBe("handle-39");
  expect((await outcomes(linked)).filter((outcome) => outcome === null)).toEqual([]);
});

test("the uninstalled store of the inbox is disconnected", async () => {
  const shopDomain = newShopDomain();
  const { simulator } = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: simulator.fetch });
  const { storeId } = await addSampleStore(runtime, { shopDomain });
  await giveToken(runtime, simulator, shopDomain);
  simulator.uninstallApp(shopDomain);
  const [delivery] = simulator.webhooks.pending();
  const triggeredAt = new Date(Date.now() + 1_000);
  await recordWebhook(runtime, {
    shopDomain,
    webhookId: delivery?.webhookId ?? "",
    topic: delivery?.topic ?? "",
    triggeredAt,
    payloadJson: delivery?.body ?? "",
  });

  await handleDeliveries(runtime, { shopDomain });

  const store = await runtime.db.store.findUniqueOrThrow({ where: { id: storeId } });
  expect(store).toMatchObject({ status: "UNINSTALLED", uninstalledAt: triggeredAt });
  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(0);
});

test("that the app was uninstalled is handled before the product news that wait longer", async () => {
  const linked = await linkedStore();
  const { runtime, shopDomain, storeId } = linked;
  await tell(linked, { payload: bodyOf(linked, TEN) });
  await tell(linked, {
    topic: "app/uninstalled",
    triggeredAt: new Date(Date.now() + 1_000).toISOString(),
    payload: {},
  });

  await handleAccessNews(runtime, { shopDomain }, new AbortController().signal);

  const jobs = await runtime.queue.boss.findJobs("webhooks.handle-access-news", { key: shopDomain });
  expect(jobs).toHaveLength(1);
  expect(await outcomes(linked)).toEqual([null, "disconnected"]);
  expect(await runtime.db.store.findUniqueOrThrow({ where: { id: storeId } })).toMatchObject({ status: "UNINSTALLED" });
});

test("a job that has to stop leaves the rest to a next one", async () => {
  const linked = await linkedStore();
  const { runtime, shopDomain } = linked;
  await tell(linked, { payload: bodyOf(linked, TEN) });
  await runtime.queue.boss.deleteQueuedJobs("webhooks.handle-deliveries");

  const outcome = await handleWebhooks(runtime, { shopDomain }, AbortSignal.abort());

  expect(outcome).toEqual({ kind: "done" });
  expect(await outcomes(linked)).toEqual([null]);
  expect(await runtime.queue.boss.findJobs("webhooks.handle-deliveries", { key: shopDomain })).toHaveLength(1);
});
