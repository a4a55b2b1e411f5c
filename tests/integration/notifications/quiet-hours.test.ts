import { expect, test } from "vitest";
import { replayDelivery } from "#app/domain/notifications/deliveries/replay-delivery.server.ts";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { changeRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import type { RuleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { DOWN, OK } from "#tests/support/notifications/collecting-senders.ts";
import { openNotifiedWorld, type NotifiedWorld } from "#tests/support/notifications/notified-world.ts";
import { addRule, happen } from "#tests/support/notifications/sample-rule.ts";

const HOUR = 60;
const AT_NIGHT = "2026-12-01T22:30:00Z";

/** Quiet from 22:00 to 07:00 in Berlin, which is from 21:00 to 06:00 UTC in winter. */
const addQuiet = ({ ctx }: NotifiedWorld, letsUrgentThrough = false, wanted: Partial<RuleInput> = {}) =>
  addRule(ctx, {
    channel: "EMAIL",
    destination: "owner@shop.example",
    quietHours: { from: "22:00", until: "07:00", letsUrgentThrough },
    timeZone: "Europe/Berlin",
    ...wanted,
  });

const subjects = ({ senders }: NotifiedWorld) => senders.mails.map(({ subject }) => subject);
const pulled = { kind: "stock.brake-pulled" as const, key: "brake", details: {} };
const limit = { kind: "store.daily-limit-reached" as const, key: "limit", details: {} };

test("messages wait in quiet hours, say until when, and are sent when these end, each once and in order", async () => {
  await using world = await openNotifiedWorld(AT_NIGHT);
  await addQuiet(world);
  await happen(world.ctx, world.storeId, pulled);
  await happen(world.ctx, world.storeId, limit);

  await world.pass(7 * HOUR, 30);
  await world.pass(29);
  const held = await world.deliveries();
  const sentByNight = subjects(world).length;
  await world.pass(5, 1);

  const end = new Date("2026-12-02T06:00:00Z");
  expect(sentByNight).toBe(0);
  expect(held).toMatchObject([
    { state: "WAITING", tries: 0, heldUntil: end, nextTryAt: end },
    { state: "WAITING", tries: 0, heldUntil: end, nextTryAt: end },
  ]);
  expect(subjects(world)).toEqual([
    expect.stringContaining("a stock sync stopped"),
    expect.stringContaining("makes no more new variants"),
  ]);
});

test("what is urgent comes in quiet hours where the rule lets it through, and the rest waits", async () => {
  await using world = await openNotifiedWorld(AT_NIGHT);
  await addQuiet(world, true);
  await happen(world.ctx, world.storeId, limit);
  await happen(world.ctx, world.storeId, pulled);

  await world.sweep();
  const byNight = subjects(world);
  const shown = (await world.deliveries()).map(({ kind, heldUntil }) => [kind, heldUntil === null]);
  await world.pass(8 * HOUR);

  expect(byNight).toEqual([expect.stringContaining("a stock sync stopped")]);
  expect(shown).toEqual([
    ["stock.brake-pulled", true],
    ["store.daily-limit-reached", false],
  ]);
  expect(subjects(world)).toHaveLength(2);
});

test("a webhook and other people's rules are told by night all the same", async () => {
  await using world = await openNotifiedWorld(AT_NIGHT);
  await addQuiet(world);
  await addRule(world.ctx);
  await addRule(world.ctx, { channel: "EMAIL", destination: "night@shop.example" });
  await happen(world.ctx, world.storeId);

  await world.sweep();

  expect(world.senders.posts).toHaveLength(1);
  expect(world.senders.mails.map(({ to }) => to)).toEqual([["night@shop.example"]]);
});

test("what a person asks for comes in quiet hours: a test, and a message that they send again", async () => {
  await using world = await openNotifiedWorld(AT_NIGHT);
  const { id } = await addQuiet(world);
  await happen(world.ctx, world.storeId);
  const [held] = await world.deliveries();

  await sendTest(world.ctx, id);
  await world.sweep();
  const tested = subjects(world);
  await replayDelivery(world.ctx, BigInt(held?.id ?? 0));
  await world.sweep();

  expect(tested).toEqual(["This is a test"]);
  expect(subjects(world)).toEqual(["This is a test", expect.stringContaining("is disconnected")]);
});

test("a message that failed in the evening is tried again when the quiet hours end", async () => {
  await using world = await openNotifiedWorld("2026-12-01T20:50:00Z");
  await addQuiet(world, false, { channel: "SLACK", destination: "https://hooks.slack.example/T1/B2/abc" });
  await happen(world.ctx, world.storeId);
  world.senders.answer(() => DOWN);
  await world.pass(30, 5);
  const inTheEvening = world.senders.posts.length;
  world.senders.answer(() => OK);

  await world.pass(8 * HOUR, 10);
  const byNight = world.senders.posts.length;
  await world.pass(HOUR, 10);

  expect(byNight).toBe(inTheEvening);
  expect(world.senders.posts).toHaveLength(inTheEvening + 1);
});

test("a digest whose time is in the quiet hours is sent at their end", async () => {
  await using world = await openNotifiedWorld("2026-12-01T12:00:00Z");
  await addQuiet(world, true, { digestAt: "05:00" });
  await happen(world.ctx, world.storeId);

  await world.pass(17 * HOUR + 30, 30);
  const byNight = subjects(world).length;
  await world.pass(HOUR, 30);

  expect([byNight, subjects(world)]).toEqual([0, ["Daily digest: 1 store disconnected"]]);
});

test.each([
  ["taken away", { quietHours: null }],
  ["moved", { quietHours: { from: "03:00", until: "05:00" } }],
  ["of another zone", { timeZone: "Asia/Tokyo" }],
])("what waits is sent as soon as the quiet hours are %s", async (_how, changes) => {
  await using world = await openNotifiedWorld(AT_NIGHT);
  const { id: ruleId } = await addQuiet(world);
  await happen(world.ctx, world.storeId);
  await world.sweep();
  const held = subjects(world).length;

  await changeRule(world.ctx, { ruleId, changes });
  await world.sweep();

  expect([held, subjects(world).length]).toEqual([0, 1]);
});
