import { expect, test } from "vitest";
import { claimOrganizationForShop } from "#app/domain/organizations/claim-organization-for-shop.server.ts";
import { findStaffByIdentity } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { giveToken, newShopDomain, simulateShops } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

const names = { organizationName: "Nordlicht Möbel GmbH", ownerName: "Ada" };

async function installedShop() {
  const shopDomain = newShopDomain();
  const { simulator, clock } = simulateShops(shopDomain);
  const runtime = await startTestRuntime({ fetch: simulator.fetch, clock });
  await giveToken(runtime, simulator, shopDomain);
  return { runtime, simulator, shopDomain, identity: { shopDomain, shopifyUserId: "42" } };
}

test("nothing is created for a shop before somebody chooses to", async () => {
  const { runtime, identity } = await installedShop();

  const known = await findStaffByIdentity(runtime, identity);

  expect(known).toBeNull();
  expect(await runtime.db.staffIdentity.count({ where: { shopDomain: identity.shopDomain } })).toBe(0);
});

test("the first user of a new organization is its owner, and the shop its first store with its facts", async () => {
  const { runtime, identity, shopDomain } = await installedShop();

  const claimed = await claimOrganizationForShop(runtime, { identity, ...names });

  const store = await runtime.db.store.findUniqueOrThrow({ where: { id: claimed.storeId } });
  const organization = await runtime.db.organization.findUniqueOrThrow({
    where: { id: claimed.organizationId },
    include: { categories: true, warehouses: true },
  });
  expect(claimed.actor).toMatchObject({ role: "OWNER", name: "Ada", storeId: null });
  expect(await findStaffByIdentity(runtime, identity)).toEqual(claimed);
  expect(organization).toMatchObject({
    name: "Nordlicht Möbel GmbH",
    slug: expect.stringMatching(/^nordlicht-mobel-gmbh/),
  });
  expect([organization.categories.length, organization.warehouses.length]).toEqual([1, 1]);
  expect(store).toMatchObject({ shopDomain, status: "CONNECTED", currencyCode: "USD" });
  expect(store.primaryLocationId).toMatch(/^gid:\/\/shopify\/Location\//);
});

test("the whole catalog of a new organization goes to its first store", async () => {
  const { runtime, identity } = await installedShop();

  const { organizationId, storeId } = await claimOrganizationForShop(runtime, { identity, ...names });

  const routes = await runtime.db.route.findMany({ where: { organizationId }, include: { category: true } });
  expect(routes).toMatchObject([{ storeId, isExcluded: false, category: { parentId: null } }]);
});

test("claiming twice at once makes one organization, and both get it", async () => {
  const { runtime, identity } = await installedShop();
  const before = await runtime.db.organization.count();

  const both = await Promise.all([
    claimOrganizationForShop(runtime, { identity, ...names }),
    claimOrganizationForShop(runtime, { identity, ...names }),
  ]);

  expect(both[0]).toEqual(both[1]);
  expect(await runtime.db.organization.count()).toBe(before + 1);
});

test("somebody else cannot claim a shop that has an organization", async () => {
  const { runtime, identity } = await installedShop();
  const claimed = await claimOrganizationForShop(runtime, { identity, ...names });

  const second = claimOrganizationForShop(runtime, { identity: { ...identity, shopifyUserId: "43" }, ...names });

  await expect(second).rejects.toMatchObject({ code: "organization.shop-already-claimed" });
  expect(await runtime.db.staffMember.count({ where: { organizationId: claimed.organizationId, role: "OWNER" } })).toBe(
    1,
  );
});

test("two organizations of the same name live beside each other", async () => {
  const [one, other] = [await installedShop(), await installedShop()];

  const claimed = await claimOrganizationForShop(one.runtime, { identity: one.identity, ...names });
  const second = await claimOrganizationForShop(other.runtime, { identity: other.identity, ...names });

  expect(second.organizationId).not.toBe(claimed.organizationId);
});

test("a name that is empty or too long is refused by its field, and nothing is made", async () => {
  const { runtime, identity } = await installedShop();

  const unnamed = claimOrganizationForShop(runtime, { identity, ...names, organizationName: "  " });
  const tooLong = claimOrganizationForShop(runtime, { identity, ...names, ownerName: "x".repeat(101) });

  await expect(unnamed).rejects.toMatchObject({ problems: [{ field: "organizationName" }] });
  await expect(tooLong).rejects.toMatchObject({ problems: [{ field: "ownerName" }] });
  expect(await runtime.db.store.count({ where: { shopDomain: identity.shopDomain } })).toBe(0);
});

test("when the shop refuses the token, no organization is left behind, and the dead token is forgotten", async () => {
  const { runtime, identity, simulator, shopDomain } = await installedShop();
  simulator.revokeTokens(shopDomain);
  const before = await runtime.db.organization.count();

  const claimed = claimOrganizationForShop(runtime, { identity, ...names });

  await expect(claimed).rejects.toMatchObject({ code: "shopify.access-revoked" });
  expect(await runtime.db.organization.count()).toBe(before);
  expect(await runtime.db.session.count({ where: { shop: shopDomain } })).toBe(0);
});
