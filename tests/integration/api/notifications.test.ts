import { expect, test } from "vitest";
import { deliverDue } from "#app/domain/notifications/deliveries/deliver-due.server.ts";
import { loader as readDelivery } from "#app/routes/api.v1.notification-deliveries.$deliveryId._index.ts";
import { action as replay } from "#app/routes/api.v1.notification-deliveries.$deliveryId.replay.ts";
import { loader as listDeliveries } from "#app/routes/api.v1.notification-deliveries._index.ts";
import { action as changeRule, loader as readRule } from "#app/routes/api.v1.notification-rules.$ruleId._index.ts";
import { action as rotateSecret } from "#app/routes/api.v1.notification-rules.$ruleId.rotate-secret.ts";
import { action as sendTest } from "#app/routes/api.v1.notification-rules.$ruleId.test.ts";
import { action as createRule, loader as listRules } from "#app/routes/api.v1.notification-rules._index.ts";
import { loader as listEvents } from "#app/routes/api.v1.notifications.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { collectSenders, DOWN } from "#tests/support/notifications/collecting-senders.ts";
import { happen } from "#tests/support/notifications/sample-rule.ts";
import { openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });

const RULE = {
  name: "Failures to the ERP",
  channel: "WEBHOOK",
  kinds: ["batch.failed", "store.disconnected"],
  destination: "https://erp.example/hooks/relay",
};

/** The fields of an answer. */
const fieldsOf = (body: unknown) => body as Record<string, string>;

test("a system makes a rule, reads it without its secret, changes it, replaces the secret and deletes it", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world), ["view", "configure"]);

  const made = await call(createRule, { method: "POST", body: RULE });
  const { id: ruleId = "", secret: first } = fieldsOf(made.body);
  const params = { ruleId };
  const read = await call(readRule, { params });
  const changed = await call(changeRule, { params, method: "PATCH", body: { isEnabled: false } });
  const rotated = await call(rotateSecret, { params, method: "POST" });
  const deleted = await call(changeRule, { params, method: "DELETE" });

  expect(made).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_/) } });
  expect(read.body).toMatchObject({ name: RULE.name, kinds: RULE.kinds, destination: "erp.example/…" });
  expect(JSON.stringify(read.body)).not.toContain("whsec_");
  expect(changed).toMatchObject({ status: 200, body: { isEnabled: false, name: RULE.name } });
  expect(fieldsOf(rotated.body)["secret"]).not.toBe(first);
  expect(deleted.status).toBe(200);
  expect(await call(listRules)).toMatchObject({ body: { items: [] } });
  expect(await call(readRule, { params })).toMatchObject({ status: 404 });
});

test("a rule that cannot be is refused at its field, and a misspelt field is no field", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world), ["view", "configure"]);

  const inside = await call(createRule, { method: "POST", body: { ...RULE, destination: "https://127.0.0.1/" } });
  const misspelt = await call(createRule, { method: "POST", body: { ...RULE, kind: "batch.failed" } });
  const unknownKind = await call(createRule, { method: "POST", body: { ...RULE, kinds: ["batch.exploded"] } });

  expect(inside).toMatchObject({ status: 422, body: { errors: [{ field: "destination" }] } });
  expect([misspelt.status, unknownKind.status]).toEqual([422, 422]);
  expect(unknownKind.body).toMatchObject({ errors: [{ field: "kinds.0" }] });
});

test("a token that may only look reads rules and messages and changes none", async () => {
  await using world = await openUploadWorld();
  const both = await openApi(contextOf(world), ["view", "configure"]);
  const { body } = await both(createRule, { method: "POST", body: RULE });
  const params = { ruleId: fieldsOf(body)["id"] ?? "" };
  const call = await openApi(contextOf(world), ["view"]);

  const refused = [
    await call(createRule, { method: "POST", body: RULE }),
    await call(changeRule, { params, method: "PATCH", body: { name: "Mine" } }),
    await call(changeRule, { params, method: "DELETE" }),
    await call(rotateSecret, { params, method: "POST" }),
    await call(sendTest, { params, method: "POST" }),
    await call(replay, { params: { deliveryId: "1" }, method: "POST" }),
  ];

  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect((await call(listRules)).status).toBe(200);
  expect((await call(listDeliveries)).status).toBe(200);
});

test("what became of a message is read try by try, and it is sent again on demand", async () => {
  await using world = await openUploadWorld();
  const call = await openApi(contextOf(world), ["view", "configure"]);
  const { body } = await call(createRule, { method: "POST", body: RULE });
  const params = { ruleId: fieldsOf(body)["id"] ?? "" };
  const tested = await call(sendTest, { params, method: "POST" });
  const { deliveryId = "" } = fieldsOf(tested.body);
  const senders = collectSenders();
  senders.answer(() => DOWN);
  await deliverDue(world.ctx, { organizationId: world.ctx.organizationId, senders });

  const waiting = await call(listDeliveries, { search: { state: "WAITING", ruleId: params.ruleId } });
  const read = await call(readDelivery, { params: { deliveryId } });
  const replayed = await call(replay, { params: { deliveryId }, method: "POST" });
  await deliverDue(world.ctx, { organizationId: world.ctx.organizationId, senders: collectSenders() });

  expect([tested.status, replayed.status]).toEqual([202, 202]);
  expect(waiting.body).toMatchObject({
    items: [{ id: deliveryId, tries: 1, kind: "notification.test" }],
    nextCursor: null,
  });
  expect(read.body).toMatchObject({ attempts: [{ statusCode: null, error: "The receiver refuses connections." }] });
  expect((await call(readDelivery, { params: { deliveryId } })).body).toMatchObject({ state: "DELIVERED" });
});

test("rules and messages of another organization answer 404", async () => {
  await using world = await openUploadWorld();
  await using stranger = await openUploadWorld();
  const own = await openApi(contextOf(world), ["view", "configure"]);
  const params = { ruleId: fieldsOf((await own(createRule, { method: "POST", body: RULE })).body)["id"] ?? "" };
  const { deliveryId = "" } = fieldsOf((await own(sendTest, { params, method: "POST" })).body);
  const call = await openApi(contextOf(stranger), ["view", "configure"]);

  const answers = [
    await call(readRule, { params }),
    await call(changeRule, { params, method: "PATCH", body: { name: "Mine" } }),
    await call(changeRule, { params, method: "DELETE" }),
    await call(rotateSecret, { params, method: "POST" }),
    await call(sendTest, { params, method: "POST" }),
    await call(readDelivery, { params: { deliveryId } }),
    await call(replay, { params: { deliveryId }, method: "POST" }),
  ];

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
});

test("what happened is listed page by page, by kind or by store, whether a rule asks for it or not", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  await using stranger = await openUploadWorld();
  const [one = "", other = ""] = world.storeIds.values();
  const resumed = { kind: "batch.resumed", details: { name: "Autumn" } } as const;
  await happen(world.ctx, one, { key: "one" });
  await happen(world.ctx, other, { key: "other" });
  await happen(world.ctx, other, { key: "resumed", ...resumed });
  const call = await openApi(contextOf(world), ["view"]);
  const foreign = await openApi(contextOf(stranger), ["view"]);

  const first = await call(listEvents, { search: { limit: "2" } });
  const rest = await call(listEvents, { search: { limit: "2", cursor: fieldsOf(first.body)["nextCursor"] ?? "" } });
  const ofKind = await call(listEvents, { search: { kind: "batch.resumed" } });
  const ofStore = await call(listEvents, { search: { storeId: one } });

  const disconnected = { kind: "store.disconnected", subject: { type: "store" }, occurredAt: expect.any(String) };
  expect(first.body).toMatchObject({
    items: [
      { ...resumed, storeIds: [other] },
      { ...disconnected, title: expect.stringContaining("is disconnected") },
    ],
  });
  expect(rest.body).toMatchObject({ items: [{ ...disconnected, storeIds: [one] }], nextCursor: null });
  expect(ofKind.body).toMatchObject({ items: [resumed], nextCursor: null });
  expect(ofStore.body).toMatchObject({ items: [{ storeIds: [one] }], nextCursor: null });
  expect((await foreign(listEvents, { search: { storeId: one } })).body).toEqual({ items: [], nextCursor: null });
  expect(await call(listEvents, { search: { kind: "notification.test" } })).toMatchObject({ status: 422 });
});
