import { expect, test } from "vitest";
import { deliverDue } from "#app/domain/notifications/deliveries/deliver-due.server.ts";
import { listDeliveries } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { FLOW_KINDS } from "#app/domain/notifications/deliveries/flow-trigger.ts";
import { changeRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import type { RuleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { collectSenders } from "#tests/support/notifications/collecting-senders.ts";
import { declaredTriggers } from "#tests/support/notifications/declared-triggers.ts";
import { addRule, happen } from "#tests/support/notifications/sample-rule.ts";
import { onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const BATCH_ID = "0191d6a4-0000-7000-8000-000000000002";
const details = {
  name: "Autumn",
  productsTotal: 10,
  productsSucceeded: 6,
  productsFailed: 3,
  errorSummary: "Every product failed:\nthe shop is frozen.",
};

/** A rule that starts the workflows of the organization's one shop, which knows the triggers that are declared. */
async function openWorld({ triggers = declaredTriggers(), fidelity = {} }: Partial<Shown> = {}) {
  const world = await openUploadWorld({ simulator: { flowTriggers: triggers, fidelity } });
  const { storeId, shop } = onlyStore(world);
  const { ctx } = world;
  const rule = await addRule(ctx, { channel: "FLOW", kinds: [...FLOW_KINDS], destination: shop.domain });
  const ends = (kind: (typeof FLOW_KINDS)[number]) =>
    happen(ctx, storeId, { kind, key: kind, subject: { type: "batch", id: BATCH_ID }, details });
  const deliver = () => deliverDue(ctx, { organizationId: ctx.organizationId, senders: collectSenders() });
  const deliveries = async () => (await listDeliveries(ctx, {}, { limit: 50 })).items;
  return {
    simulator: world.simulator,
    ctx,
    shop,
    storeId,
    rule,
    ends,
    deliver,
    deliveries,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

interface Shown {
  triggers: ReturnType<typeof declaredTriggers>;
  fidelity: { flowTriggerRefusals?: "user-error" | "accepted" };
}

test("the end of a batch starts the shop's workflows, with every field that the trigger has and no other", async () => {
  await using world = await openWorld();
  await world.ends("batch.finished-with-failures");
  await world.ends("batch.failed");

  await world.deliver();

  const fields = new Map(declaredTriggers().map(({ handle, fields: declared }) => [handle, Object.keys(declared)]));
  const received = world.shop.flowTriggers();
  expect(received.map(({ handle }) => handle)).toEqual(["catalog-upload-finished", "catalog-upload-failed"]);
  for (const { handle, payload } of received)
    expect(Object.keys(payload).toSorted()).toEqual(fields.get(handle)?.toSorted());
  expect(received[1]?.payload).toEqual({
    "Batch name": "Autumn",
    "Batch id": BATCH_ID,
    "Products total": 10,
    "Products uploaded": 6,
    "Products failed": 3,
    "Products skipped": 1,
    Page: `https://admin.shopify.com/store/${world.shop.domain.split(".")[0]}/apps/test-client/app/batches/${BATCH_ID}`,
    Reason: "Every product failed: the shop is frozen.",
  });
  expect((await world.deliveries()).map(({ state }) => state)).toEqual(["DELIVERED", "DELIVERED"]);
});

test("one batch starts the workflows once, however often its end is told", async () => {
  await using world = await openWorld();
  await world.ends("batch.finished");
  await world.ends("batch.finished");

  await world.deliver();
  await world.deliver();

  expect(world.shop.flowTriggers()).toHaveLength(1);
});

test("a test starts the workflows with a batch that says that it is one", async () => {
  await using world = await openWorld();
  await sendTest(world.ctx, world.rule.id);

  await world.deliver();

  expect(world.shop.flowTriggers().map(({ payload }) => payload["Batch name"])).toEqual(["Test of Catalog Relay"]);
});

test("what Shopify does not take, as before the triggers are deployed, is tried again and says why", async () => {
  await using world = await openWorld({ triggers: [] });
  await world.ends("batch.finished");

  await world.deliver();

  const [delivery] = await world.deliveries();
  expect(delivery).toMatchObject({ state: "WAITING", tries: 1 });
  expect(delivery?.lastError).toMatch(/^Shopify Flow did not take it: /);
});

test("a shop that takes whatever it is sent gets the message all the same", async () => {
  await using world = await openWorld({ triggers: [], fidelity: { flowTriggerRefusals: "accepted" } });
  await world.ends("batch.finished");

  await world.deliver();

  expect((await world.deliveries()).map(({ state }) => state)).toEqual(["DELIVERED"]);
});

test("a store that lost its access is told later, with what helps", async () => {
  await using world = await openWorld();
  await world.ctx.db.store.update({ where: { id: world.storeId }, data: { status: "RECONNECT_REQUIRED" } });
  await world.ends("batch.finished");

  await world.deliver();

  const [delivery] = await world.deliveries();
  expect(delivery?.state).toBe("WAITING");
  expect(delivery?.lastError).toMatch(/Open Catalog Relay in the admin/);
  expect(world.shop.flowTriggers()).toEqual([]);
});

test("a call without an answer is tried again, and may start the workflows twice with the same batch id", async () => {
  await using world = await openWorld();
  world.simulator.faults.add({
    operation: "flowTriggerReceive",
    nth: 1,
    times: 1,
    point: "after-apply",
    effect: "drop",
  });
  await world.ends("batch.finished");
  await world.deliver();
  const [unanswered] = await world.deliveries();

  await world.ctx.db.notificationDelivery.updateMany({
    where: { organizationId: world.ctx.organizationId },
    data: { dueAt: new Date(Date.now() - 1_000) },
  });
  await world.deliver();

  expect(unanswered).toMatchObject({ state: "WAITING", tries: 1 });
  expect((await world.deliveries()).map(({ state }) => state)).toEqual(["DELIVERED"]);
  expect(world.shop.flowTriggers().map(({ payload }) => payload["Batch id"])).toEqual([BATCH_ID, BATCH_ID]);
});

test("a rule for a shop of another organization never starts its workflows", async () => {
  await using other = await openWorld();
  await using world = await openWorld();
  await changeRule(world.ctx, { ruleId: world.rule.id, changes: { destination: other.shop.domain } });
  await world.ends("batch.finished");

  await world.deliver();

  const [delivery] = await world.deliveries();
  expect(delivery?.state).toBe("FAILED");
  expect(delivery?.lastError).toMatch(/no store of this organization/);
  expect(other.shop.flowTriggers()).toEqual([]);
});

test.for<["kinds" | "destination", Partial<RuleInput>]>([
  ["kinds", { kinds: ["store.disconnected"] }],
  ["destination", { destination: "https://receiver.example/hook" }],
  ["destination", { destination: "shop.myshopify.com.evil.example" }],
])("a rule whose %s Shopify Flow cannot take is refused: %o", async ([field, wanted]) => {
  await using world = await openWorld();
  const good: Partial<RuleInput> = { channel: "FLOW", kinds: [...FLOW_KINDS], destination: world.shop.domain };

  await expect(addRule(world.ctx, { ...good, ...wanted })).rejects.toMatchObject({
    problems: [expect.objectContaining({ field })],
  });
});
