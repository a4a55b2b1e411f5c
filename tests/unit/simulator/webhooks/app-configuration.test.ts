import path from "node:path";
import { expect, test } from "vitest";
import { HANDLED_TOPICS } from "#app/domain/reconciliation/handled-topics.ts";
import {
  parseAppConfiguration,
  readAppConfiguration,
  simulatorOptionsOf,
} from "#tests/simulator/webhooks/subscribing/app-configuration.ts";
import { openShop } from "../one-shop.ts";

const file = path.resolve(import.meta.dirname, "../../../../shopify.app.toml");

const toml = (webhooks: string) => `
client_id = "one"
application_url = "https://app.example"
[access_scopes]
scopes = "write_products, read_locations"
[webhooks]
api_version = "2026-07"
${webhooks}
`;

test("the product's own file tells the simulator everything the product subscribes to", () => {
  const configuration = readAppConfiguration(file);

  expect(configuration.webhookSubscriptions.map(({ topic }) => topic).toSorted()).toStrictEqual(
    [...HANDLED_TOPICS].sort(),
  );
  expect(configuration.notSimulated).toStrictEqual([]);
  expect(configuration.scopes).toContain("write_inventory");
});

test("subscriptions carry their filter, fields and name, and the compliance topics belong to them", () => {
  const configuration = parseAppConfiguration(
    toml(`
      [[webhooks.subscriptions]]
      topics = ["products/create", "products/update"]
      uri = "/webhooks"
      filter = "vendor:Acme"
      include_fields = ["id", "title"]
      name = "short"
      [[webhooks.subscriptions]]
      compliance_topics = ["shop/redact"]
      uri = "https://app.example/privacy"
      [[webhooks.subscriptions]]
      topics = ["orders/create"]
      uri = "/webhooks"
      [[webhooks.subscriptions]]
      topics = ["products/delete"]
      uri = "pubsub://project:topic"
    `),
  );

  const shared = { uri: "/webhooks", filter: "vendor:Acme", includeFields: ["id", "title"], name: "short" };
  expect(configuration).toStrictEqual({
    clientId: "one",
    applicationUrl: "https://app.example",
    scopes: ["write_products", "read_locations"],
    webhookApiVersion: "2026-07",
    webhookSubscriptions: [
      { topic: "products/create", ...shared },
      { topic: "products/update", ...shared },
      { topic: "shop/redact", uri: "https://app.example/privacy" },
    ],
    notSimulated: ["webhooks of orders/create", "webhooks to pubsub://project:topic"],
  });
});

test("webhooks speak the version of the file", () => {
  const { simulator, shop } = openShop(
    simulatorOptionsOf(parseAppConfiguration(toml(`subscriptions = [{ topics = ["products/create"], uri = "/w" }]`))),
  );
  shop.merchant.createProduct({ title: "Mug" });

  expect(simulator.webhooks.pending()[0]?.headers["x-shopify-api-version"]).toBe("2026-07");
});

const twice = `topics = ["products/create", "products/create"]`;

test.each([
  { fault: "no TOML", text: "= 1", reason: /Invalid TOML/ },
  { fault: "no address of the app", text: `client_id = "one"`, reason: /application_url/ },
  { fault: "a topic twice", text: toml(`subscriptions = [{ ${twice}, uri = "/w" }]`), reason: /twice/ },
  {
    fault: "a filter without a field",
    text: toml(`subscriptions = [{ topics = ["products/create"], uri = "/w", filter = "Acme" }]`),
    reason: /Acme/,
  },
])("a file with $fault is refused, and the reason names it", ({ text, reason }) => {
  expect(() => parseAppConfiguration(text)).toThrow(reason);
});

test("a file that is not there is named", () => {
  expect(() => readAppConfiguration("/nowhere/shopify.app.toml")).toThrow(/\/nowhere\/shopify.app.toml cannot be used/);
});
