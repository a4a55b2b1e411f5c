import { expect, test } from "vitest";
import { domain, openShop } from "../one-shop.ts";
import { heard } from "./heard.ts";

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
