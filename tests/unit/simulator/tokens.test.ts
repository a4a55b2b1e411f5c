import { expect, test } from "vitest";
import { createSimulator, type Simulator } from "#tests/simulator/simulator.ts";
import { callGraphql, clientId, clientSecret, domain, openShop } from "./one-shop.ts";

const shopName = "query ShopName { shop { name } }";
const offlineToken = "urn:shopify:params:oauth:token-type:offline-access-token";
const onlineToken = "urn:shopify:params:oauth:token-type:online-access-token";

async function ask(
  simulator: Simulator,
  body: Record<string, unknown>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await simulator.fetch(`https://${domain}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...body }),
  });
  const answer: Record<string, unknown> = JSON.parse(await response.text());
  return { status: response.status, body: answer };
}

const exchange = (sessionToken: string, requested = offlineToken) => ({
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token: sessionToken,
  subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
  requested_token_type: requested,
  expiring: "1",
});
const refresh = (token: unknown) => ({ grant_type: "refresh_token", refresh_token: token });

test("a session token is exchanged for an expiring offline token that opens the Admin API for an hour", async () => {
  const { simulator, clock } = openShop();
  const { body } = await ask(simulator, exchange(simulator.issueSessionToken(domain)));
  const token = String(body["access_token"]);
  clock.advance(3_599_000);
  const inTime = await callGraphql(simulator, token, shopName);
  clock.advance(1_000);

  const late = await callGraphql(simulator, token, shopName);

  expect(body).toMatchObject({ expires_in: 3_600, refresh_token_expires_in: 7_776_000 });
  expect(inTime.status).toBe(200);
  expect(late.status).toBe(401);
});

test("an online token names the user whose session it was", async () => {
  const { simulator } = openShop();

  const { body } = await ask(simulator, exchange(simulator.issueSessionToken(domain, { userId: 77 }), onlineToken));

  expect(body).toMatchObject({ associated_user: { id: 77 } });
  expect(body["refresh_token"]).toBeUndefined();
});

test.each([
  {
    rule: "an expired session token",
    token: (simulator: Simulator) => simulator.issueSessionToken(domain, { issuedAt: new Date(0) }),
  },
  { rule: "a forged session token", token: (simulator: Simulator) => `${simulator.issueSessionToken(domain)}x` },
  {
    rule: "another shop's session token",
    token: () =>
      createSimulator({ clientId, clientSecret, shops: [{ domain: "other.myshopify.com" }] }).issueSessionToken(
        "other.myshopify.com",
      ),
  },
])("$rule is refused", async ({ token }) => {
  const { simulator } = openShop();

  const { status, body } = await ask(simulator, exchange(token(simulator)));

  expect(status).toBe(400);
  expect(body["error"]).toBe("invalid_subject_token");
});

test("a wrong client secret is refused", async () => {
  const { simulator } = openShop();

  const answer = await ask(simulator, { ...exchange(simulator.issueSessionToken(domain)), client_secret: "guess" });

  expect(answer).toMatchObject({ status: 400, body: { error: "invalid_client" } });
});

test("a refresh rotates the refresh token, and the old one stays usable until the new tokens are used", async () => {
  const { simulator, refreshToken } = openShop();
  const first = await ask(simulator, refresh(refreshToken));
  const again = await ask(simulator, refresh(refreshToken));
  await callGraphql(simulator, String(again.body["access_token"]), shopName);

  const afterUse = await ask(simulator, refresh(refreshToken));

  expect(first.body["refresh_token"]).not.toBe(refreshToken);
  expect(again.status).toBe(200);
  expect(afterUse).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("a merchant who opens the app retires the refresh tokens before", async () => {
  const { simulator, refreshToken } = openShop();
  await ask(simulator, exchange(simulator.issueSessionToken(domain)));

  const answer = await ask(simulator, refresh(refreshToken));

  expect(answer).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("after an uninstall every token is worthless until the app is installed again", async () => {
  const { simulator, accessToken, refreshToken } = openShop();
  simulator.uninstallApp(domain);

  const call = await callGraphql(simulator, accessToken, shopName);
  const refreshed = await ask(simulator, refresh(refreshToken));
  const exchanged = await ask(simulator, exchange(simulator.issueSessionToken(domain)));
  const { accessToken: fresh } = simulator.installApp(domain);
  const afterwards = await callGraphql(simulator, fresh, shopName);

  expect(call.status).toBe(401);
  expect(refreshed.status).toBe(400);
  expect(exchanged.status).toBe(400);
  expect(afterwards.status).toBe(200);
});

test("revoked tokens are worthless while the installation stays", async () => {
  const { simulator, accessToken } = openShop();
  simulator.revokeTokens(domain);

  const call = await callGraphql(simulator, accessToken, shopName);
  const exchanged = await ask(simulator, exchange(simulator.issueSessionToken(domain)));

  expect(call.status).toBe(401);
  expect(exchanged.status).toBe(200);
});
