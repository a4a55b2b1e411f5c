import { expect, onTestFinished, test } from "vitest";
import { type AnsweredUserError, callGraphql, domain, idIn, openShop, payloadOf, userErrorsOf } from "../one-shop.ts";

const create = `mutation Create($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
    webhookSubscription {
      id legacyResourceId topic uri format filter includeFields metafieldNamespaces name createdAt updatedAt
      apiVersion { handle }
      endpoint { __typename ... on WebhookHttpEndpoint { callbackUrl } }
    }
    userErrors { field message }
  }
}`;
const update = `mutation Update($id: ID!, $webhookSubscription: WebhookSubscriptionInput!) {
  webhookSubscriptionUpdate(id: $id, webhookSubscription: $webhookSubscription) {
    webhookSubscription { uri filter }
    userErrors { field message }
  }
}`;
const remove = `mutation Delete($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
}`;
const list = `query List($topics: [WebhookSubscriptionTopic!]) {
  webhookSubscriptions(first: 5, topics: $topics) { nodes { id topic } }
  webhookSubscriptionsCount { count precision }
}`;
const uri = "https://app.example/hooks";

test("a subscription is made, read, changed and deleted; those of the TOML are not listed", async () => {
  const { call } = openShop();
  const made = await call(create, {
    topic: "PRODUCTS_UPDATE",
    webhookSubscription: { uri: `  ${uri} `, name: "ours" },
  });
  const id = idIn(made, "webhookSubscriptionCreate", "webhookSubscription");
  const listed = await call(list, { topics: ["PRODUCTS_UPDATE"] });
  const others = await call(list, { topics: ["SHOP_UPDATE"] });
  const changed = await call(update, { id, webhookSubscription: { filter: "id:1" } });
  const deleted = await call(remove, { id });

  const afterwards = await call(list);

  expect(payloadOf(made, "webhookSubscriptionCreate")["webhookSubscription"]).toStrictEqual({
    id,
    legacyResourceId: id.split("/").at(-1),
    topic: "PRODUCTS_UPDATE",
    uri,
    format: "JSON",
    filter: null,
    includeFields: [],
    metafieldNamespaces: [],
    name: "ours",
    createdAt: "2026-11-24T10:00:00Z",
    updatedAt: "2026-11-24T10:00:00Z",
    apiVersion: { handle: "2026-10" },
    endpoint: { __typename: "WebhookHttpEndpoint", callbackUrl: uri },
  });
  expect(listed.data).toStrictEqual({
    webhookSubscriptions: { nodes: [{ id, topic: "PRODUCTS_UPDATE" }] },
    webhookSubscriptionsCount: { count: 1, precision: "EXACT" },
  });
  expect(others.data).toMatchObject({ webhookSubscriptions: { nodes: [] } });
  expect(changed.data).toMatchObject({ webhookSubscriptionUpdate: { webhookSubscription: { uri, filter: "id:1" } } });
  expect(deleted.data).toMatchObject({ webhookSubscriptionDelete: { deletedWebhookSubscriptionId: id } });
  expect(afterwards.data).toMatchObject({ webhookSubscriptionsCount: { count: 0 } });
});

const atAddress = (...messages: string[]): Pick<AnsweredUserError, "field" | "message">[] =>
  messages.map((message) => ({ field: ["webhookSubscription", "callbackUrl"], message }));

test.each([
  { address: "  ", errors: atAddress("Address can't be blank") },
  { address: "http://app.example", errors: atAddress("Address protocol http:// is not supported") },
  { address: "ftp://app.example", errors: atAddress("Address protocol ftp:// is not supported") },
  { address: "https://", errors: atAddress("Address is invalid") },
  {
    address: "pubsub://my-project",
    errors: atAddress(
      "Address protocol pubsub:// is not supported",
      "Address is not a valid GCP pub/sub format. Format should be pubsub://project:topic",
    ),
  },
  { address: "pubsub://-bad:topic", errors: atAddress("Address is invalid", "Address is not a valid GCP project id.") },
  {
    address: "pubsub://valid-project:goog-prefixed",
    errors: atAddress("Address is invalid", "Address is not a valid GCP topic id."),
  },
  { address: "arn:aws:events:bogus", errors: atAddress("Address is invalid", "Address is not a valid AWS ARN") },
])("the address $address is refused as recorded", async ({ address, errors }) => {
  const { call } = openShop();

  const answer = await call(create, { topic: "SHOP_UPDATE", webhookSubscription: { uri: address } });

  expect(userErrorsOf(answer, "webhookSubscriptionCreate")).toStrictEqual(errors);
});

test("a filter without a field, a second subscription to an address and an unknown one are refused", async () => {
  const { call } = openShop();
  const subscribe = (filter: string | null) =>
    call(create, { topic: "SHOP_UPDATE", webhookSubscription: { uri, filter } });
  const bare = await subscribe("id:1 bareword");
  await subscribe(null);
  const second = await subscribe(null);
  const unknown = await call(remove, { id: "gid://shopify/WebhookSubscription/999999999999" });

  expect(userErrorsOf(bare, "webhookSubscriptionCreate")).toStrictEqual([
    {
      field: ["webhookSubscription"],
      message: "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.",
    },
  ]);
  expect(userErrorsOf(second, "webhookSubscriptionCreate")).toStrictEqual(
    atAddress("Address for this topic has already been taken"),
  );
  expect(userErrorsOf(unknown, "webhookSubscriptionDelete")).toStrictEqual([
    { field: ["id"], message: "Webhook subscription does not exist" },
  ]);
});

test("retries go where the webhook was to go when it was triggered", async () => {
  const addresses: string[] = [];
  const { call, simulator, shop } = openShop({
    webhookSubscriptions: [],
    webhookTarget: (delivery) => {
      addresses.push(delivery.uri);
      return Promise.resolve({ status: addresses.length < 3 ? 500 : 200 });
    },
  });
  onTestFinished(() => simulator.close());
  const made = await call(create, { topic: "PRODUCTS_CREATE", webhookSubscription: { uri } });
  const id = idIn(made, "webhookSubscriptionCreate", "webhookSubscription");
  shop.merchant.createProduct({ title: "Mug" });
  await simulator.advance(0);
  await call(update, { id, webhookSubscription: { uri: `${uri}/new` } });
  await simulator.advance(4 * 3_600_000);
  shop.merchant.createProduct({ title: "Cup" });
  await simulator.advance(0);

  expect(addresses).toStrictEqual([uri, uri, uri, `${uri}/new`]);
});

test("a subscription made through the Admin API is deleted after eight failures in a row, one of the TOML is not", async () => {
  const told: string[] = [];
  const { call, simulator, shop } = openShop({
    webhookSubscriptions: [{ topic: "products/create", uri: "/of-the-toml" }],
    webhookTarget: (delivery) => {
      told.push(delivery.uri);
      return Promise.resolve({ status: 500 });
    },
  });
  onTestFinished(() => simulator.close());
  await call(create, { topic: "PRODUCTS_CREATE", webhookSubscription: { uri } });
  shop.merchant.createProduct({ title: "Mug" });
  await simulator.advance(4 * 3_600_000);
  const { accessToken } = simulator.installApp(domain);
  const listed = await callGraphql(simulator, accessToken, list);
  told.length = 0;
  shop.merchant.createProduct({ title: "Cup" });
  await simulator.advance(0);

  expect(listed.data).toMatchObject({ webhookSubscriptions: { nodes: [] } });
  expect(told).toStrictEqual(["/of-the-toml"]);
});

test("an uninstall ends what was subscribed through the Admin API", async () => {
  const { call, simulator, shop } = openShop({ webhookSubscriptions: [] });
  await call(create, { topic: "PRODUCTS_CREATE", webhookSubscription: { uri } });
  simulator.uninstallApp(domain);
  simulator.installApp(domain);
  shop.merchant.createProduct({ title: "Mug" });

  expect(simulator.webhooks.pendingCount).toBe(0);
});
