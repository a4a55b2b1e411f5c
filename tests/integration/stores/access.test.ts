import { expect, test } from "vitest";
import { listMissingScopes } from "#app/domain/stores/store-access-queries.server.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";
import { addStore, contextOf, makeOrganization } from "#tests/support/worlds/sample-organization.ts";

test("a store tells which access scopes it lacks, of its own organization alone, and nothing where it has no token", async () => {
  const runtime = await startTestRuntime();
  const { db } = runtime;
  const [ours, theirs] = [await makeOrganization(db), await makeOrganization(db)];
  const [whole, lacking, tokenless, foreign] = [
    await addStore(db, ours.id, "Whole"),
    await addStore(db, ours.id, "Lacking"),
    await addStore(db, ours.id, "Tokenless"),
    await addStore(db, theirs.id, "Foreign"),
  ];
  const all = "write_products,write_inventory,read_locations,write_publications";
  for (const [id, scope] of [
    [whole, all],
    [lacking, "write_products,read_locations,read_publications"],
    [foreign, "write_products"],
  ] as const) {
    const { shopDomain } = await db.store.findUniqueOrThrow({ where: { id } });
    await db.session.create({
      data: { id: `offline_${shopDomain}`, shop: shopDomain, state: "", accessToken: "", scope },
    });
  }

  const ctx = contextOf(runtime, ours.id);
  const missing = await listMissingScopes(ctx, await listStores(ctx));

  expect(missing.get(whole)).toEqual([]);
  expect(missing.get(lacking)).toEqual(["write_inventory", "write_publications"]);
  expect([missing.has(tokenless), missing.has(foreign)]).toEqual([false, false]);
});
