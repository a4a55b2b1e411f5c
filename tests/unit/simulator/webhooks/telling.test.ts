import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { clientSecret, createProduct, domain, openReadyShop, openShop, productInput } from "../one-shop.ts";
import { heard } from "./heard.ts";

test("a create is told with a signed body and every header", async () => {
  const { call, simulator, shop } = await openReadyShop();
  await call(createProduct, { input: productInput("p1") });

  const [webhook] = simulator.webhooks.pending();

  const hmac = createHmac("sha256", clientSecret)
    .update(webhook?.body ?? "")
    .digest("base64");
  expect(webhook?.headers).toMatchObject({
    "x-shopify-topic": "products/create",
    "x-shopify-hmac-sha256": hmac,
    "x-shopify-shop-domain": domain,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": webhook?.webhookId,
    "x-shopify-event-id": webhook?.eventId,
    "x-shopify-triggered-at": "2026-11-24T10:00:00.000Z",
  });
  // Shopify: only a subscription that has a name sends it.
  expect(webhook?.headers).not.toHaveProperty("x-shopify-name");
  expect(JSON.parse(webhook?.body ?? "")).toMatchObject({
    admin_graphql_api_id: shop.products()[0]?.gid,
    title: "Shirt",
    handle: "shirt",
    status: "active",
    variants: [
      { title: "S", option1: "S", option2: null, sku: "SHIRT-S", price: "19.90", position: 1 },
      { title: "M" },
      { title: "L" },
    ],
    variant_gids: [{}, {}, {}],
  });
});

test("only the first hundred variants come in full", async () => {
  const { call, simulator } = await openReadyShop();
  await call(createProduct, {
    input: productInput(
      "p1",
      Array.from({ length: 120 }, (_, index) => `v${index}`),
    ),
  });

  const body: { variants: unknown[]; variant_gids: unknown[] } = JSON.parse(
    simulator.webhooks.pending()[0]?.body ?? "",
  );

  expect(body.variants).toHaveLength(100);
  expect(body.variant_gids).toHaveLength(120);
});

test("what the merchant does is told as well", () => {
  const { simulator, shop } = openShop(
    heard("products/create", "products/update", "inventory_levels/update", "products/delete", "app/uninstalled"),
  );
  const product = shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.editProduct(product, { title: "Cup" });
  shop.merchant.setStock(shop.products()[0]?.variants[0]?.gid ?? "", 4);
  shop.merchant.deleteProduct(product);
  simulator.uninstallApp(domain);

  const topics = simulator.webhooks.pending().map((webhook) => webhook.topic);

  expect(topics).toStrictEqual([
    "products/create",
    "products/update",
    "inventory_levels/update",
    "products/update",
    "products/delete",
    "app/uninstalled",
  ]);
});

test("a webhook keeps its body from the moment it was triggered", () => {
  const { simulator, shop } = openShop(heard("products/create", "products/update"));
  const product = shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.editProduct(product, { title: "Cup" });

  const titles = simulator.webhooks.pending().map((webhook): unknown => JSON.parse(webhook.body));

  expect(titles).toMatchObject([{ title: "Mug" }, { title: "Cup" }]);
});

test("handing webhooks over empties the outbox, a failure counts as an attempt without an answer", async () => {
  const { simulator, shop } = openShop(heard("products/create"));
  shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.createProduct({ title: "Cup" });
  let calls = 0;

  const attempts = await simulator.webhooks.deliverTo((delivery) => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error(`no route to ${delivery.uri}`)) : Promise.resolve({ status: 200 });
  });

  expect(attempts.map((attempt) => attempt.status)).toStrictEqual([null, 200]);
  expect(simulator.webhooks.pendingCount).toBe(0);
});

test("all webhooks of one action share an event id, and each has an id of its own", async () => {
  const { call, simulator } = await openReadyShop(heard("products/create", "inventory_items/create"));
  await call(createProduct, { input: productInput("p1") });
  await call(createProduct, { input: productInput("p2") });

  const told = simulator.webhooks.pending();

  const eventsOfTopic = Map.groupBy(told, (webhook) => webhook.topic);
  expect(eventsOfTopic.get("products/create")).toHaveLength(2);
  expect(eventsOfTopic.get("inventory_items/create")).toHaveLength(6);
  expect(new Set(told.map((webhook) => webhook.eventId)).size).toBe(2);
  expect(new Set(told.map((webhook) => webhook.webhookId)).size).toBe(8);
});

test("a product that is made, changed and deleted is told with its inventory items", () => {
  const { simulator, shop } = openShop(
    heard("inventory_items/create", "inventory_items/update", "inventory_items/delete", "inventory_levels/connect"),
  );
  const product = shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0]?.gid ?? "";
  shop.merchant.editVariant(variant, { price: "5.00" });
  shop.merchant.editVariant(variant, { inventoryItem: { cost: "2.50", tracked: true } });
  shop.merchant.deleteProduct(product);

  const told = simulator.webhooks.pending();

  expect(told.map((webhook) => webhook.topic)).toStrictEqual([
    "inventory_items/create",
    "inventory_levels/connect",
    "inventory_items/update",
    "inventory_items/delete",
  ]);
  expect(JSON.parse(told[2]?.body ?? "")).toMatchObject({ cost: "2.50", tracked: true, weight_unit: "kg" });
});
