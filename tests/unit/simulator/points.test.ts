import { expect, test } from "vitest";
import { manualClock } from "#tests/simulator/clock.ts";
import { createSimulator } from "#tests/simulator/simulator.ts";
import { clientId, clientSecret, openShop } from "./one-shop.ts";

const shopName = "query ShopName { shop { name } }";
const tenPoints =
  "mutation D($input: ProductDeleteInput!) { productDelete(input: $input) { deletedProductId userErrors { field message } } }";
const unknownProduct = { input: { id: "gid://shopify/Product/1" } };

test.each([
  { plan: "standard", restoreRate: 100 },
  { plan: "advanced", restoreRate: 200 },
  { plan: "plus", restoreRate: 1_000 },
  { plan: "enterprise", restoreRate: 2_000 },
] as const)("a shop on $plan restores $restoreRate points a second up to twenty seconds' worth", async (line) => {
  const { call } = openShop({ shop: { plan: line.plan } });

  const answer = await call(shopName);

  expect(answer.cost.throttleStatus).toStrictEqual({
    maximumAvailable: line.restoreRate * 20,
    currentlyAvailable: line.restoreRate * 20 - 1,
    restoreRate: line.restoreRate,
  });
});

test("a call that the bucket does not hold answers THROTTLED as HTTP 200 and applies nothing", async () => {
  const { call, shop } = openShop();
  shop.bucket.setAvailable(9);

  const answer = await call(tenPoints, unknownProduct);

  expect(answer.status).toBe(200);
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toStrictEqual([
    {
      message: "Throttled",
      extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
    },
  ]);
  expect(answer.cost).toStrictEqual({
    requestedQueryCost: 10,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 9, restoreRate: 100 },
  });
  expect(shop.traffic.throttled).toBe(1);
});

test("the bucket refills exactly with the simulator's clock", async () => {
  const { call, shop, clock } = openShop();
  shop.bucket.setAvailable(9);
  const early = await call(tenPoints, unknownProduct);
  clock.advance(9);
  const stillEarly = await call(tenPoints, unknownProduct);
  clock.advance(1);

  const inTime = await call(tenPoints, unknownProduct);

  expect(early.errors?.[0]?.message).toBe("Throttled");
  expect(stillEarly.errors?.[0]?.message).toBe("Throttled");
  expect(inTime.errors).toBeUndefined();
  expect(inTime.cost.throttleStatus.currentlyAvailable).toBe(0);
});

test("what a call asked for and did not use is given back", async () => {
  const { call } = openShop();

  const answer = await call("query P { products(first: 250) { nodes { id variants(first: 10) { nodes { id } } } } }");

  expect(answer.cost.requestedQueryCost).toBe(79);
  expect(answer.cost.actualQueryCost).toBe(2);
  expect(answer.cost.throttleStatus.currentlyAvailable).toBe(1_998);
});

test("two shops of one app do not share points", async () => {
  const domains = ["one.myshopify.com", "two.myshopify.com"] as const;
  const simulator = createSimulator({
    clientId,
    clientSecret,
    shops: domains.map((domain) => ({ domain })),
    clock: manualClock(),
  });
  simulator.shop(domains[0]).bucket.setAvailable(0);
  const { accessToken } = simulator.installApp(domains[1]);

  const response = await simulator.fetch(`https://${domains[1]}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
    body: JSON.stringify({ query: shopName }),
  });

  expect(await response.json()).toMatchObject({ data: { shop: { name: "two" } } });
  expect(simulator.shop(domains[0]).bucket.status().currentlyAvailable).toBe(0);
});

test("a reduced shop restores more slowly from that moment on", async () => {
  const { shop, clock } = openShop();
  shop.bucket.setAvailable(0);
  clock.advance(1_000);
  shop.bucket.reduceTo(0.5);
  clock.advance(1_000);

  const status = shop.bucket.status();

  expect(status).toStrictEqual({ maximumAvailable: 1_000, currentlyAvailable: 150, restoreRate: 50 });
});

test("a shop on the unlimited plan never throttles", async () => {
  const { call } = openShop({ shop: { plan: "unlimited" } });

  const answers = await Promise.all(Array.from({ length: 500 }, () => call(tenPoints, unknownProduct)));

  expect(answers.filter((answer) => answer.errors !== undefined)).toHaveLength(0);
});
