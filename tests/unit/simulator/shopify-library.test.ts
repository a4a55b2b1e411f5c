import "@shopify/shopify-api/adapters/node";
import { ApiVersion, GraphqlQueryError, RequestedTokenType, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { expect, test } from "vitest";
import { clientId, clientSecret, createProduct, domain, openReadyShop, productInput } from "./one-shop.ts";

const library = shopifyApi({
  apiKey: clientId,
  apiSecretKey: clientSecret,
  apiVersion: ApiVersion.October26,
  hostName: "app.example",
  isEmbeddedApp: true,
  logger: { log: () => undefined },
});

test("Shopify's library exchanges a session token, calls the Admin API and refreshes its token", async () => {
  const { simulator, shop } = await openReadyShop();
  setAbstractFetchFunc(simulator.fetch);
  const sessionToken = simulator.issueSessionToken(domain);
  const claims = await library.session.decodeSessionToken(sessionToken);
  const { session } = await library.auth.tokenExchange({
    shop: domain,
    sessionToken,
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  await new library.clients.Graphql({ session }).request(createProduct, { variables: { input: productInput("p1") } });

  const refreshed = await library.auth.refreshToken({ shop: domain, refreshToken: session.refreshToken ?? "" });

  expect(claims.dest).toBe(`https://${domain}`);
  expect(shop.productCount).toBe(1);
  expect(session.expires).toBeInstanceOf(Date);
  expect(refreshed.session.accessToken).not.toBe(session.accessToken);
  expect(refreshed.session.refreshToken).not.toBe(session.refreshToken);
});

test("Shopify's library reads a THROTTLED answer as an error of the query", async () => {
  const { simulator, shop } = await openReadyShop();
  setAbstractFetchFunc(simulator.fetch);
  const { session } = await library.auth.tokenExchange({
    shop: domain,
    sessionToken: simulator.issueSessionToken(domain),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  shop.bucket.setAvailable(0);

  const call = new library.clients.Graphql({ session }).request(createProduct, {
    variables: { input: productInput("p1") },
  });

  const error = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GraphqlQueryError);
  expect(error).toMatchObject({ body: { errors: { graphQLErrors: [{ extensions: { code: "THROTTLED" } }] } } });
});

test("Shopify's library finds the signature of a webhook good", async () => {
  const { simulator, shop } = await openReadyShop();
  shop.merchant.createProduct({ title: "Mug" });
  const [webhook] = simulator.webhooks.pending();

  const result = await library.webhooks.validate({
    rawBody: webhook?.body ?? "",
    rawRequest: { method: "POST", url: "/webhooks", headers: webhook?.headers },
  });

  expect(result).toMatchObject({ valid: true, topic: "PRODUCTS_CREATE", domain });
});
