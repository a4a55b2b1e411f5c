import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "#app/domain/context.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { revokeApiToken } from "#app/domain/organizations/revoke-api-token.server.ts";
import { createDatabase, inTransaction, type Db } from "#app/platform/db.server.ts";
import { openWatchedFeed, type Watcher } from "#tests/support/live/watched-feed.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";
import { addStore, contextOf, makeOrganization } from "#tests/support/worlds/sample-organization.ts";

const SYSTEM: Actor = { type: "SYSTEM", id: null, name: "Test" };

const addBatch = async (
  db: Db,
  organizationId: string,
  { storeId = null as string | null, actorId = null as string | null } = {},
) => {
  const { id } = await db.shopifyUploadBatch.create({
    data: {
      organizationId,
      name: `Batch ${randomUUID()}`,
      actorType: "STAFF",
      actorId,
      actorName: "Ada",
      plannedAt: new Date(),
    },
  });
  if (storeId !== null) await db.uploadBatchStore.create({ data: { batchId: id, storeId, organizationId } });
  return id;
};

/** The ids that somebody was told of, in their order. */
const idsOf = ({ events }: Watcher, topic: string) =>
  events.filter(({ event }) => event === topic).map(({ data }) => data["id"]);

async function openPlace() {
  const runtime = await startTestRuntime();
  const { id: organizationId, rootId } = await makeOrganization(runtime.db);
  const storeId = await addStore(runtime.db, organizationId, "Store", rootId);
  return { runtime, organizationId, storeId, scope: { organizationId, actor: SYSTEM } };
}

/** Somebody of the staff, in the database too. */
async function addMember(
  runtime: TestRuntime,
  organizationId: string,
  role: "MERCHANT" | "OWNER",
  storeId: string | null,
) {
  const { id, displayName } = await runtime.db.staffMember.create({
    data: { organizationId, displayName: "Mia", role, storeId },
  });
  return { type: "STAFF" as const, id, name: displayName, role, storeId };
}

test("who watches is told of batches, stores, stock runs and notifications of their organization, and of no other", async () => {
  const { runtime, organizationId, storeId, scope } = await openPlace();
  const other = await makeOrganization(runtime.db);
  const otherStore = await addStore(runtime.db, other.id, "Other");
  const place = openWatchedFeed(runtime);
  const mine = place.watch(scope);
  const theirs = place.watch({ organizationId: other.id, actor: SYSTEM });
  await place.look();

  const batchId = await addBatch(runtime.db, organizationId);
  await runtime.db.store.update({ where: { id: storeId }, data: { pausedAt: new Date() } });
  const run = await runtime.db.inventoryRun.create({
    data: { organizationId, storeId, kind: "ON_DEMAND", isShopRead: false, actorType: "SYSTEM", actorName: "Test" },
  });
  const event = { kind: "batch.failed", subjectType: "batch", subjectId: batchId, storeIds: [storeId] };
  const { id: eventId } = await runtime.db.notificationEvent.create({
    data: { organizationId, key: randomUUID(), ...event },
  });
  const otherBatch = await addBatch(runtime.db, other.id, { storeId: otherStore });
  await place.look();

  expect(mine.events).toMatchObject([
    { event: "ready", data: { isResumed: false } },
    { event: "batch", data: { id: batchId, status: "PENDING", rows: { total: 0, failed: 0 } } },
    { event: "store", data: { id: storeId, pausedAt: expect.stringMatching(/Z$/) } },
    { event: "stock-run", data: { id: run.id, storeId, status: "PENDING" } },
    { event: "notification", data: { id: String(eventId), kind: "batch.failed" } },
  ]);
  expect(theirs.events).toMatchObject([{ event: "ready" }, { event: "batch", data: { id: otherBatch } }]);
});

test("a merchant is told of what concerns their store and of their own batches alone", async () => {
  const { runtime, organizationId, storeId } = await openPlace();
  const otherStore = await addStore(runtime.db, organizationId, "Other");
  const actor = await addMember(runtime, organizationId, "MERCHANT", storeId);
  const place = openWatchedFeed(runtime);
  const merchant = place.watch({ organizationId, actor });
  await place.look();

  await addBatch(runtime.db, organizationId, { storeId: otherStore });
  const inStore = await addBatch(runtime.db, organizationId, { storeId });
  const own = await addBatch(runtime.db, organizationId, { storeId: otherStore, actorId: actor.id });
  await runtime.db.store.update({ where: { id: otherStore }, data: { pausedAt: new Date() } });
  for (const storeIds of [[otherStore], [otherStore, storeId]])
    await runtime.db.notificationEvent.create({
      data: { organizationId, key: randomUUID(), kind: "x", subjectType: "batch", subjectId: "x", storeIds },
    });
  await place.look();

  expect(new Set(idsOf(merchant, "batch"))).toEqual(new Set([inStore, own]));
  expect(idsOf(merchant, "store")).toEqual([]);
  expect(idsOf(merchant, "notification")).toHaveLength(1);
});

test("fifty who watch cost one statement a second, and nobody none", async () => {
  const { runtime, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  const watchers = Array.from({ length: 50 }, () => place.watch(scope));
  await place.look();
  const first = place.looks();
  for (let second = 0; second < 5; second += 1) await place.look();

  expect(place.looks() - first).toBe(5);
  for (const { leave } of watchers) leave();
  const last = place.looks();
  place.clock.advance(60_000);
  await expect.poll(() => place.clock.sleepers).toBe(0);
  expect(place.looks()).toBe(last);
  expect(watchers.every(({ events }) => events.length === 1)).toBe(true);
});

test("who comes and goes at once brings no second statement within a second", async () => {
  const { runtime, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  place.watch(scope);
  await place.look(0);
  const looks = place.looks();
  for (let turn = 0; turn < 10; turn += 1) place.watch(scope).leave();
  await place.look(500);

  expect(place.looks()).toBe(looks);
});

test("who was away goes on where they were told last, with each change once", async () => {
  const { runtime, organizationId, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  const before = place.watch(scope);
  await place.look();
  const known = await addBatch(runtime.db, organizationId);
  await place.look();
  before.leave();
  const missed = [await addBatch(runtime.db, organizationId), await addBatch(runtime.db, organizationId)];

  const after = place.watch(scope, { cursor: before.cursor() });
  await place.look();
  await place.look();

  expect(idsOf(before, "batch")).toEqual([known]);
  expect(after.events[0]).toEqual({ event: "ready", data: { isResumed: true } });
  expect(new Set(idsOf(after, "batch"))).toEqual(new Set(missed));
  expect(idsOf(after, "batch")).toHaveLength(2);
});

test("what was changed long before it was committed is told once it is, whatever was told meanwhile", async () => {
  const { runtime, organizationId, scope } = await openPlace();
  const url = process.env["DATABASE_URL"] ?? "";
  const second = createDatabase({ url, poolSize: 1 });
  const place = openWatchedFeed(runtime);
  const watcher = place.watch(scope);
  await place.look();

  const slow = await inTransaction(second, async (tx) => {
    const id = await addBatch(tx, organizationId);
    const quick = await addBatch(runtime.db, organizationId);
    await place.look();
    expect(idsOf(watcher, "batch")).toEqual([quick]);
    return id;
  });
  await place.look();
  await place.look();

  expect(idsOf(watcher, "batch").slice(1)).toEqual([slow]);
  await second.$disconnect();
});

test("who was away for more than an hour, and who comes from a database of later times, reads anew", async () => {
  const { runtime, organizationId, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  const before = place.watch(scope);
  await place.look();
  await addBatch(runtime.db, organizationId);
  const cursor = before.cursor();
  if (cursor === null) throw new Error("No cursor was told.");
  place.clock.advance(3_601_000);

  const old = place.watch(scope, { cursor });
  const strange = place.watch(scope, {
    cursor: {
      lookedAt: place.clock.now(),
      snapshot: "9000000000:9000000000:",
      endedBefore: 9_000_000_000n,
      begunBefore: 9_000_000_000n,
      open: new Set(),
    },
  });
  await place.look();

  expect([old.events, strange.events]).toEqual([
    [{ event: "ready", data: { isResumed: false } }],
    [{ event: "ready", data: { isResumed: false } }],
  ]);
});

test("a stream ends with the session token, with a revoked token, with another role and when the process stops", async () => {
  const { runtime, organizationId, storeId, scope } = await openPlace();
  const ctx = contextOf(runtime, organizationId);
  const { id } = await createApiToken(ctx, { name: "System", scopes: ["view"] });
  const owner = await addMember(runtime, organizationId, "OWNER", null);
  const place = openWatchedFeed(runtime);
  const expiring = place.watch(scope, { expiresAt: new Date(place.clock.now().getTime() + 1_500) });
  const token = place.watch({ organizationId, actor: { type: "API_TOKEN", id, name: "System", scopes: ["view"] } });
  const person = place.watch({ organizationId, actor: owner });
  const staying = place.watch(scope);
  await place.look();
  expect([expiring, token, person, staying].map((one) => one.isEnded())).toEqual([false, false, false, false]);

  await revokeApiToken(ctx, { tokenId: id });
  await runtime.db.staffMember.update({ where: { id: owner.id }, data: { role: "VIEWER", storeId } });
  await place.look();
  expect([expiring, token, person, staying].map((one) => one.isEnded())).toEqual([true, true, true, false]);

  place.drain();
  expect(staying.isEnded()).toBe(true);
  expect(place.watch(scope).isEnded()).toBe(true);
  expect(place.feed.viewers).toBe(0);
});

test("a reader that takes nothing is let go, and nobody else waits for it", async () => {
  const { runtime, organizationId, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  let waiting = 0;
  const slow = place.watch(scope, { waitingBytes: () => waiting });
  const quick = place.watch(scope);
  await place.look();
  waiting = 1_000_000;
  await addBatch(runtime.db, organizationId);
  await place.look();

  expect([slow.isDropped(), slow.events.length]).toEqual([true, 1]);
  expect(quick.events).toHaveLength(2);
  expect(place.feed.viewers).toBe(1);
});

test("while nothing happens a stream shows every fifteen seconds that it lives, and from where to go on", async () => {
  const { runtime, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  const watcher = place.watch(scope);
  await place.look();
  const first = watcher.cursor();
  for (let second = 0; second < 31; second += 1) await place.look();

  expect(watcher.text().match(/: still here/g)).toHaveLength(2);
  expect(watcher.cursor()?.lookedAt).not.toEqual(first?.lookedAt);
  expect(watcher.events).toHaveLength(1);
});

test("a look that fails is tried again, and nothing is missed", async () => {
  const { runtime, organizationId, scope } = await openPlace();
  const place = openWatchedFeed(runtime);
  const watcher = place.watch(scope);
  await place.look();
  const id = await addBatch(runtime.db, organizationId);
  await runtime.db.$executeRaw`ALTER TABLE live_changes RENAME TO live_changes_away`;
  await place.look();
  await runtime.db.$executeRaw`ALTER TABLE live_changes_away RENAME TO live_changes`;
  await place.look();

  expect(idsOf(watcher, "batch")).toEqual([id]);
  expect(watcher.isEnded()).toBe(false);
});
