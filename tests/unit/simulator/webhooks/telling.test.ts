import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { SimulatorOptions } from "#tests/simulator/simulator.ts";
import { clientSecret, createProduct, domain, openReadyShop, openShop, productInput } from "../one-shop.ts";

const heard = (...topics: string[]): Pick<SimulatorOptions, "webhookSubscriptions"> => ({
  webhookSubscriptions: topics.map((topic) => ({ topic, uri: "/webhooks" })),
});

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

test("a stock webhook names the item and the location, not the product", () => {
  const { simulator, shop } = openShop(heard("inventory_levels/update"));
  shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0];
  simulator.webhooks.discard();
  shop.merchant.setStock(variant?.gid ?? "", 4);
  shop.merchant.setStock(variant?.gid ?? "", 9);

  const bodies = simulator.webhooks.pending().map((webhook): unknown => JSON.parse(webhook.body));

  expect(bodies).toMatchObject([{ available: 4 }, { available: 9 }]);
  expect(Object.keys(bodies[0] ?? {}).toSorted()).toStrictEqual([
    "admin_graphql_api_id",
    "available",
    "inventory_item_id",
    "location_id",
    "updated_at",
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

test("locations are told from their opening to their end, with the stock that ends with them", () => {
  const { simulator, shop } = openShop();
  shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0]?.gid ?? "";
  simulator.webhooks.discard();
  const { locations } = shop.merchant;
  const warehouse = locations.add("Warehouse");
  shop.merchant.setStock(variant, 3, warehouse);
  expect(() => locations.deactivate(warehouse)).toThrow("has inventory");
  shop.merchant.setStock(variant, 0, warehouse);
  locations.rename(warehouse, "Depot");
  locations.deactivate(warehouse);
  locations.activate(warehouse);
  locations.deactivate(warehouse);
  locations.delete(warehouse);

  const topics = simulator.webhooks.pending().map((webhook) => webhook.topic);

  expect(topics.filter((topic) => topic !== "products/update" && topic !== "inventory_levels/update")).toStrictEqual([
    "locations/create",
    "inventory_levels/connect",
    "locations/update",
    "locations/deactivate",
    "locations/activate",
    "locations/deactivate",
    "inventory_levels/disconnect",
    "locations/delete",
  ]);
});

test("a variant that is taken off a location and stocked there again is told both times", () => {
  const { simulator, shop } = openShop(heard("inventory_levels/connect", "inventory_levels/disconnect"));
  shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0]?.gid ?? "";
  const warehouse = shop.merchant.locations.add("Warehouse");
  shop.merchant.setStock(variant, 3, warehouse);
  simulator.webhooks.discard();
  shop.merchant.disconnectStock(variant, warehouse);
  shop.merchant.setStock(variant, 3, warehouse);

  expect(simulator.webhooks.pending().map((webhook) => webhook.topic)).toStrictEqual([
    "inventory_levels/disconnect",
    "inventory_levels/connect",
  ]);
});

test("an order tells of the product, one call that sets the stock of its variants tells of it once", async () => {
  const { call, simulator, shop } = await openReadyShop(heard("products/update"));
  await call(createProduct, { input: productInput("p1") });
  const variants = shop.products()[0]?.variants ?? [];
  shop.merchant.setStock(variants[0]?.gid ?? "", 1);
  simulator.webhooks.discard();
  shop.merchant.placeOrder(variants[0]?.gid ?? "", 1);
  const [locationId] = shop.locations().map((location) => location.gid);
  const quantities = variants.map((variant) => ({
    inventoryItemId: variant.inventoryItemGid,
    locationId,
    quantity: 7,
    changeFromQuantity: null,
  }));
  await call(
    `mutation Set($input: InventorySetQuantitiesInput!) {
      inventorySetQuantities(input: $input) @idempotent(key: "one") { userErrors { message } }
    }`,
    { input: { name: "available", reason: "correction", quantities } },
  );

  expect(simulator.webhooks.pending().map((webhook) => webhook.topic)).toStrictEqual([
    "products/update",
    "products/update",
  ]);
});

test.each([
  { setting: true, told: 1 },
  { setting: false, told: 0 },
])("whether products/update comes with stock is a switch: $setting", ({ setting, told }) => {
  const { simulator, shop } = openShop({
    ...heard("products/update"),
    fidelity: { stockChangesTellOfProduct: setting },
  });
  shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.setStock(shop.products()[0]?.variants[0]?.gid ?? "", 4);

  expect(simulator.webhooks.pendingCount).toBe(told);
});

test("an app hears only what its scopes allow, and nothing of a shop that it has left but the end", () => {
  const { simulator, shop } = openShop(heard("products/create", "inventory_levels/update", "app/uninstalled"));
  simulator.installApp(domain, { scopes: ["read_products"] });
  shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.setStock(shop.products()[0]?.variants[0]?.gid ?? "", 4);
  simulator.uninstallApp(domain);
  shop.merchant.createProduct({ title: "Cup" });

  const topics = simulator.webhooks.pending().map((webhook) => webhook.topic);

  expect(topics).toStrictEqual(["products/create", "app/uninstalled"]);
});

test("changed scopes, settings and requests about customers are told", () => {
  const { simulator, shop } = openShop();
  simulator.changeScopes(domain, ["read_products"]);
  shop.merchant.settings.edit({ name: "Alpha Goods", currencyCode: "EUR" });
  shop.merchant.settings.requestCustomerData({ id: 1, email: "jo@example.com" });
  shop.merchant.settings.redactCustomer({ id: 1, email: "jo@example.com" });

  const told = simulator.webhooks.pending();

  expect(told.map((webhook) => webhook.topic)).toStrictEqual([
    "app/scopes_update",
    "shop/update",
    "customers/data_request",
    "customers/redact",
  ]);
  expect(told.map((webhook): unknown => JSON.parse(webhook.body))).toMatchObject([
    { previous: expect.arrayContaining(["write_products"]), current: ["read_products"] },
    { name: "Alpha Goods", currency: "EUR" },
    { shop_domain: domain, customer: { id: 1 } },
    { shop_domain: domain, customer: { id: 1 } },
  ]);
});

test("shop/redact follows an uninstall after 48 hours, but not when the app is back by then", async () => {
  const { simulator } = openShop(heard("shop/redact"));
  simulator.uninstallApp(domain);
  await simulator.advance(47 * 3_600_000);
  simulator.installApp(domain);
  await simulator.advance(3_600_000);
  const whileInstalled = simulator.webhooks.pendingCount;
  simulator.uninstallApp(domain);
  await simulator.advance(48 * 3_600_000 - 1);
  const early = simulator.webhooks.pendingCount;
  await simulator.advance(1);

  const [redact] = simulator.webhooks.pending();

  expect([whileInstalled, early]).toStrictEqual([0, 0]);
  expect(JSON.parse(redact?.body ?? "")).toStrictEqual({ shop_id: expect.any(Number), shop_domain: domain });
});

test("a subscription with a filter hears what matches, one with fields hears those, one with a name says it", () => {
  const { simulator, shop } = openShop({
    webhookSubscriptions: [
      { topic: "products/create", uri: "/a", filter: "variants.price:>=10.00 AND vendor:alpha OR title:Cup" },
      { topic: "products/create", uri: "/b", includeFields: ["title", "variants.sku", "nothing"], name: "short" },
    ],
  });
  for (const title of ["Mug", "Cup"]) shop.merchant.createProduct({ title });

  const told = simulator.webhooks.pending();

  expect(told.map(({ uri, headers }) => [uri, headers["x-shopify-name"]])).toStrictEqual([
    ["/b", "short"],
    ["/a", undefined],
    ["/b", "short"],
  ]);
  expect(JSON.parse(told[2]?.body ?? "")).toStrictEqual({ title: "Cup", variants: [{ sku: null }] });
});
