import { expect, test } from "vitest";
import { closeDigests } from "#app/domain/notifications/digests/close-digests.server.ts";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { listInbox } from "#app/domain/notifications/inbox/inbox-queries.server.ts";
import { pruneNotifications } from "#app/domain/notifications/prune-notifications.server.ts";
import { changeRule, deleteRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import type { RuleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { getRule } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { DOWN } from "#tests/support/notifications/collecting-senders.ts";
import { openNotifiedWorld, type NotifiedWorld } from "#tests/support/notifications/notified-world.ts";
import { addRule, happen } from "#tests/support/notifications/sample-rule.ts";

const HOUR = 60;

const addDigest = ({ ctx }: NotifiedWorld, wanted: Partial<RuleInput> = {}) =>
  addRule(ctx, {
    channel: "EMAIL",
    destination: "owner@shop.example",
    digestAt: "08:00",
    timeZone: "Europe/Berlin",
    ...wanted,
  });

const subjects = ({ senders }: NotifiedWorld) => senders.mails.map(({ subject }) => subject);

const batch = (key: string, name: string) => ({
  key,
  subject: { type: "batch" as const, id: "0191d6a4-0000-7000-8000-000000000002" },
  details: { name, rowsTotal: 3, rowsSucceeded: 1, rowsFailed: 2, rowsSkipped: 0, errorSummary: "The shop is frozen." },
});

test("a digest tells a day in one message: how much of what, the most important first, and where to look", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  await addDigest(world);
  await happen(world.ctx, world.storeId, { ...batch("one", "Autumn"), kind: "batch.finished" });
  await happen(world.ctx, world.storeId, { ...batch("two", "Winter"), kind: "batch.finished" });
  await happen(world.ctx, world.storeId, { ...batch("three", "Spring"), kind: "batch.failed" });

  await world.pass(20 * HOUR, HOUR);
  const before = subjects(world);
  await world.pass(HOUR);

  expect(before).toEqual([]);
  expect(subjects(world)).toEqual(["Daily digest: 1 batch failed, 2 batches finished"]);
  const [mail] = world.senders.mails;
  const admin = `https://admin.shopify.com/store/${world.shopDomain.split(".")[0]}/apps/test-client/app`;
  expect(mail?.text).toContain("What happened until 2 December 2026 at 08:00 (Europe/Berlin):");
  expect(mail?.text).toContain("- 1 batch failed\n- 2 batches finished");
  expect(mail?.text).toMatch(/“Spring” failed[^]*“Winter” is finished[^]*“Autumn” is finished/);
  expect(mail?.text).toContain("The shop is frozen.");
  expect(mail?.text).toContain(`· ${admin}/batches/0191d6a4-0000-7000-8000-000000000002`);
  expect(mail?.text).toContain(`All of it: ${admin}/notifications`);
});

test("Slack reads the same, and of a day with much the most important in words and the rest counted", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  await addDigest(world, { channel: "SLACK", destination: "https://hooks.slack.example/T1/B2/abc" });
  for (let at = 0; at < 25; at += 1)
    await happen(world.ctx, world.storeId, { ...batch(`${at}`, `Batch ${at}`), kind: "batch.finished" });
  await happen(world.ctx, world.storeId, { key: "gone" });

  await world.pass(24 * HOUR);

  const { text } = JSON.parse(world.senders.posts[0]?.body ?? "{}") as { text: string };
  expect(world.senders.posts).toHaveLength(1);
  expect(text).toMatch(/^Daily digest: 1 store disconnected, 25 batches finished\n/);
  expect(text.match(/is finished$/gm)).toHaveLength(19);
  expect(text).toContain("And 6 more.");
});

test("on a day on which nothing happened no digest is sent", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  await addDigest(world);
  await happen(world.ctx, world.storeId);

  await world.pass(5 * 24 * HOUR, 2 * HOUR);

  expect(subjects(world)).toEqual(["Daily digest: 1 store disconnected"]);
});

test.each([
  ["23 hours, at an hour that it lacks", "02:30", "2027-03-26T12:00:00Z"],
  ["25 hours, at an hour that comes twice", "02:30", "2026-10-23T12:00:00Z"],
  ["23 hours", "08:00", "2027-03-26T12:00:00Z"],
  ["25 hours", "08:00", "2026-10-23T12:00:00Z"],
])("a day of %s has exactly one digest, and everything is told once", async (_day, digestAt, startsAt) => {
  await using world = await openNotifiedWorld(startsAt);
  const { id } = await addDigest(world, { digestAt });

  const EVENTS = 32;
  for (let at = 0; at < EVENTS; at += 1) {
    await happen(world.ctx, world.storeId, { key: `${at}` });
    await world.pass(3 * HOUR, 30);
  }

  const told = world.senders.mails.map(({ subject }) => Number(subject.match(/\d+/)?.[0]));
  const keys = await world.ctx.db.notificationEvent.findMany({
    where: { subjectId: id },
    select: { key: true },
    orderBy: { id: "asc" },
  });
  const untold = await world.ctx.db.notificationDigestEntry.count({ where: { ruleId: id, digestEventId: null } });
  const firstDay = Date.parse(startsAt.slice(0, 10)) / 86_400_000 + 1;
  expect(keys.map(({ key }) => key.split("/")[2])).toEqual(
    [0, 1, 2, 3].map((day) => new Date((firstDay + day) * 86_400_000).toISOString().slice(0, 10)),
  );
  expect(told).toHaveLength(4);
  expect(told.reduce((sum, count) => sum + count, 0) + untold).toBe(EVENTS);
});

test("a worker that is killed between writing a digest and sending it leaves it to another, which sends it once", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  await addDigest(world);
  await happen(world.ctx, world.storeId);
  world.time.advance(24 * HOUR * 60_000);

  await closeDigests(world.ctx);
  // The process is gone here, and its wake-up with it.
  const waiting = await world.deliveries();
  await world.pass(2 * HOUR, 10);

  expect(waiting).toMatchObject([{ state: "WAITING", tries: 0, title: "Daily digest: 1 store disconnected" }]);
  expect(subjects(world)).toEqual(["Daily digest: 1 store disconnected"]);
});

test("a worker that is killed while it writes a digest leaves nothing of it", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id } = await addDigest(world);
  await happen(world.ctx, world.storeId);
  const due = (await getRule(world.ctx, id)).nextDigestAt;
  world.time.advance(24 * HOUR * 60_000);
  const queue = { ...world.ctx.queue, send: () => Promise.reject(new Error("killed")) };

  await expect(closeDigests({ ...world.ctx, queue })).rejects.toThrow("killed");
  const afterwards = await getRule(world.ctx, id);
  const left = await world.deliveries();
  await world.sweep();

  expect([afterwards.nextDigestAt, left]).toEqual([due, []]);
  expect(subjects(world)).toEqual(["Daily digest: 1 store disconnected"]);
});

test("several workers at once write one digest, also while more happens, and nothing is lost or told twice", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  await addDigest(world);
  for (let at = 0; at < 5; at += 1) await happen(world.ctx, world.storeId, { key: `before-${at}` });
  world.time.advance(24 * HOUR * 60_000);

  await Promise.all([
    ...[0, 1, 2].map(() => closeDigests(world.ctx)),
    ...[0, 1, 2, 3, 4].map((at) => happen(world.ctx, world.storeId, { key: `meanwhile-${at}` })),
  ]);
  const written = await world.deliveries();
  await world.pass(24 * HOUR, 6 * HOUR);

  const told = subjects(world).map((subject) => Number(subject.match(/\d+/)?.[0]));
  expect(written).toHaveLength(1);
  expect(told.length).toBeLessThanOrEqual(2);
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(10);
});

test("after days without a worker one digest tells all of them", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  await addDigest(world);
  for (const day of ["one", "two", "three"]) {
    await happen(world.ctx, world.storeId, { key: day });
    world.time.advance(24 * HOUR * 60_000);
  }

  await world.pass(HOUR, 10);

  expect(subjects(world)).toEqual(["Daily digest: 3 stores disconnected"]);
});

test("a digest is sent at its new time, and a day that had one gets no second by a change", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id: ruleId } = await addDigest(world);
  await happen(world.ctx, world.storeId, { key: "one" });
  await changeRule(world.ctx, { ruleId, changes: { digestAt: "18:00" } });
  await world.pass(7 * HOUR + 1, HOUR);
  const atNewTime = subjects(world).length;

  await happen(world.ctx, world.storeId, { key: "two" });
  await changeRule(world.ctx, { ruleId, changes: { digestAt: "21:00" } });
  await world.pass(6 * HOUR, HOUR);
  const sameDay = subjects(world).length;
  await world.pass(24 * HOUR, HOUR);

  expect([atNewTime, sameDay, subjects(world).length]).toEqual([1, 1, 2]);
});

test("a digest that is due is not lost by a change at that moment", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id: ruleId } = await addDigest(world);
  await happen(world.ctx, world.storeId);
  world.time.advance(22 * HOUR * 60_000);

  await changeRule(world.ctx, { ruleId, changes: { digestAt: "07:00", name: "Mornings" } });
  await world.sweep();

  expect(subjects(world)).toHaveLength(1);
});

test("a rule that tells at once from now on tells what it had collected as a last digest, and the rest at once", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id: ruleId } = await addDigest(world);
  await happen(world.ctx, world.storeId, { key: "collected" });

  await changeRule(world.ctx, { ruleId, changes: { digestAt: null } });
  await happen(world.ctx, world.storeId, { key: "at once" });
  await world.pass(3, 1);

  expect(subjects(world).toSorted()).toEqual([
    "Daily digest: 1 store disconnected",
    `${world.shopDomain} is disconnected`,
  ]);
});

test.each([
  ["deleted", (world: NotifiedWorld, ruleId: string) => deleteRule(world.ctx, ruleId)],
  [
    "switched off",
    (world: NotifiedWorld, ruleId: string) => changeRule(world.ctx, { ruleId, changes: { isEnabled: false } }),
  ],
])("what a rule has collected that is %s is never told", async (_how, end) => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id: ruleId } = await addDigest(world);
  await happen(world.ctx, world.storeId);

  await end(world, ruleId);
  // What a transaction had under way while the rule ended.
  const [event] = await world.ctx.db.notificationEvent.findMany({
    where: { organizationId: world.ctx.organizationId },
  });
  await world.ctx.db.notificationDigestEntry.create({ data: { ruleId, eventId: event?.id ?? 0n } });
  await world.pass(3 * 24 * HOUR, 6 * HOUR);

  expect(subjects(world)).toEqual([]);
  expect(await world.ctx.db.notificationDigestEntry.count({ where: { ruleId } })).toBe(0);
});

test("a rule that is switched on again tells of what happened since, at its time", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id: ruleId } = await addDigest(world);
  await changeRule(world.ctx, { ruleId, changes: { isEnabled: false } });
  await world.pass(3 * 24 * HOUR, 12 * HOUR);

  await changeRule(world.ctx, { ruleId, changes: { isEnabled: true } });
  await happen(world.ctx, world.storeId);
  await world.pass(2 * HOUR, HOUR);
  const soon = subjects(world).length;
  await world.pass(22 * HOUR, HOUR);

  expect([soon, subjects(world).length]).toEqual([0, 1]);
});

test("a digest whose mail server fails is sent again under its id, and a test of its rule comes at once", async () => {
  await using world = await openNotifiedWorld("2026-12-01T10:00:00Z");
  const { id } = await addDigest(world, { channel: "SLACK", destination: "https://hooks.slack.example/T1/B2/abc" });
  await sendTest(world.ctx, id);
  await world.deliver();
  const tested = world.senders.posts.splice(0).length;
  await happen(world.ctx, world.storeId);
  let failures = 2;
  world.senders.answer(() =>
    failures-- > 0 ? DOWN : { kind: "answered", statusCode: 200, excerpt: "ok", retryAfterSeconds: null },
  );

  await world.pass(24 * HOUR);
  await world.pass(10, 1);

  expect(tested).toBe(1);
  expect(new Set(world.senders.posts.map(({ body }) => body)).size).toBe(1);
  expect((await world.deliveries())[0]).toMatchObject({ state: "DELIVERED", tries: 3, kind: "notification.digest" });
});

test("a digest is in nobody's inbox, and what it tells stays until it is sent", async () => {
  await using world = await openNotifiedWorld(new Date().toISOString());
  await addDigest(world);
  await happen(world.ctx, world.storeId);
  world.time.advance(200 * 24 * HOUR * 60_000);
  await pruneNotifications(world.ctx, { keptDays: 90 });
  await closeDigests(world.ctx);
  await pruneNotifications(world.ctx, { keptDays: 90 });

  const { items } = await listInbox(world.ctx, { limit: 5 });
  await world.deliver();
  await pruneNotifications(world.ctx, { keptDays: 90 });

  expect(items.map(({ kind }) => kind)).toEqual(["store.disconnected"]);
  expect(world.senders.mails[0]?.text).toContain("is disconnected");
  expect(await world.ctx.db.notificationEvent.count({ where: { organizationId: world.ctx.organizationId } })).toBe(0);
});
