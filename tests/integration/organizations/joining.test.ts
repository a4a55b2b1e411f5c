import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { claimOrganizationForShop } from "#app/domain/organizations/claim-organization-for-shop.server.ts";
import { createStoreCode } from "#app/domain/organizations/codes/create-store-code.server.ts";
import { findStaffByIdentity, type KnownStaff } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { joinOrganization } from "#app/domain/organizations/join-organization.server.ts";
import { connectStore } from "#app/domain/stores/connect-store.server.ts";
import { removeStore } from "#app/domain/stores/remove-store.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { giveToken, newShopDomain, simulateShops } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";
import { addProduct } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

/** A shop with an organization and its owner, beside a shop that has installed the app and has none. */
async function twoShops() {
  const [first, second] = [newShopDomain(), newShopDomain()];
  const { simulator, clock } = simulateShops(first, second);
  const runtime = await startTestRuntime({ fetch: simulator.fetch, clock });
  await giveToken(runtime, simulator, first);
  await giveToken(runtime, simulator, second);
  const claim = (shopDomain: string, shopifyUserId = "1") =>
    claimOrganizationForShop(runtime, {
      identity: { shopDomain, shopifyUserId },
      organizationName: "Nordlicht",
      ownerName: "Ada",
    });
  const contextOf = ({ organizationId, actor }: KnownStaff): Context => ({ ...runtime, organizationId, actor });
  const claimed = await claim(first);
  const there = { shopDomain: second, shopifyUserId: "2" };
  return { runtime, simulator, first, second, there, claim, claimed, owner: contextOf(claimed), contextOf };
}

test("a shop joins by an owner's code as a further store, with its facts and without a route", async () => {
  const { runtime, owner, claimed, there, second } = await twoShops();
  const { code } = await createStoreCode(owner, { isForMyself: false });

  const joined = await joinOrganization(runtime, { identity: there, code });

  const store = await runtime.db.store.findUniqueOrThrow({ where: { shopDomain: second }, include: { routes: true } });
  expect(store).toMatchObject({ organizationId: claimed.organizationId, status: "CONNECTED", currencyCode: "USD" });
  expect(store.routes).toEqual([]);
  expect(joined.actor).toMatchObject({ role: "VIEWER", storeId: store.id });
});

test("an owner who made the code for themselves is the same owner in the shop that joins", async () => {
  const { runtime, owner, claimed, there } = await twoShops();
  const { code } = await createStoreCode(owner, { isForMyself: true });

  const joined = await joinOrganization(runtime, { identity: there, code });

  expect(joined.actor).toEqual(claimed.actor);
  expect(joined.storeId).not.toBe(claimed.storeId);
});

test("joining twice at once is one store, and both presses get it", async () => {
  const { runtime, owner, claimed, there } = await twoShops();
  const { code } = await createStoreCode(owner, { isForMyself: false });

  const both = await Promise.all([1, 2].map(() => joinOrganization(runtime, { identity: there, code })));

  expect(both[0]).toEqual(both[1]);
  expect(await runtime.db.store.count({ where: { organizationId: claimed.organizationId } })).toBe(2);
});

test("a wrong code, or one for a person, makes nothing, and a shop that has an organization joins no other", async () => {
  const { runtime, owner, there, claimed, first } = await twoShops();
  const { code } = await createStoreCode(owner, { isForMyself: false });

  const wrong = joinOrganization(runtime, { identity: there, code: "0000-0000-0000-0000" });
  await expect(wrong).rejects.toMatchObject({ code: "code.unknown" });
  const taken = joinOrganization(runtime, { identity: { shopDomain: first, shopifyUserId: "9" }, code });
  await expect(taken).rejects.toMatchObject({ code: "store.has-organization" });
  expect(await runtime.db.store.count({ where: { organizationId: claimed.organizationId } })).toBe(1);
  expect(await findStaffByIdentity(runtime, there)).toBeNull();
});

test("only an owner makes codes for stores and takes stores out, and of another organization nobody does", async () => {
  const { runtime, owner, claim, contextOf, claimed, second, first } = await twoShops();
  const viewer = await findStaffByIdentity(runtime, { shopDomain: first, shopifyUserId: "5" });
  if (!viewer) throw new Error("The shop has an organization.");
  const stranger = contextOf(await claim(second, "2"));
  const { storeId } = claimed;

  const denied = { code: "permission.denied" };
  await expect(createStoreCode(contextOf(viewer), { isForMyself: false })).rejects.toMatchObject(denied);
  await expect(removeStore(contextOf(viewer), { storeId })).rejects.toMatchObject(denied);
  await expect(removeStore(stranger, { storeId })).rejects.toMatchObject({ code: "store.not-found" });
  expect(await runtime.db.store.findUniqueOrThrow({ where: { id: storeId } })).toMatchObject({ status: "CONNECTED" });
  expect(owner.organizationId).not.toBe(stranger.organizationId);
});

test("a store that leaves is closed to everybody at once, keeps its links, and its unfinished rows are CANCELLED", async () => {
  const { runtime, simulator, owner, claimed, first } = await twoShops();
  const { id: rootCategoryId } = await runtime.db.category.findFirstOrThrow({
    where: { organizationId: claimed.organizationId },
  });
  const approve = async () => {
    const { id } = await addProduct({ ctx: owner, rootCategoryId });
    return (await approveProducts(owner, { selection: { kind: "products", ids: [id] } })).batchId;
  };
  await approve();
  await drainStore(runtime, { storeId: claimed.storeId }, calm());
  const unfinished = await approve();

  await removeStore(owner, { storeId: claimed.storeId });
  await removeStore(owner, { storeId: claimed.storeId });

  const rows = await runtime.db.shopifyUploadProduct.findMany({ where: { batchId: unfinished } });
  expect(rows.map(({ status }) => status)).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
  expect(await runtime.db.variantLink.count({ where: { storeId: claimed.storeId } })).toBe(3);
  expect(await runtime.db.session.count({ where: { shop: first } })).toBe(0);
  expect(await findStaffByIdentity(runtime, { shopDomain: first, shopifyUserId: "1" })).toBeNull();
  const accessToken = await giveToken(runtime, simulator, first);
  expect(await connectStore(runtime, { shopDomain: first, accessToken })).toBe("unclaimed");
  expect(await drainStore(runtime, { storeId: claimed.storeId }, calm())).toBe("closed");
});

test("a store that left comes back by a code, to its own organization alone, and its links count again", async () => {
  const { runtime, simulator, owner, claim, claimed, contextOf, there, second } = await twoShops();
  const joining = await createStoreCode(owner, { isForMyself: true });
  const { storeId } = await joinOrganization(runtime, { identity: there, code: joining.code });
  await removeStore(owner, { storeId });
  await giveToken(runtime, simulator, second);
  const third = await twoShops();
  const stranger = third.contextOf(third.claimed);
  const foreign = await createStoreCode(stranger, { isForMyself: false });
  const own = await createStoreCode(owner, { isForMyself: false });

  await expect(claim(second, "2")).rejects.toMatchObject({ code: "store.has-left" });
  await expect(joinOrganization(runtime, { identity: there, code: foreign.code })).rejects.toMatchObject({
    code: "store.has-left",
  });
  const returned = await joinOrganization(runtime, { identity: there, code: own.code });

  expect(returned).toEqual({ organizationId: claimed.organizationId, storeId, actor: claimed.actor });
  expect(contextOf(returned).organizationId).toBe(owner.organizationId);
  expect(await runtime.db.store.findUniqueOrThrow({ where: { id: storeId } })).toMatchObject({
    status: "CONNECTED",
    leftAt: null,
    statusReason: null,
  });
});
