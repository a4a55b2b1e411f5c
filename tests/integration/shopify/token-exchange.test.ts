import { randomBytes } from "node:crypto";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { provideRuntime } from "#app/http/runtime.server.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";
import { addSampleStore, newShopDomain, simulateShops } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, TEST_CLIENT } from "#tests/support/test-runtime.ts";

// The library turns away what calls itself a robot, or too little.
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const ENCRYPTION_KEY = `test:${randomBytes(32).toString("base64")}`;

beforeAll(() => {
  vi.stubEnv("SHOPIFY_API_KEY", TEST_CLIENT.clientId);
  vi.stubEnv("SHOPIFY_API_SECRET", TEST_CLIENT.clientSecret);
  vi.stubEnv("SHOPIFY_APP_URL", "https://app.test");
  vi.stubEnv("TOKEN_ENCRYPTION_KEYS", ENCRYPTION_KEY);
});

afterAll(() => vi.unstubAllEnvs());

async function startApp() {
  const shopDomain = newShopDomain();
  const { simulator } = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: simulator.fetch, encryption: createEncryption([ENCRYPTION_KEY]) });
  provideRuntime(Promise.resolve({ ...runtime, close: () => Promise.resolve() }));
  onTestFinished(() => {
    globalThis.catalogRelayRuntime = undefined;
    vi.resetModules();
  });
  const { authenticate } = await import("#app/shopify.server.ts");
  setAbstractFetchFunc(simulator.fetch);
  return { runtime, simulator, shopDomain, authenticate };
}

/** A page within the admin, as App Bridge asks for it. */
const pageRequest = (simulator: Simulator, shopDomain: string) =>
  new Request(`https://app.test/app?shop=${shopDomain}`, {
    headers: {
      authorization: `Bearer ${simulator.issueSessionToken(shopDomain, { userId: 42 })}`,
      "user-agent": BROWSER,
    },
  });

test("a new shop whose page and layout load at once ends with one good session, sealed in the table", async () => {
  const { runtime, simulator, shopDomain, authenticate } = await startApp();

  const both = await Promise.all([
    authenticate.admin(pageRequest(simulator, shopDomain)),
    authenticate.admin(pageRequest(simulator, shopDomain)),
  ]);

  const row = await runtime.db.session.findUniqueOrThrow({ where: { id: `offline_${shopDomain}` } });
  expect(both.map((one) => [one.session.shop, one.sessionToken.sub])).toEqual([
    [shopDomain, "42"],
    [shopDomain, "42"],
  ]);
  expect(row.accessToken).toMatch(/^relay:test:/);
  expect(row.refreshToken).toMatch(/^relay:test:/);
  expect(row.expires).not.toBeNull();
  expect(await runtime.db.store.count({ where: { shopDomain } })).toBe(0);
});

test("opening the app in a store that lost its access connects the store again", async () => {
  const { runtime, simulator, shopDomain, authenticate } = await startApp();
  const { storeId } = await addSampleStore(runtime, { shopDomain });
  await runtime.db.store.update({ where: { id: storeId }, data: { status: "RECONNECT_REQUIRED", statusReason: "x" } });

  await authenticate.admin(pageRequest(simulator, shopDomain));

  const store = await runtime.db.store.findUniqueOrThrow({ where: { id: storeId } });
  expect(store).toMatchObject({ status: "CONNECTED", statusReason: null, currencyCode: "USD" });
});

test("the next page within the hour asks Shopify for no token", async () => {
  const { simulator, shopDomain, authenticate } = await startApp();
  await authenticate.admin(pageRequest(simulator, shopDomain));

  await authenticate.admin(pageRequest(simulator, shopDomain));

  expect(simulator.shop(shopDomain).tokens.exchanges).toBe(1);
});

test("a session token that has expired opens nothing", async () => {
  const { runtime, simulator, shopDomain, authenticate } = await startApp();
  const token = simulator.issueSessionToken(shopDomain, { issuedAt: new Date(Date.now() - 3_600_000) });
  const headers = { authorization: `Bearer ${token}`, "user-agent": BROWSER };

  const opened = authenticate.admin(new Request(`https://app.test/app?shop=${shopDomain}`, { headers }));

  await expect(opened).rejects.toMatchObject({ status: 401 });
  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(0);
});
