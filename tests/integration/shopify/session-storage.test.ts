import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { EncryptedSessionStorage } from "#app/shopify/session-storage.server.ts";
import { newShopDomain } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

const openStorage = (runtime: TestRuntime, encryption = runtime.encryption) =>
  new EncryptedSessionStorage(() => Promise.resolve({ ...runtime, encryption }));

function offlineSession(shop: string, { id = `offline_${shop}` }: { id?: string } = {}): Session {
  return new Session({
    id,
    shop,
    state: "",
    isOnline: false,
    scope: "write_products",
    expires: new Date(Date.now() + 3_600_000),
    accessToken: "shpat_plain_access",
    refreshToken: "shprt_plain_refresh",
    refreshTokenExpires: new Date(Date.now() + 86_400_000),
  });
}

test("a stored session comes back with its tokens, and neither of them is in the table", async () => {
  const runtime = await startTestRuntime();
  const storage = openStorage(runtime);
  const session = offlineSession(newShopDomain());

  await storage.storeSession(session);

  const loaded = await storage.loadSession(session.id);
  const row = await runtime.db.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(loaded?.accessToken).toBe("shpat_plain_access");
  expect(loaded?.refreshToken).toBe("shprt_plain_refresh");
  expect(loaded?.expires).toEqual(session.expires);
  expect(loaded?.isActive(undefined)).toBe(true);
  expect(JSON.stringify({ ...row, userId: null })).not.toContain("plain");
  expect(row.accessToken).toMatch(/^relay:test:/);
  expect(row.refreshToken).toMatch(/^relay:test:/);
});

test("storing a session does not change the one that the caller holds", async () => {
  const storage = openStorage(await startTestRuntime());
  const session = offlineSession(newShopDomain());

  await storage.storeSession(session);

  expect(session.accessToken).toBe("shpat_plain_access");
});

test("a token that was changed in the table, or moved there from another session, opens nothing", async () => {
  const runtime = await startTestRuntime();
  const storage = openStorage(runtime);
  const [one, other] = [offlineSession(newShopDomain()), offlineSession(newShopDomain())];
  await storage.storeSession(one);
  await storage.storeSession(other);
  const { accessToken: foreign } = await runtime.db.session.findUniqueOrThrow({ where: { id: other.id } });
  const flipped = (await runtime.db.session.findUniqueOrThrow({ where: { id: other.id } })).accessToken.replace(
    /.(?=.{8}$)/,
    (letter) => (letter === "A" ? "B" : "A"),
  );
  await runtime.db.session.update({ where: { id: one.id }, data: { accessToken: foreign } });
  await runtime.db.session.update({ where: { id: other.id }, data: { accessToken: flipped } });

  const loaded = [await storage.loadSession(one.id), await storage.loadSession(other.id)];

  expect(loaded).toEqual([undefined, undefined]);
  expect(runtime.lines.map((line) => line.message)).toEqual(
    Array.from({ length: 2 }, () => "The tokens of a session could not be opened."),
  );
});

test("a rotated key still opens, and storing again seals with the current one", async () => {
  const runtime = await startTestRuntime();
  const [oldKey, currentKey] = [newKey("old"), newKey("current")];
  const session = offlineSession(newShopDomain());
  await openStorage(runtime, createEncryption([oldKey])).storeSession(session);
  const rotated = openStorage(runtime, createEncryption([currentKey, oldKey]));

  const loaded = await rotated.loadSession(session.id);
  if (loaded) await rotated.storeSession(loaded);

  const row = await runtime.db.session.findUniqueOrThrow({ where: { id: session.id } });
  const afterwards = await openStorage(runtime, createEncryption([currentKey])).loadSession(session.id);
  expect(row.accessToken).toMatch(/^relay:current:/);
  expect(row.refreshToken).toMatch(/^relay:current:/);
  expect(afterwards?.accessToken).toBe("shpat_plain_access");
});

test("all sessions of a shop are found, also beyond 25", async () => {
  const storage = openStorage(await startTestRuntime());
  const shop = newShopDomain();
  for (let number = 0; number < 30; number += 1) {
    await storage.storeSession(offlineSession(shop, { id: `${shop}_${number}` }));
  }
  await storage.storeSession(offlineSession(newShopDomain()));

  const found = await storage.findSessionsByShop(shop);

  expect(found).toHaveLength(30);
  expect(new Set(found.map((session) => session.accessToken))).toEqual(new Set(["shpat_plain_access"]));
});

test("a deleted session is gone, and deleting it again is no error", async () => {
  const storage = openStorage(await startTestRuntime());
  const session = offlineSession(newShopDomain());
  await storage.storeSession(session);

  await storage.deleteSession(session.id);
  await storage.deleteSession(session.id);

  expect(await storage.loadSession(session.id)).toBeUndefined();
});
