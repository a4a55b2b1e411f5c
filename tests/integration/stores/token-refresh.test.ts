import { expect, test } from "vitest";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { SHOP_FACTS } from "#app/shopify/operations/shop.ts";
import {
  addSampleStore,
  giveToken,
  newShopDomain,
  simulateShops,
  storeToken,
} from "#tests/support/worlds/sample-store.ts";
import { addressOf, startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

const MINUTE_MS = 60_000;

async function connectedStore() {
  const shopDomain = newShopDomain();
  const world = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: world.simulator.fetch, clock: world.clock });
  const { storeId } = await addSampleStore(runtime, { shopDomain });
  await giveToken(runtime, world.simulator, shopDomain);
  return { ...world, runtime, storeId, shopDomain, shop: world.simulator.shop(shopDomain) };
}

async function ask(runtime: TestRuntime, storeId: string): Promise<string> {
  const client = await getAdminClient(runtime, storeId);
  const { data } = await client.request(SHOP_FACTS, { variables: {} });
  return data.shop.currencyCode;
}

const statusOf = async (runtime: TestRuntime, storeId: string) =>
  (await runtime.db.store.findUniqueOrThrow({ where: { id: storeId } })).status;

test("a token with more than five minutes to live is used as it is", async () => {
  const { runtime, storeId, shop, time } = await connectedStore();
  time.advance(54 * MINUTE_MS);

  await ask(runtime, storeId);

  expect(shop.tokens.refreshes).toBe(0);
});

test("a token that is due is refreshed exactly once, however many ask on however many connections", async () => {
  const { runtime, storeId, shop, time, simulator, clock } = await connectedStore();
  const others = [];
  for (let number = 0; number < 3; number += 1) {
    const { encryption } = runtime;
    others.push(await startTestRuntime({ fetch: simulator.fetch, clock, encryption }));
  }
  time.advance(56 * MINUTE_MS);

  const answers = await Promise.all(
    [runtime, ...others].flatMap((one) => Array.from({ length: 5 }, () => ask(one, storeId))),
  );

  expect(answers).toHaveLength(20);
  expect(shop.tokens.refreshes).toBe(1);
});

test("a token that has run out is refreshed exactly once, and all who wait for it go on", async () => {
  const { runtime, storeId, shop, time } = await connectedStore();
  time.advance(3 * 60 * MINUTE_MS);

  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(runtime, storeId)));

  expect(answers).toHaveLength(12);
  expect(shop.tokens.refreshes).toBe(1);
});

test("each expiry brings one refresh, over a day of tokens", async () => {
  const { runtime, storeId, shop, time } = await connectedStore();

  for (let hour = 0; hour < 6; hour += 1) {
    time.advance(56 * MINUTE_MS);
    await Promise.all(Array.from({ length: 4 }, () => ask(runtime, storeId)));
  }

  expect(shop.tokens.refreshes).toBe(6);
});

test("a token that lives shorter than the five minutes is refreshed once per life, not once per call", async () => {
  const { runtime, storeId, shop, time } = await connectedStore();
  const short = await startTestRuntime({
    ...runtime,
    fetch: async (input, init) => {
      const answer = await runtime.fetch(input, init);
      if (!addressOf(input).endsWith("/access_token")) return answer;
      return Response.json({ ...((await answer.json()) as object), expires_in: 60 });
    },
  });
  time.advance(58 * MINUTE_MS);
  await ask(short, storeId);

  const within = [];
  for (let second = 0; second < 25; second += 5) {
    time.advance(5_000);
    within.push(await ask(short, storeId));
  }
  const refreshesWithin = shop.tokens.refreshes;
  time.advance(36_000);
  await Promise.all([ask(short, storeId), ask(short, storeId)]);

  expect(within).toHaveLength(5);
  expect(refreshesWithin).toBe(1);
  expect(shop.tokens.refreshes).toBe(2);
});

test("a client outlives its token: the next call after the expiry carries a new one", async () => {
  const { runtime, storeId, shop, time } = await connectedStore();
  const client = await getAdminClient(runtime, storeId);
  await client.request(SHOP_FACTS, { variables: {} });
  time.advance(70 * MINUTE_MS);

  const { data } = await client.request(SHOP_FACTS, { variables: {} });

  expect(data.shop.name).toBe(shop.name);
  expect(shop.tokens.refreshes).toBe(1);
});

test("neither token is in the table in plain text after a refresh", async () => {
  const { runtime, storeId, time, shopDomain } = await connectedStore();
  time.advance(56 * MINUTE_MS);

  await ask(runtime, storeId);

  const row = await runtime.db.session.findUniqueOrThrow({ where: { id: `offline_${shopDomain}` } });
  expect(row.accessToken).toMatch(/^relay:test:/);
  expect(row.refreshToken).toMatch(/^relay:test:/);
  expect(row.expires?.getTime()).toBe(time.nowMs() + 60 * MINUTE_MS);
  expect(row.refreshTokenExpires).not.toBeNull();
});

test("while Shopify gives no new token, the old one is used as long as it lasts", async () => {
  const { runtime, storeId, time, simulator } = await connectedStore();
  simulator.faults.add({ operation: "oauth", every: 1, point: "before-apply", effect: "drop" });
  time.advance(56 * MINUTE_MS);

  const used = await ask(runtime, storeId);

  expect(used).toBe("USD");
  expect(runtime.lines.map((line) => line.message)).toContain("A token could not be refreshed.");
});

test("a token that has run out and cannot be renewed just now is a matter of trying again, not of reconnecting", async () => {
  const { runtime, storeId, time, simulator } = await connectedStore();
  simulator.faults.add({ operation: "oauth", every: 1, point: "before-apply", effect: "status", status: 502 });
  time.advance(70 * MINUTE_MS);

  const asked = ask(runtime, storeId);

  await expect(asked).rejects.toMatchObject({ code: "store.token-refresh-failed", remedy: { kind: "retry" } });
  expect(await statusOf(runtime, storeId)).toBe("CONNECTED");
});

test("a refresh whose answer was lost is made again with the same refresh token", async () => {
  const { runtime, storeId, time, shop, simulator } = await connectedStore();
  simulator.faults.add({ operation: "oauth", nth: 1, point: "after-apply", effect: "drop" });
  time.advance(56 * MINUTE_MS);
  await ask(runtime, storeId);
  time.advance(10_000);

  const answer = await ask(runtime, storeId);

  expect(answer).toBe("USD");
  expect(shop.tokens.refreshes).toBe(2);
});

test("a lost right to refresh is taken over when its holder died", async () => {
  const { runtime, storeId, shop, time, shopDomain } = await connectedStore();
  time.advance(70 * MINUTE_MS);
  const diedHolding = { shopDomain, holder: "00000000-0000-7000-8000-000000000000", fence: 7n };
  await runtime.db.tokenRefreshLease.create({ data: { ...diedHolding, expiresAt: new Date(time.nowMs() + 20_000) } });
  const asked = ask(runtime, storeId);
  time.advance(21_000);

  await asked;

  const lease = await runtime.db.tokenRefreshLease.findUniqueOrThrow({ where: { shopDomain } });
  expect(lease.fence).toBe(8n);
  expect(shop.tokens.refreshes).toBe(1);
});

test("a refused refresh asks for a person: the store waits to be reconnected and its dead token is gone", async () => {
  const { runtime, storeId, time, simulator, shopDomain } = await connectedStore();
  simulator.revokeTokens(shopDomain);
  time.advance(56 * MINUTE_MS);

  const asked = ask(runtime, storeId);

  await expect(asked).rejects.toMatchObject({ code: "store.reconnect-required", remedy: { kind: "reconnect-store" } });
  expect(await statusOf(runtime, storeId)).toBe("RECONNECT_REQUIRED");
  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(0);
});

test("a call that Shopify answers with 401 makes the store wait to be reconnected, and is not repeated", async () => {
  const { runtime, storeId, simulator, shop, shopDomain } = await connectedStore();
  const client = await getAdminClient(runtime, storeId);
  simulator.revokeTokens(shopDomain);
  const callsBefore = shop.tokens.refreshes;

  const asked = client.request(SHOP_FACTS, { variables: {} });

  await expect(asked).rejects.toMatchObject({ code: "shopify.access-revoked", remedy: { kind: "reconnect-store" } });
  expect(await statusOf(runtime, storeId)).toBe("RECONNECT_REQUIRED");
  expect(shop.tokens.refreshes).toBe(callsBefore);
  await expect(getAdminClient(runtime, storeId)).rejects.toMatchObject({ code: "store.reconnect-required" });
});

test("a token that another grant replaced meanwhile is no reason to reconnect: the call goes out again with the new one", async () => {
  const { runtime, storeId, simulator, shopDomain } = await connectedStore();
  const client = await getAdminClient(runtime, storeId);
  simulator.revokeTokens(shopDomain);
  await giveToken(runtime, simulator, shopDomain);

  const { data } = await client.request(SHOP_FACTS, { variables: {} });

  expect(data.shop.currencyCode).toBe("USD");
  expect(await statusOf(runtime, storeId)).toBe("CONNECTED");
});

test("a refresh that lost a race against the app being opened keeps the token that is stored", async () => {
  const { runtime, storeId, simulator, time, shopDomain } = await connectedStore();
  time.advance(70 * MINUTE_MS);
  const opened = await startTestRuntime({
    ...runtime,
    fetch: async (input, init) => {
      const answer = await runtime.fetch(input, init);
      if (addressOf(input).endsWith("/access_token")) await giveToken(runtime, simulator, shopDomain);
      return answer;
    },
  });

  await ask(opened, storeId);

  expect(await ask(runtime, storeId)).toBe("USD");
  expect(await statusOf(runtime, storeId)).toBe("CONNECTED");
});

test("a token that never expires is used until Shopify refuses it", async () => {
  const { runtime, storeId, simulator, time, shop, shopDomain } = await connectedStore();
  const { accessToken } = simulator.installApp(shopDomain);
  await storeToken(runtime, shopDomain, { accessToken, refreshToken: null, expiresInSeconds: 1 });
  await runtime.db.session.update({ where: { id: `offline_${shopDomain}` }, data: { expires: null } });
  time.advance(30 * MINUTE_MS);

  const answer = await ask(runtime, storeId);

  expect(answer).toBe("USD");
  expect(shop.tokens.refreshes).toBe(0);
});

test("no log line holds a token", async () => {
  const { runtime, storeId, simulator, time, shopDomain } = await connectedStore();
  simulator.faults.add({ operation: "oauth", nth: 1, point: "after-apply", effect: "drop" });
  time.advance(56 * MINUTE_MS);
  await ask(runtime, storeId);
  simulator.revokeTokens(shopDomain);
  time.advance(56 * MINUTE_MS);
  await expect(ask(runtime, storeId)).rejects.toThrow(shopDomain);

  expect(runtime.lines.length).toBeGreaterThan(1);
  expect(JSON.stringify(runtime.lines)).not.toMatch(/shp(at|rt)_|test-client-secret/);
});
