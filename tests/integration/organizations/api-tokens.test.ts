import { expect, test } from "vitest";
import { authenticateApiToken } from "#app/domain/organizations/authenticate-api-token.server.ts";
import { listApiTokens } from "#app/domain/organizations/api-token-queries.server.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import type { TokenScope } from "#app/domain/organizations/permissions.ts";
import { revokeApiToken } from "#app/domain/organizations/revoke-api-token.server.ts";
import { addSampleStore, contextOf, simulateShops } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

async function organization() {
  const { clock, time } = simulateShops("clock.myshopify.com");
  const runtime = await startTestRuntime({ clock });
  const store = await addSampleStore(runtime);
  return { runtime, store, time, owner: contextOf(runtime, store) };
}

const wanted: { name: string; scopes: TokenScope[] } = { name: "ERP", scopes: ["view", "upload"] };

test("a token opens its organization with its scopes, and only its SHA-256 is stored", async () => {
  const { runtime, store, owner } = await organization();

  const { id, token } = await createApiToken(owner, wanted);

  const row = await runtime.db.apiToken.findUniqueOrThrow({ where: { id } });
  expect(token).toMatch(/^crt_[\w-]{43}$/);
  expect(await authenticateApiToken(runtime, token)).toEqual({
    organizationId: store.organizationId,
    actor: { type: "API_TOKEN", id, name: "ERP", scopes: ["view", "upload"] },
  });
  expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(row)).not.toContain(token.slice(4));
});

test("an unknown token, one that was changed, and no token at all open nothing", async () => {
  const { runtime, owner } = await organization();
  const { token } = await createApiToken(owner, wanted);

  const tried = [`${token}x`, token.slice(0, -1), token.replace("crt_", ""), "", "crt_", `crt_${"a".repeat(100_000)}`];

  expect(await Promise.all(tried.map((one) => authenticateApiToken(runtime, one)))).toEqual(tried.map(() => null));
});

test("a revoked token opens nothing from the next request on, and revoking it again is no error", async () => {
  const { runtime, owner } = await organization();
  const { id, token } = await createApiToken(owner, wanted);

  await revokeApiToken(owner, { tokenId: id });
  await revokeApiToken(owner, { tokenId: id });

  expect(await authenticateApiToken(runtime, token)).toBeNull();
  expect(await runtime.db.activity.count({ where: { subjectId: id, action: "token.revoked" } })).toBe(1);
});

test("the use of a token is noted at most once a minute", async () => {
  const { runtime, owner, time } = await organization();
  const { id, token } = await createApiToken(owner, wanted);
  const lastUsedAt = async () => (await runtime.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime();
  await authenticateApiToken(runtime, token);
  const first = await lastUsedAt();

  time.advance(59_000);
  await authenticateApiToken(runtime, token);
  const withinTheMinute = await lastUsedAt();
  time.advance(1_000);
  await authenticateApiToken(runtime, token);

  expect(withinTheMinute).toBe(first);
  expect(await lastUsedAt()).toBe((first ?? 0) + 60_000);
});

test("an owner sees which tokens still open the API, newest first, without their secrets", async () => {
  const { runtime, store, owner } = await organization();
  const first = await createApiToken(owner, wanted);
  const revoked = await createApiToken(owner, { ...wanted, name: "Old ERP" });
  const last = await createApiToken(owner, { name: "Shop floor", scopes: ["view"] });
  await revokeApiToken(owner, { tokenId: revoked.id });

  const tokens = await listApiTokens(owner);

  expect(tokens.map(({ id, name, scopes }) => ({ id, name, scopes }))).toEqual([
    { id: last.id, name: "Shop floor", scopes: ["view"] },
    { id: first.id, ...wanted },
  ]);
  expect(JSON.stringify(tokens)).not.toMatch(/hash|crt_/i);
  await expect(listApiTokens(contextOf(runtime, store, "STAFF"))).rejects.toMatchObject({ code: "permission.denied" });
});

test("only an owner makes and revokes tokens", async () => {
  const { runtime, store, owner } = await organization();
  const staff = contextOf(runtime, store, "STAFF");
  const { id } = await createApiToken(owner, wanted);

  await expect(createApiToken(staff, wanted)).rejects.toMatchObject({ code: "permission.denied" });
  await expect(revokeApiToken(staff, { tokenId: id })).rejects.toMatchObject({ code: "permission.denied" });
});

test("the owner of another organization finds no token to revoke", async () => {
  const { runtime, owner } = await organization();
  const { id, token } = await createApiToken(owner, wanted);
  const stranger = contextOf(runtime, await addSampleStore(runtime));

  await expect(revokeApiToken(stranger, { tokenId: id })).rejects.toMatchObject({ code: "token.not-found" });
  expect(await authenticateApiToken(runtime, token)).not.toBeNull();
});

test("a token without a name or without a scope is refused by the field", async () => {
  const { owner } = await organization();

  await expect(createApiToken(owner, { ...wanted, name: " " })).rejects.toMatchObject({
    problems: [{ field: "name" }],
  });
  await expect(createApiToken(owner, { ...wanted, scopes: [] })).rejects.toMatchObject({
    problems: [{ field: "scopes" }],
  });
});
