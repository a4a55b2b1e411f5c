import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { getDelivery } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { PAUSES_SECONDS } from "#app/domain/notifications/deliveries/plan-next-try.ts";
import { replayDelivery } from "#app/domain/notifications/deliveries/replay-delivery.server.ts";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { wakeDue } from "#app/domain/notifications/deliveries/wake-due.server.ts";
import { pruneNotifications } from "#app/domain/notifications/prune-notifications.server.ts";
import { changeRule, deleteRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import { rotateSecret } from "#app/domain/notifications/rules/rotate-secret.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import type { GuardedPost } from "#app/platform/outbound/post-guarded.server.ts";
import { DOWN, OK } from "#tests/support/notifications/collecting-senders.ts";
import { openNotifiedWorld } from "#tests/support/notifications/notified-world.ts";
import { addRule, happen } from "#tests/support/notifications/sample-rule.ts";

const MINUTE_MS = 60_000;

const verify = (secret: string, { body, headers }: GuardedPost) => new Webhook(secret).verify(body, { ...headers });

test("the reference verifier of Standard Webhooks accepts what is signed, and refuses it when it was changed", async () => {
  await using world = await openNotifiedWorld();
  const { secret } = await addRule(world.ctx);
  await happen(world.ctx, world.storeId);

  await world.deliver();
  const [post] = world.senders.posts;
  if (!post || secret === null) throw new Error("Nothing was sent.");

  expect(secret).toMatch(/^whsec_/);
  expect(verify(secret, post)).toMatchObject({
    type: "store.disconnected",
    timestamp: expect.stringMatching(/^\d{4}-/),
    data: {
      subject: { type: "store", id: world.storeId },
      stores: [{ id: world.storeId }],
      details: { reason: "The app was uninstalled from the shop." },
    },
  });
  expect(() => verify(secret, { ...post, body: post.body.replace("store", "shop") })).toThrow("signature");
});

test("while a secret is replaced both sign, and after a day the new one alone", async () => {
  await using world = await openNotifiedWorld();
  const { id, secret: old } = await addRule(world.ctx);
  const { secret: fresh } = await rotateSecret(world.ctx, id);
  await happen(world.ctx, world.storeId, { key: "meanwhile" });
  await world.deliver();
  const [meanwhile] = world.senders.posts.splice(0);
  world.time.advance(25 * 60 * MINUTE_MS);
  await happen(world.ctx, world.storeId, { key: "later" });
  await world.deliver();
  const [later] = world.senders.posts;
  if (!meanwhile || !later) throw new Error("Nothing was sent.");

  expect(verify(old ?? "", meanwhile)).toBeTruthy();
  expect(verify(fresh, meanwhile)).toBeTruthy();
  expect(later.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  expect(meanwhile.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
});

test("a receiver that is down for six hours gets each message once, soon after it is back", async () => {
  await using world = await openNotifiedWorld();
  await addRule(world.ctx);
  await addRule(world.ctx, { name: "Other", destination: "https://other.example/hook" });
  const back = world.time.nowMs() + 6 * 60 * MINUTE_MS;
  const accepted: { url: string; id: string; atMs: number }[] = [];
  world.senders.answer(({ url, headers }) => {
    if (world.time.nowMs() < back) return DOWN;
    accepted.push({ url, id: headers["webhook-id"] ?? "", atMs: world.time.nowMs() });
    return OK;
  });
  for (let batch = 0; batch < 5; batch += 1) await happen(world.ctx, world.storeId, { key: `batch-${batch}` });

  for (let minute = 0; minute < 10 * 60; minute += 1) {
    if ((await wakeDue(world.ctx)) > 0) await world.deliver();
    world.time.advance(MINUTE_MS);
  }

  expect(accepted).toHaveLength(10);
  expect(new Set(accepted.map(({ id }) => id)).size).toBe(10);
  expect(new Set(accepted.map(({ url }) => url)).size).toBe(2);
  expect(Math.max(...accepted.map(({ atMs }) => atMs)) - back).toBeLessThanOrEqual(61 * MINUTE_MS);
  expect(new Set((await world.deliveries()).map(({ state }) => state))).toEqual(new Set(["DELIVERED"]));
});

test("after a day of tries with growing pauses a message is given up, with every try on record, and can be replayed", async () => {
  await using world = await openNotifiedWorld();
  await addRule(world.ctx);
  await happen(world.ctx, world.storeId);
  world.senders.answer(() => ({ kind: "answered", statusCode: 500, excerpt: "no", retryAfterSeconds: null }));
  for (const pause of [0, ...PAUSES_SECONDS]) {
    world.time.advance(pause * 1_000);
    await world.deliver();
  }
  world.time.advance(48 * 60 * MINUTE_MS);
  await world.deliver();
  const [dead] = await world.deliveries();
  const sentIds = new Set(world.senders.posts.map(({ headers }) => headers["webhook-id"]));

  world.senders.answer(() => OK);
  await replayDelivery(world.ctx, BigInt(dead?.id ?? 0));
  await world.deliver();

  expect(dead).toMatchObject({
    state: "FAILED",
    tries: PAUSES_SECONDS.length + 1,
    lastError: "The receiver answered 500.",
    nextTryAt: null,
  });
  expect(sentIds).toEqual(new Set([dead?.messageId]));
  const replayed = await getDelivery(world.ctx, BigInt(dead?.id ?? 0));
  expect(replayed).toMatchObject({ state: "DELIVERED", tries: 1, lastError: null });
  expect(replayed.attempts).toHaveLength(PAUSES_SECONDS.length + 2);
  expect(replayed.attempts.slice(0, 2)).toMatchObject([
    { statusCode: 200, excerpt: "ok", error: null },
    { statusCode: 500, excerpt: "no", error: "The receiver answered 500." },
  ]);
});

test("a receiver that fails keeps no other waiting, and is asked once in a turn", async () => {
  await using world = await openNotifiedWorld();
  await addRule(world.ctx, { destination: "https://broken.example/hook" });
  await addRule(world.ctx, { name: "Good" });
  world.senders.answer(({ url }) => (url.includes("broken") ? DOWN : OK));
  for (let batch = 0; batch < 4; batch += 1) await happen(world.ctx, world.storeId, { key: `batch-${batch}` });

  await world.deliver();

  expect(world.senders.posts.filter(({ url }) => url.includes("broken"))).toHaveLength(1);
  expect(world.senders.posts.filter(({ url }) => url.includes("receiver"))).toHaveLength(4);
});

test("two workers at once send no message twice", async () => {
  await using world = await openNotifiedWorld();
  await addRule(world.ctx);
  for (let batch = 0; batch < 10; batch += 1) await happen(world.ctx, world.storeId, { key: `batch-${batch}` });

  await Promise.all([world.deliver(), world.deliver(), world.deliver()]);
  await world.deliver();

  const ids = world.senders.posts.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(10);
  expect(new Set(ids).size).toBe(10);
});

test("a message that a process died with is sent by another, under the same id", async () => {
  await using world = await openNotifiedWorld();
  await addRule(world.ctx);
  await happen(world.ctx, world.storeId);
  const claimedUntil = new Date(world.time.nowMs() + MINUTE_MS);
  await world.ctx.db.notificationDelivery.updateMany({
    where: { organizationId: world.ctx.organizationId },
    data: { claimToken: "019ab3c1-0000-7000-8000-000000000001", claimedUntil },
  });

  await world.deliver();
  const whileClaimed = world.senders.posts.length;
  world.time.advance(2 * MINUTE_MS);
  await world.deliver();

  expect([whileClaimed, world.senders.posts.length]).toEqual([0, 1]);
});

test("what waits for a rule that is deleted or switched off is not sent, nor replayed", async () => {
  await using world = await openNotifiedWorld();
  const deleted = await addRule(world.ctx);
  const off = await addRule(world.ctx, { name: "Off" });
  await happen(world.ctx, world.storeId);

  await deleteRule(world.ctx, deleted.id);
  await changeRule(world.ctx, { ruleId: off.id, changes: { isEnabled: false } });
  await world.deliver();

  const left = await world.deliveries();
  expect(world.senders.posts).toEqual([]);
  expect(left.map(({ state }) => state)).toEqual(["CANCELLED", "CANCELLED"]);
  for (const { id } of left) await expect(replayDelivery(world.ctx, BigInt(id))).rejects.toThrow(ConflictError);
});

test("a test goes to its rule alone, and into nobody's inbox", async () => {
  await using world = await openNotifiedWorld();
  const { id } = await addRule(world.ctx);
  await addRule(world.ctx, { name: "Other", destination: "https://other.example/hook" });

  const { deliveryId } = await sendTest(world.ctx, id);
  await world.deliver();

  expect(world.senders.posts.map(({ url }) => url)).toEqual(["https://receiver.example/hook"]);
  expect(await getDelivery(world.ctx, BigInt(deliveryId))).toMatchObject({
    state: "DELIVERED",
    kind: "notification.test",
  });
});

test("what was told long ago is deleted with its tries, and what still waits stays", async () => {
  await using world = await openNotifiedWorld();
  await addRule(world.ctx);
  await happen(world.ctx, world.storeId, { key: "sent" });
  await world.deliver();
  await happen(world.ctx, world.storeId, { key: "waiting" });
  world.time.advance(91 * 24 * 60 * MINUTE_MS);

  await pruneNotifications(world.ctx, { keptDays: 90 });

  const { organizationId } = world.ctx;
  const left = await world.ctx.db.notificationEvent.findMany({ where: { organizationId }, select: { key: true } });
  expect(left).toEqual([{ key: "waiting" }]);
  expect(await world.deliveries()).toMatchObject([{ state: "WAITING" }]);
});
