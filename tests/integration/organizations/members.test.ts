import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Context } from "#app/domain/context.ts";
import { createIdentityCode } from "#app/domain/organizations/codes/create-identity-code.server.ts";
import { revokeCode } from "#app/domain/organizations/codes/revoke-code.server.ts";
import { findStaffByIdentity, type ShopIdentity } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { changeMemberRole } from "#app/domain/organizations/members/change-member-role.server.ts";
import { enterCode } from "#app/domain/organizations/members/enter-code.server.ts";
import { inviteMember } from "#app/domain/organizations/members/invite-member.server.ts";
import { listMembers, listOpenCodes } from "#app/domain/organizations/members/member-queries.server.ts";
import { removeMember } from "#app/domain/organizations/members/remove-member.server.ts";
import { renameMember } from "#app/domain/organizations/members/rename-member.server.ts";
import { addSampleStore } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

const userOf = (shopDomain: string): ShopIdentity => ({ shopDomain, shopifyUserId: randomUUID() });

/** An organization of one store, with its owner. */
async function ownedStore(given?: TestRuntime) {
  const runtime = given ?? (await startTestRuntime());
  const store = await addSampleStore(runtime);
  const open = async (identity: ShopIdentity): Promise<Context> => {
    const known = await findStaffByIdentity(runtime, identity);
    if (!known) throw new Error("This shop has no organization.");
    return { ...runtime, organizationId: known.organizationId, actor: known.actor };
  };
  const ownerUser = userOf(store.shopDomain);
  const { actor } = await open(ownerUser);
  await runtime.db.staffMember.update({ where: { id: actor.id ?? "" }, data: { role: "OWNER", storeId: null } });
  return { runtime, ...store, open, ownerUser, owner: await open(ownerUser) };
}

const roleOf = ({ actor }: Context) => (actor.type === "STAFF" ? [actor.role, actor.storeId] : null);
const idOf = ({ actor }: Context) => actor.id ?? "";

test("an invitation gives its role to whoever enters it in the admin of a connected shop, once", async () => {
  const { owner, open, shopDomain, storeId } = await ownedStore();
  const [ada, ben] = [userOf(shopDomain), userOf(shopDomain)];
  const { code } = await inviteMember(owner, { displayName: "Ada", role: "MERCHANT", storeId });

  const entered = await enterCode(await open(ada), {
    code: ` ${code.toLowerCase().replaceAll("-", " ")}`,
    identity: ada,
  });
  const again = enterCode(await open(ben), { code, identity: ben });

  expect(entered).toEqual({ name: "Ada", role: "MERCHANT" });
  await expect(again).rejects.toMatchObject({ code: "code.unknown", problems: [{ field: "code" }] });
  expect([roleOf(await open(ada)), roleOf(await open(ben))]).toEqual([
    ["MERCHANT", storeId],
    ["VIEWER", storeId],
  ]);
});

test("of two who enter one invitation at once, one gets the role", async () => {
  const { owner, open, shopDomain } = await ownedStore();
  const users = [userOf(shopDomain), userOf(shopDomain)];
  const contexts = await Promise.all(users.map(open));
  const { code } = await inviteMember(owner, { displayName: "Ada", role: "STAFF" });

  await Promise.allSettled(
    contexts.map((ctx, at) => enterCode(ctx, { code, identity: users[at] ?? userOf(shopDomain) })),
  );

  const roles = await Promise.all(users.map(async (user) => roleOf(await open(user))?.[0]));
  expect(roles.toSorted()).toEqual(["STAFF", "VIEWER"]);
});

test("an invitation is no good when it is revoked, when its week is over, and in another organization", async () => {
  const { runtime, owner, open, shopDomain } = await ownedStore();
  const other = await ownedStore(runtime);
  const [ada, eve] = [userOf(shopDomain), userOf(other.shopDomain)];
  const invite = () => inviteMember(owner, { displayName: "Ada", role: "STAFF" });
  const [revoked, late, foreign] = [await invite(), await invite(), await invite()];

  await revokeCode(owner, { codeId: revoked.id });
  const inAWeek = { now: () => new Date(late.expiresAt), sleep: () => Promise.resolve() };

  const refused = { code: "code.unknown" };
  await expect(enterCode(await open(ada), { code: revoked.code, identity: ada })).rejects.toMatchObject(refused);
  await expect(
    enterCode({ ...(await open(ada)), clock: inAWeek }, { code: late.code, identity: ada }),
  ).rejects.toMatchObject(refused);
  await expect(enterCode(await other.open(eve), { code: foreign.code, identity: eve })).rejects.toMatchObject(refused);
  expect(await listOpenCodes(owner, ["INVITATION"])).toMatchObject([{ id: foreign.id }, { id: late.id }]);
  await expect(revokeCode(other.owner, { codeId: foreign.id })).rejects.toMatchObject({ code: "code.not-found" });
});

test("after ten wrong codes in a shop within an hour even a right one waits, however many are tried at once", async () => {
  const { owner, open, shopDomain } = await ownedStore();
  const ada = userOf(shopDomain);
  const ctx = await open(ada);
  const { code } = await inviteMember(owner, { displayName: "Ada", role: "STAFF" });

  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () => enterCode(ctx, { code: "WRNG-WRNG-WRNG-WRNG", identity: ada })),
  );
  const right = enterCode(ctx, { code, identity: ada });

  const refusals = tries.map((one) => (one.status === "rejected" ? (one.reason as { code?: string }).code : "entered"));
  expect(refusals.filter((refusal) => refusal === "code.unknown")).toHaveLength(10);
  await expect(right).rejects.toMatchObject({ code: "code.too-many-tries", remedy: { kind: "wait" } });
  const inAnHour = { now: () => new Date(Date.now() + 3_600_000), sleep: () => Promise.resolve() };
  expect(await enterCode({ ...ctx, clock: inAnHour }, { code, identity: ada })).toMatchObject({ role: "STAFF" });
});

test("right codes do not count as wrong ones", async () => {
  const { owner, open, shopDomain } = await ownedStore();
  const users = Array.from({ length: 12 }, () => userOf(shopDomain));

  for (const identity of users) {
    const { code } = await inviteMember(owner, { displayName: "Ada", role: "STAFF" });
    await enterCode(await open(identity), { code, identity });
  }

  expect(roleOf(await open(users.at(-1) ?? userOf(shopDomain)))?.[0]).toBe("STAFF");
});

test("a person's code makes their user in another shop of the organization the same person", async () => {
  const { runtime, organizationId, owner, open } = await ownedStore();
  const second = await addSampleStore(runtime, { organizationId });
  const there = userOf(second.shopDomain);
  const asViewer = await open(there);
  const { code } = await createIdentityCode(owner);

  await enterCode(asViewer, { code, identity: there });

  expect(await open(there)).toMatchObject({ actor: owner.actor });
  expect(await runtime.db.staffMember.findUnique({ where: { id: idOf(asViewer) } })).toBeNull();
});

test("somebody who has a role keeps it when they enter an invitation, and the invitation stays good", async () => {
  const { owner, ownerUser, open, storeId } = await ownedStore();
  const { code } = await inviteMember(owner, { displayName: "Ada", role: "VIEWER", storeId });

  await expect(enterCode(owner, { code, identity: ownerUser })).rejects.toMatchObject({ code: "member.has-role" });

  expect(roleOf(await open(ownerUser))).toEqual(["OWNER", null]);
  expect(await listOpenCodes(owner, ["INVITATION"])).toHaveLength(1);
});

test("the last owner can neither be demoted nor leave, nor become somebody else by a code", async () => {
  const { owner, ownerUser, open, shopDomain, storeId } = await ownedStore();
  const ada = await open(userOf(shopDomain));
  const { code } = await createIdentityCode(ada);
  const refused = { code: "member.last-owner" };

  await expect(changeMemberRole(owner, { memberId: idOf(owner), role: "STAFF" })).rejects.toMatchObject(refused);
  await expect(removeMember(owner, { memberId: idOf(owner) })).rejects.toMatchObject(refused);
  await expect(enterCode(owner, { code, identity: ownerUser })).rejects.toMatchObject(refused);

  expect(roleOf(await open(ownerUser))).toEqual(["OWNER", null]);
  expect(roleOf(ada)).toEqual(["VIEWER", storeId]);
});

test("of two owners who leave or demote themselves at once, one stays", async () => {
  const { runtime, owner, open, shopDomain, organizationId } = await ownedStore();
  const second = userOf(shopDomain);
  await changeMemberRole(owner, { memberId: idOf(await open(second)), role: "OWNER" });
  const other = await open(second);

  const outcomes = await Promise.allSettled([
    removeMember(owner, { memberId: idOf(owner) }),
    changeMemberRole(other, { memberId: idOf(other), role: "STAFF" }),
  ]);

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await runtime.db.staffMember.count({ where: { organizationId, role: "OWNER" } })).toBe(1);
});

test("who was removed and opens the app again is a viewer of that shop", async () => {
  const { owner, open, shopDomain, storeId } = await ownedStore();
  const ada = userOf(shopDomain);
  await changeMemberRole(owner, { memberId: idOf(await open(ada)), role: "STAFF" });

  await removeMember(owner, { memberId: idOf(await open(ada)) });

  expect(roleOf(await open(ada))).toEqual(["VIEWER", storeId]);
});

test("a merchant and a viewer need a store of the organization, and owners and staff have none", async () => {
  const { runtime, owner, open, shopDomain, storeId } = await ownedStore();
  const other = await ownedStore(runtime);
  const ada = userOf(shopDomain);
  const memberId = idOf(await open(ada));

  await expect(changeMemberRole(owner, { memberId, role: "MERCHANT" })).rejects.toMatchObject({
    problems: [{ field: "storeId" }],
  });
  await expect(changeMemberRole(owner, { memberId, role: "VIEWER", storeId: other.storeId })).rejects.toMatchObject({
    code: "store.not-found",
  });
  await expect(
    inviteMember(owner, { displayName: "Ada", role: "MERCHANT", storeId: other.storeId }),
  ).rejects.toMatchObject({ code: "store.not-found" });
  await changeMemberRole(owner, { memberId, role: "STAFF", storeId });

  expect(roleOf(await open(ada))).toEqual(["STAFF", null]);
});

test("only an owner sees the others and changes who they are; everybody says what they are called", async () => {
  const { runtime, owner, open, shopDomain } = await ownedStore();
  const ada = await open(userOf(shopDomain));
  const [self, denied] = [{ memberId: idOf(ada) }, { code: "permission.denied" }];
  const page = { limit: 10 };

  await renameMember(ada, { ...self, displayName: "Ada" });

  expect((await listMembers(ada, page)).items.map(({ displayName }) => displayName)).toEqual(["Ada"]);
  expect((await listMembers(owner, page)).items.map(({ isMyself }) => isMyself)).toEqual([true, false]);
  await expect(changeMemberRole(ada, { ...self, role: "OWNER" })).rejects.toMatchObject(denied);
  await expect(renameMember(ada, { memberId: idOf(owner), displayName: "x" })).rejects.toMatchObject(denied);
  await expect(removeMember(ada, { memberId: idOf(owner) })).rejects.toMatchObject(denied);
  await expect(inviteMember(ada, { displayName: "x", role: "OWNER" })).rejects.toMatchObject(denied);
  await expect(listOpenCodes(ada, ["INVITATION"])).rejects.toMatchObject(denied);
  const foreign = await ownedStore(runtime);
  for (const tried of [
    () => changeMemberRole(foreign.owner, { ...self, role: "STAFF" }),
    () => removeMember(foreign.owner, self),
    () => renameMember(foreign.owner, { ...self, displayName: "x" }),
  ])
    await expect(tried()).rejects.toMatchObject({ code: "member.not-found" });
});
