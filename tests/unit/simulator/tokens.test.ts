import { expect, test } from "vitest";
import { createSimulator, type Simulator } from "#tests/simulator/simulator.ts";
import { callGraphql, clientId, clientSecret, domain, openShop } from "./one-shop.ts";

const dayMs = 24 * 3_600_000;

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

test.each([
  { rule: "of another app", body: { client_id: "nobody" }, error: "application_cannot_be_found" },
  {
    rule: "of a grant that is not simulated",
    body: { grant_type: "client_credentials" },
    error: "unsupported_grant_type",
  },
  { rule: "without a grant and without a code", body: {}, error: "unsupported_grant_type" },
  { rule: "with a code that nobody was given", body: { code: "guess" }, error: "invalid_request" },
])("a request for a token $rule is refused", async ({ body, error }) => {
  const { simulator } = openShop();

  expect(await ask(simulator, body)).toMatchObject({ status: 400, body: { error } });
});

const notActive = {
  status: 401,
  body: { error: "invalid_request", error_description: "This request requires an active refresh_token" },
};

test("a refresh rotates the refresh token; the old one is good again until the one that replaced it is used", async () => {
  const { simulator, refreshToken } = openShop();
  const first = await ask(simulator, refresh(refreshToken));
  const again = await ask(simulator, refresh(refreshToken));
  await callGraphql(simulator, String(again.body["access_token"]), shopName);
  const afterCall = await ask(simulator, refresh(refreshToken));
  const next = await ask(simulator, refresh(again.body["refresh_token"]));

  const afterUse = await ask(simulator, refresh(refreshToken));

  const issued = [refreshToken, first, again, afterCall, next].map((one) =>
    typeof one === "string" ? one : one.body["refresh_token"],
  );
  expect(new Set(issued).size).toBe(5);
  expect([first, again, afterCall, next].map((answer) => answer.status)).toStrictEqual([200, 200, 200, 200]);
  expect(afterUse).toStrictEqual(notActive);
});

test("where the switch says so, already the first call with the new access token retires the old refresh token", async () => {
  const { simulator, refreshToken } = openShop({ fidelity: { refreshTokenRetiredBy: "first-use" } });
  const { body } = await ask(simulator, refresh(refreshToken));
  await callGraphql(simulator, String(body["access_token"]), shopName);

  expect(await ask(simulator, refresh(refreshToken))).toStrictEqual(notActive);
});

test("a refresh token that was used is good again for 30 days, one that was not for 90", async () => {
  const { simulator, refreshToken, clock } = openShop();
  await ask(simulator, refresh(refreshToken));
  clock.advance(30 * dayMs - 1);
  const inTime = await ask(simulator, refresh(refreshToken));
  clock.advance(1);
  const late = await ask(simulator, refresh(refreshToken));
  clock.advance(60 * dayMs - 2);
  const unused = await ask(simulator, refresh(inTime.body["refresh_token"]));
  clock.advance(90 * dayMs);

  const expired = await ask(simulator, refresh(unused.body["refresh_token"]));

  expect([inTime.status, unused.status]).toStrictEqual([200, 200]);
  expect([late, expired]).toStrictEqual([notActive, notActive]);
});

test.each([
  { setting: "lives-on", status: 200 },
  { setting: "revoked", status: 401 },
] as const)("whether a refresh ends the access token before it is a switch: $setting", async ({ setting, status }) => {
  const { simulator, accessToken, refreshToken } = openShop({ fidelity: { replacedAccessToken: setting } });
  const { body } = await ask(simulator, refresh(refreshToken));

  const [former, fresh] = [accessToken, String(body["access_token"])].map((token) =>
    callGraphql(simulator, token, shopName),
  );

  expect((await former)?.status).toBe(status);
  expect((await fresh)?.status).toBe(200);
});

test("how a refusal to refresh looks is a switch", async () => {
  const { simulator } = openShop({ fidelity: { refusedRefresh: "400-invalid-grant" } });

  expect(await ask(simulator, refresh("shprt_guess"))).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("a merchant who opens the app retires the refresh tokens before", async () => {
  const { simulator, refreshToken } = openShop();
  await ask(simulator, exchange(simulator.issueSessionToken(domain)));

  const answer = await ask(simulator, refresh(refreshToken));

  expect(answer).toStrictEqual(notActive);
});

test("a token that never expires is good until Shopify refuses its kind, and is exchanged once for one that expires", async () => {
  const { simulator } = openShop({ fidelity: { nonExpiringTokens: "refused" } });
  const sessionToken = simulator.issueSessionToken(domain);
  const { body } = await ask(simulator, { ...exchange(sessionToken), expiring: "0" });
  const old = String(body["access_token"]);
  const migrate = { ...exchange(old), subject_token_type: offlineToken };
  const refused = await callGraphql(simulator, old, shopName);
  const migrated = await ask(simulator, migrate);
  const again = await ask(simulator, migrate);

  const good = await callGraphql(simulator, String(migrated.body["access_token"]), shopName);

  expect(body["expires_in"]).toBeUndefined();
  expect(refused.status).toBe(403);
  expect(refused.errors).toContain("Non-expiring access tokens are no longer accepted");
  expect(good.status).toBe(200);
  expect(again).toMatchObject({ status: 400, body: { error: "invalid_subject_token" } });
});

test("changed scopes count for the tokens that are out already", async () => {
  const { simulator, call } = openShop();
  simulator.changeScopes(domain, ["read_products"]);

  const answer = await call("query P { publications(first: 1) { nodes { id } } }");

  expect(answer.errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
});

test("an app that takes itself out of a shop has no token there any more", async () => {
  const { simulator, shop, accessToken } = openShop();
  const leave = (token: string) =>
    simulator.fetch(`https://${domain}/admin/api_permissions/current.json`, {
      method: "DELETE",
      headers: { "x-shopify-access-token": token },
    });

  const statuses = [(await leave("shpat_guess")).status, (await leave(accessToken)).status];

  expect(statuses).toStrictEqual([401, 200]);
  expect(shop.isAppInstalled).toBe(false);
  expect(simulator.webhooks.pending().map((webhook) => webhook.topic)).toStrictEqual(["app/uninstalled"]);
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
  expect(refreshed).toStrictEqual(notActive);
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
