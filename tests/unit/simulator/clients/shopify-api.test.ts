import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import "@shopify/shopify-api/adapters/node";
import {
  ApiVersion,
  GraphqlQueryError,
  HttpResponseError,
  RequestedTokenType,
  type Session,
  shopifyApi,
} from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { expect, onTestFinished, test } from "vitest";
import { clientId, clientSecret, createProduct, domain, openReadyShop, openShop, productInput } from "../one-shop.ts";

const library = shopifyApi({
  apiKey: clientId,
  apiSecretKey: clientSecret,
  apiVersion: ApiVersion.October26,
  hostName: "app.example",
  scopes: ["write_products"],
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

test("Shopify's library exchanges a token that never expires for one that does", async () => {
  const { simulator } = openShop();
  setAbstractFetchFunc(simulator.fetch);
  const { session: old } = await library.auth.tokenExchange({
    shop: domain,
    sessionToken: simulator.issueSessionToken(domain),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
  });

  const { session } = await library.auth.migrateToExpiringToken({
    shop: domain,
    nonExpiringOfflineAccessToken: old.accessToken ?? "",
  });

  expect(old.expires).toBeUndefined();
  expect(session.expires).toBeInstanceOf(Date);
  expect(session.refreshToken).toMatch(/^shprt_/);
});

test("Shopify's library tells a refused refresh by its status", async () => {
  const { simulator } = openShop();
  setAbstractFetchFunc(simulator.fetch);

  const refused = await library.auth
    .refreshToken({ shop: domain, refreshToken: "shprt_guess" })
    .catch((error: unknown) => error);

  expect(refused).toBeInstanceOf(HttpResponseError);
  expect(refused).toMatchObject({ response: { code: 401, body: { error: "invalid_request" } } });
});

// The library turns away what calls itself a robot, or too little.
const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36" };

test("Shopify's library sends a merchant to grant scopes and takes the code that comes back", async () => {
  const { simulator, shop } = openShop();
  setAbstractFetchFunc(simulator.fetch);
  const sessions: Session[] = [];
  const answer = async (rawRequest: IncomingMessage, rawResponse: ServerResponse): Promise<void> => {
    const exchange = { rawRequest, rawResponse };
    if (rawRequest.url?.startsWith("/auth/callback")) {
      sessions.push((await library.auth.callback({ ...exchange, expiring: true })).session);
      rawResponse.end();
    } else await library.auth.begin({ ...exchange, shop: domain, callbackPath: "/auth/callback", isOnline: false });
  };
  const app = createServer((request, response) => void answer(request, response));
  app.listen(0, "127.0.0.1");
  await once(app, "listening");
  onTestFinished(() => void app.close());
  const address = app.address();
  const port = typeof address === "object" ? address?.port : undefined;

  const begun = await fetch(`http://127.0.0.1:${port}/auth`, { headers: browser, redirect: "manual" });
  const granted = await simulator.fetch(begun.headers.get("location") ?? "", { redirect: "manual" });
  const back = new URL(granted.headers.get("location") ?? "");
  const cookie = begun.headers.getSetCookie().map((text) => text.split(";")[0]);
  const callback = `http://127.0.0.1:${port}${back.pathname}${back.search}`;
  await fetch(callback, { headers: { ...browser, cookie: cookie.join("; ") } });

  expect(back.origin).toBe("https://app.example");
  expect(sessions).toMatchObject([
    { shop: domain, scope: "write_products", refreshToken: expect.stringMatching(/^shprt_/) },
  ]);
  expect(shop.isAppInstalled).toBe(true);
});
