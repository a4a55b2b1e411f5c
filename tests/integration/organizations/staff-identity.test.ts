import { expect, test } from "vitest";
import { findStaffByIdentity } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { addSampleStore } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

test("an unknown user of a connected store becomes a viewer of this store, once, even when seen twice at once", async () => {
  const runtime = await startTestRuntime();
  const { shopDomain, storeId, organizationId } = await addSampleStore(runtime);
  const identity = { shopDomain, shopifyUserId: "1001" };

  const seen = await Promise.all(Array.from({ length: 4 }, () => findStaffByIdentity(runtime, identity)));

  const members = await runtime.db.staffMember.findMany({ where: { organizationId } });
  expect(members).toHaveLength(1);
  expect(new Set(seen.map((one) => one?.actor.id))).toEqual(new Set([members[0]?.id]));
  expect(seen[0]).toMatchObject({ organizationId, storeId, actor: { role: "VIEWER", storeId } });
});

test("the same user number in another shop is another person", async () => {
  const runtime = await startTestRuntime();
  const [one, other] = [await addSampleStore(runtime), await addSampleStore(runtime)];

  const first = await findStaffByIdentity(runtime, { shopDomain: one.shopDomain, shopifyUserId: "7" });
  const second = await findStaffByIdentity(runtime, { shopDomain: other.shopDomain, shopifyUserId: "7" });

  expect(first?.organizationId).toBe(one.organizationId);
  expect(second?.organizationId).toBe(other.organizationId);
  expect(first?.actor.id).not.toBe(second?.actor.id);
});

test("a staff member is the same person through each of their shops, and sees all stores", async () => {
  const runtime = await startTestRuntime();
  const one = await addSampleStore(runtime);
  const other = await addSampleStore(runtime, { organizationId: one.organizationId });
  const { id } = await runtime.db.staffMember.create({
    data: {
      organizationId: one.organizationId,
      displayName: "Grace",
      role: "STAFF",
      identities: {
        create: [one, other].map(({ shopDomain, organizationId }) => ({
          shopDomain,
          organizationId,
          shopifyUserId: "5",
        })),
      },
    },
  });

  const through = [
    await findStaffByIdentity(runtime, { shopDomain: one.shopDomain, shopifyUserId: "5" }),
    await findStaffByIdentity(runtime, { shopDomain: other.shopDomain, shopifyUserId: "5" }),
  ];

  const actor = { type: "STAFF", id, name: "Grace", role: "STAFF", storeId: null };
  expect(through.map((known) => known?.actor)).toEqual([actor, actor]);
  expect(through.map((known) => known?.storeId)).toEqual([one.storeId, other.storeId]);
});
