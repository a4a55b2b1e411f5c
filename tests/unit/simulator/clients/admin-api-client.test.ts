import { createAdminApiClient } from "@shopify/admin-api-client";
import { expect, test } from "vitest";
import { createProduct, domain, openReadyShop, openShop, productInput } from "../one-shop.ts";

type Opened = Pick<ReturnType<typeof openShop>, "simulator" | "accessToken">;

const clientOf = ({ simulator, accessToken }: Opened, options: { retries?: number } = {}) =>
  createAdminApiClient({
    storeDomain: domain,
    apiVersion: "2026-10",
    accessToken,
    customFetchApi: simulator.fetch,
    ...options,
  });

test("Shopify's Admin API client writes, and reads data and cost", async () => {
  const opened = await openReadyShop();

  const answer = await clientOf(opened).request(createProduct, { variables: { input: productInput("p1") } });

  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({ productSet: { product: { handle: "shirt" }, userErrors: [] } });
  expect(answer.extensions).toMatchObject({ cost: { requestedQueryCost: 11 } });
  expect(opened.shop.productCount).toBe(1);
});

test("Shopify's Admin API client reads a refusal of the query, of the points and of the token as what it is", async () => {
  const opened = await openReadyShop();
  const client = clientOf(opened);
  const unknownField = await client.request("query Q { shop { nonsense } }");
  opened.shop.bucket.setAvailable(0);
  const throttled = await client.request(createProduct, { variables: { input: productInput("p1") } });
  opened.simulator.revokeTokens(domain);

  const unauthorized = await client.request("query Q { shop { name } }");

  expect(unknownField.errors?.graphQLErrors).toMatchObject([{ extensions: { code: "undefinedField" } }]);
  expect(throttled.errors?.graphQLErrors).toMatchObject([{ extensions: { code: "THROTTLED" } }]);
  expect(unauthorized.errors).toMatchObject({ networkStatusCode: 401 });
});

test("Shopify's Admin API client tries again after a 503 as often as it is told to", async () => {
  const opened = openShop();
  opened.simulator.faults.add({
    operation: "shop",
    nth: 1,
    point: "before-apply",
    effect: "status",
    retryAfterSeconds: 1,
  });

  const answer = await clientOf(opened, { retries: 1 }).request("query Q { shop { name } }");

  expect(answer.data).toStrictEqual({ shop: { name: "alpha" } });
  expect(opened.shop.traffic.calls).toBe(2);
});

test("Shopify's Admin API client learns which version answered an old one", async () => {
  const opened = openShop();

  const logged: string[] = [];
  const client = createAdminApiClient({
    storeDomain: domain,
    apiVersion: "2025-07",
    accessToken: opened.accessToken,
    customFetchApi: opened.simulator.fetch,
    logger: ({ type }) => void logged.push(type),
  });

  const answer = await client.request("query Q { shop { name } }");

  expect(answer.headers?.get("x-shopify-api-version")).toBe("2026-01");
  expect(logged).toContain("Unsupported_Api_Version");
});
