import { expect, test } from "vitest";
import { countDeliveries, getDelivery, listDeliveries } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { replayDeliveries } from "#app/domain/reconciliation/replay-deliveries.server.ts";
import { loader as list } from "#app/routes/api.v1.webhook-deliveries._index.ts";
import { action as replay } from "#app/routes/api.v1.webhook-deliveries.replay.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { bodyOf, linkedStore, outcomes, tell, TEN, type Linked } from "#tests/support/worlds/linked-store.ts";
import { contextOf } from "#tests/support/worlds/sample-store.ts";

const asOwner = (linked: Linked) => ({ ...contextOf(linked.runtime, linked), queue: linked.runtime.queue });

const newcomer = (linked: Linked, offset: number) => ({
  ...bodyOf(linked, TEN),
  admin_graphql_api_id: `gid://shopify/Product/${linked.seed + offset}`,
});

/** A store whose inbox has one delivery that repaired, and so many that are about nothing known. */
async function filledInbox(unknown: number): Promise<Linked> {
  const linked = await linkedStore();
  await tell(linked, { payload: bodyOf(linked, TEN, { handle: "summer" }) });
  for (let count = 1; count <= unknown; count += 1) await tell(linked, { payload: newcomer(linked, 100 + count) });
  await handleDeliveries(linked.runtime, linked);
  return linked;
}

const linkOne = async ({ runtime, storeId, seed }: Linked, offset: number) =>
  runtime.db.productLink.updateMany({
    where: { storeId },
    data: { shopifyProductId: `gid://shopify/Product/${seed + offset}`, shopifyUpdatedAt: null },
  });

test("what came is listed newest first, page by page, with what it did in words", async () => {
  const linked = await filledInbox(2);
  const ctx = asOwner(linked);

  const first = await listDeliveries(ctx, {}, { limit: 2 });
  const second = await listDeliveries(ctx, {}, { limit: 2, after: first.next ?? "" });
  const ofState = await listDeliveries(ctx, { states: ["HANDLED", "FAILED"] }, { limit: 10 });
  const ofThing = await listDeliveries(ctx, { resource: `gid://shopify/Product/${linked.seed + 101}` }, { limit: 10 });

  expect(first.items.map(({ state }) => state)).toEqual(["UNLINKED", "UNLINKED"]);
  expect(second.items).toMatchObject([
    {
      state: "HANDLED",
      outcome: "repaired",
      explanation: "The links follow the shop again.",
      storeName: "Sample store",
    },
  ]);
  expect(second.next).toBeNull();
  expect(ofState.items).toHaveLength(1);
  expect(ofThing.items).toHaveLength(1);
  expect(await countDeliveries(ctx)).toEqual({
    waiting: { count: 0, isMore: false },
    parked: { count: 0, isMore: false },
    unlinked: { count: 2, isMore: false },
    failed: { count: 0, isMore: false },
  });
  expect(await getDelivery(ctx, BigInt(second.items[0]?.id ?? 0))).toMatchObject({ payload: { handle: "summer" } });
});

test("a delivery that is replayed does what it does now, and newer news still win", async () => {
  const linked = await filledInbox(1);
  const ctx = asOwner(linked);
  const [unlinked] = (await listDeliveries(ctx, { states: ["UNLINKED"] }, { limit: 1 })).items;
  await linkOne(linked, 101);

  const answer = await replayDeliveries(ctx, { kind: "deliveries", ids: [BigInt(unlinked?.id ?? 0)] });
  const jobs = await linked.runtime.queue.boss.findJobs("webhooks.handle-deliveries", { key: linked.shopDomain });
  await handleDeliveries(linked.runtime, linked);

  expect(answer).toEqual({ replayed: 1 });
  expect(jobs.length).toBeGreaterThan(0);
  expect(await outcomes(linked)).toEqual(["repaired", "repaired"]);
  const activity = await linked.runtime.db.activity.findMany({ where: { organizationId: linked.organizationId } });
  expect(activity.map(({ action }) => action)).toEqual(["webhooks.replayed"]);
});

test("all that a filter finds is replayed, and nothing else", async () => {
  const linked = await filledInbox(3);

  const answer = await replayDeliveries(asOwner(linked), {
    kind: "filter",
    filter: { states: ["UNLINKED"], topic: "products/update", storeId: linked.storeId },
  });

  expect(answer).toEqual({ replayed: 3 });
  expect(await outcomes(linked)).toEqual(["repaired", null, null, null]);
});

test("another organization sees nothing of it, replays nothing of it, and a viewer may look alone", async () => {
  const linked = await filledInbox(1);
  const stranger = asOwner(await linkedStore());
  const [delivery] = (await listDeliveries(asOwner(linked), {}, { limit: 1 })).items;
  const ids = [BigInt(delivery?.id ?? 0)];
  const viewer = contextOf(linked.runtime, linked, "VIEWER");

  expect((await listDeliveries(stranger, { storeId: linked.storeId }, { limit: 10 })).items).toEqual([]);
  await expect(getDelivery(stranger, ids[0] ?? 0n)).rejects.toThrow("not-found");
  await expect(replayDeliveries(stranger, { kind: "deliveries", ids })).rejects.toThrow("not-found");
  expect(await replayDeliveries(stranger, { kind: "filter", filter: { storeId: linked.storeId } })).toEqual({
    replayed: 0,
  });
  expect((await listDeliveries(viewer, {}, { limit: 10 })).items).toHaveLength(2);
  await expect(replayDeliveries(viewer, { kind: "deliveries", ids })).rejects.toThrow("denied");
});

test("the API lists webhooks by state and replays them", async () => {
  const linked = await filledInbox(2);
  const call = await openApi(asOwner(linked));

  const listed = await call(list, { search: { state: "UNLINKED", limit: "1" } });
  const { items, nextCursor } = listed.body as { items: { id: string }[]; nextCursor: string };
  const next = await call(list, { search: { state: "UNLINKED", limit: "1", cursor: nextCursor } });
  const replayed = await call(replay, { method: "POST", body: { deliveryIds: [items[0]?.id] } });
  const both = await call(replay, { method: "POST", body: { deliveryIds: ["1"], filter: {} } });
  const wrong = await call(list, { search: { state: "LOST" } });

  expect(listed).toMatchObject({ status: 200, body: { items: [{ state: "UNLINKED", topic: "products/update" }] } });
  expect(next).toMatchObject({ status: 200, body: { nextCursor: null } });
  expect(replayed).toMatchObject({ status: 202, body: { replayed: 1 } });
  expect([both.status, wrong.status]).toEqual([422, 422]);
  expect(await outcomes(linked)).toEqual(["repaired", "not-linked", null]);
});

test("a token that may only look replays nothing", async () => {
  const linked = await filledInbox(0);
  const call = await openApi(asOwner(linked), ["view"]);

  expect(await call(replay, { method: "POST", body: { filter: {} } })).toMatchObject({ status: 403 });
});
