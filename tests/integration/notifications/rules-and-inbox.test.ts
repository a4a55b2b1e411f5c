import { expect, test } from "vitest";
import { listDeliveries } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { replayDelivery } from "#app/domain/notifications/deliveries/replay-delivery.server.ts";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { countUnread, listInbox } from "#app/domain/notifications/inbox/inbox-queries.server.ts";
import { markRead } from "#app/domain/notifications/inbox/mark-read.server.ts";
import { changeRule, deleteRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import { rotateSecret } from "#app/domain/notifications/rules/rotate-secret.server.ts";
import { getRule, listRules } from "#app/domain/notifications/rules/rule-queries.server.ts";
import type { Context, StaffRole } from "#app/domain/context.ts";
import { ForbiddenError, InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
import { addRule, happen } from "#tests/support/notifications/sample-rule.ts";
import { openUploadWorld } from "#tests/support/worlds/upload-world.ts";

/** A member of the organization as the database knows them. */
async function addMember(ctx: Context, role: StaffRole, storeId: string | null = null): Promise<Context> {
  const { organizationId } = ctx;
  const { id } = await ctx.db.staffMember.create({ data: { organizationId, displayName: role, role, storeId } });
  return { ...ctx, actor: { type: "STAFF", id, name: role, role, storeId } };
}

test.each([
  ["http", "WEBHOOK", "http://receiver.example/hook", "https://"],
  ["a private address", "WEBHOOK", "https://10.0.0.8/hook", "public internet"],
  ["the metadata of a cloud", "SLACK", "https://169.254.169.254/latest", "public internet"],
  ["a user and a password", "WEBHOOK", "https://me:secret@receiver.example/", "password"],
  ["a mail server's port", "WEBHOOK", "https://receiver.example:25/", "port"],
  ["no address", "SLACK", "hooks.slack", "not an address"],
  ["a word as a recipient", "EMAIL", "a@shop.example, everybody", "everybody is not an e-mail"],
  ["nothing", "EMAIL", " ", "where the messages go"],
] as const)("a rule to %s is refused at the field, and nothing is kept", async (_what, channel, destination, words) => {
  await using world = await openUploadWorld();

  const made = addRule(world.ctx, { channel, destination });

  const problems = [{ field: "destination", message: expect.stringContaining(words) }];
  await expect(made).rejects.toThrow(InvalidInputError);
  await expect(made).rejects.toMatchObject({ problems });
  expect(await listRules(world.ctx)).toEqual([]);
});

test("addresses and secrets are kept sealed, and what is shown of an address opens nothing", async () => {
  await using world = await openUploadWorld();
  const address = "https://hooks.slack.example/services/T0001/B0002/topsecret";
  const slack = await addRule(world.ctx, { channel: "SLACK", destination: address });
  const webhook = await addRule(world.ctx);

  const stored = await world.ctx.db.notificationRule.findMany({ where: { organizationId: world.ctx.organizationId } });
  const shown = JSON.stringify(await listRules(world.ctx));

  expect(slack.secret).toBeNull();
  for (const hidden of [address, "topsecret", webhook.secret ?? "none"]) {
    expect(JSON.stringify(stored)).not.toContain(hidden);
    expect(shown).not.toContain(hidden);
  }
  expect(await getRule(world.ctx, slack.id)).toMatchObject({ destination: "hooks.slack.example/…cret" });
});

test("owners and staff make rules; merchants and viewers neither make nor see them, nor what was sent", async () => {
  await using world = await openUploadWorld();
  const [storeId = ""] = world.storeIds.values();
  const { id } = await addRule(await addMember(world.ctx, "OWNER"));
  await addRule(await addMember(world.ctx, "STAFF"));

  for (const role of ["MERCHANT", "VIEWER"] as const) {
    const ctx = await addMember(world.ctx, role, storeId);
    for (const tried of [
      () => addRule(ctx),
      () => changeRule(ctx, { ruleId: id, changes: { name: "Mine" } }),
      () => deleteRule(ctx, id),
      () => rotateSecret(ctx, id),
      () => sendTest(ctx, id),
      () => listRules(ctx),
      () => getRule(ctx, id),
      () => listDeliveries(ctx, {}, { limit: 5 }),
      () => replayDelivery(ctx, 1n),
    ])
      await expect(tried()).rejects.toThrow(ForbiddenError);
  }
  expect(await listRules(world.ctx)).toHaveLength(2);
});

test("rules and messages of another organization do not exist", async () => {
  await using world = await openUploadWorld();
  await using stranger = await openUploadWorld();
  const { id } = await addRule(world.ctx);
  const { deliveryId } = await sendTest(world.ctx, id);
  const [storeId = ""] = world.storeIds.values();

  for (const tried of [
    () => getRule(stranger.ctx, id),
    () => changeRule(stranger.ctx, { ruleId: id, changes: { name: "Mine" } }),
    () => deleteRule(stranger.ctx, id),
    () => rotateSecret(stranger.ctx, id),
    () => sendTest(stranger.ctx, id),
    () => replayDelivery(stranger.ctx, BigInt(deliveryId)),
    () => addRule(stranger.ctx, { storeId }),
  ])
    await expect(tried()).rejects.toThrow(NotFoundError);
  expect((await listDeliveries(stranger.ctx, {}, { limit: 5 })).items).toEqual([]);
});

test("a change leaves alone what it does not name", async () => {
  await using world = await openUploadWorld();
  const { id } = await addRule(world.ctx);

  await changeRule(world.ctx, { ruleId: id, changes: { name: "Night shift", kinds: ["batch.failed"] } });

  expect(await getRule(world.ctx, id)).toMatchObject({
    name: "Night shift",
    kinds: ["batch.failed"],
    destination: "receiver.example/…",
    isEnabled: true,
  });
});

test("everybody has an inbox of their own: staff of all stores, a merchant of their store alone", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [one = "", other = ""] = world.storeIds.values();
  await happen(world.ctx, one, { key: "one" });
  await happen(world.ctx, other, { key: "other" });
  await happen(world.ctx, one, { key: "both", storeIds: [one, other] });
  const staff = await addMember(world.ctx, "STAFF");
  const merchant = await addMember(world.ctx, "MERCHANT", one);

  const seen = await listInbox(merchant, { limit: 10 });

  expect((await listInbox(staff, { limit: 10 })).items).toHaveLength(3);
  expect(seen.items.map(({ storeIds }) => storeIds)).toEqual([[one], [one]]);
  expect(await countUnread(staff)).toEqual({ count: 3, isMore: false });
  expect(await countUnread(merchant)).toEqual({ count: 2, isMore: false });
});

test("what one person has read stays unread for others, one by one or all up to what they saw", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [one = "", other = ""] = world.storeIds.values();
  for (const key of ["1", "2", "3"]) await happen(world.ctx, one, { key });
  const reader = await addMember(world.ctx, "STAFF");
  const colleague = await addMember(world.ctx, "STAFF");
  const merchantElsewhere = await addMember(world.ctx, "MERCHANT", other);
  const { items } = await listInbox(reader, { limit: 10 });
  const [newest, middle] = items;

  await markRead(reader, { kind: "events", ids: [BigInt(newest?.id ?? 0)] });
  const afterOne = await countUnread(reader);
  await markRead(reader, { kind: "through", id: BigInt(middle?.id ?? 0) });
  const afterAll = await countUnread(reader);
  await happen(world.ctx, one, { key: "4" });
  await markRead(merchantElsewhere, { kind: "through", id: BigInt(newest?.id ?? 0) });

  expect([afterOne.count, afterAll.count, (await countUnread(reader)).count]).toEqual([2, 0, 1]);
  expect((await listInbox(reader, { limit: 10 })).items.map(({ isRead }) => isRead)).toEqual([false, true, true, true]);
  expect(await countUnread(colleague)).toEqual({ count: 4, isMore: false });
  expect(
    await world.ctx.db.notificationInbox.count({ where: { staffMemberId: merchantElsewhere.actor.id ?? "" } }),
  ).toBe(0);
});

test("an inbox is paged by key, and counts no further than is shown", async () => {
  await using world = await openUploadWorld();
  const [storeId = ""] = world.storeIds.values();
  const staff = await addMember(world.ctx, "STAFF");
  for (let news = 0; news < 102; news += 1) await happen(world.ctx, storeId, { key: `news-${news}` });

  const first = await listInbox(staff, { limit: 50 });
  const second = await listInbox(staff, { limit: 50, ...(first.next === null ? {} : { after: first.next }) });

  expect(await countUnread(staff)).toEqual({ count: 99, isMore: true });
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(100);
});
