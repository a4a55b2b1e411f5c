import { expect, test } from "vitest";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { MAX_TRIES, PARKED_AT_MOST_MS } from "#app/domain/reconciliation/delivery-states.ts";
import { wakeParkedDeliveries } from "#app/domain/reconciliation/wake-waiting-deliveries.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import {
  BEFORE,
  bodyOf,
  ELEVEN,
  linkedStore,
  outcomes,
  tell,
  TEN,
  type Linked,
} from "#tests/support/worlds/linked-store.ts";

/** A store on a clock that the test moves. */
async function clockedStore() {
  let nowMs = Date.now();
  const linked = await linkedStore({
    clock: { now: () => new Date(nowMs), sleep: (ms, signal) => systemClock.sleep(ms, signal) },
  });
  return { ...linked, pass: (milliseconds: number) => (nowMs += milliseconds), now: () => new Date(nowMs) };
}

const statesOf = async ({ runtime, shopDomain }: Linked): Promise<string[]> =>
  (await runtime.db.webhookDelivery.findMany({ where: { shopDomain }, orderBy: { id: "asc" } })).map(
    ({ state, outcome }) => `${state} ${outcome}`,
  );

/** The database refuses every change to links of this handle. */
async function refuseHandle({ runtime }: Linked, handle: string): Promise<void> {
  await runtime.db.$executeRawUnsafe(`CREATE OR REPLACE FUNCTION refuse_handle() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN IF NEW.handle = ''${handle}'' THEN RAISE EXCEPTION ''refused''; END IF; RETURN NEW; END'`);
  await runtime.db.$executeRaw`
    CREATE OR REPLACE TRIGGER refuse_handle BEFORE UPDATE ON product_links FOR EACH ROW EXECUTE FUNCTION refuse_handle()`;
}

async function uploadUnderWay({
  runtime,
  organizationId,
  storeId,
  productId,
}: Linked): Promise<{ end(): Promise<void> }> {
  const batch = await runtime.db.shopifyUploadBatch.create({
    data: { organizationId, name: "Under way", actorType: "SYSTEM", actorName: "Test" },
  });
  const { id } = await runtime.db.uploadGroup.create({
    data: { organizationId, storeId, productId, batchId: batch.id, rowCount: 1, payload: {}, payloadHash: "h" },
  });
  return { end: async () => void (await runtime.db.uploadGroup.delete({ where: { id } })) };
}

/** A product that the shop has and no link knows. */
const newcomer = (linked: Linked, updatedAt: string, createdAt: string) => ({
  ...bodyOf(linked, updatedAt, { created_at: createdAt }),
  admin_graphql_api_id: `gid://shopify/Product/${linked.seed + 500}`,
});

async function linkNewcomer({ runtime, organizationId, storeId, seed }: Linked): Promise<void> {
  const { categoryId } = await runtime.db.product.findFirstOrThrow({ where: { organizationId } });
  const product = await runtime.db.product.create({
    data: { organizationId, externalId: "hat", categoryId, handle: "hat", title: "Hat" },
  });
  await runtime.db.productLink.create({
    data: { organizationId, storeId, productId: product.id, shopifyProductId: `gid://shopify/Product/${seed + 500}` },
  });
}

test("a delivery that cannot be applied is tried a few times and given up, and keeps nothing else waiting", async () => {
  const linked = await clockedStore();
  await refuseHandle(linked, "poison");
  await tell(linked, { payload: bodyOf(linked, TEN, { handle: "poison" }) });
  await tell(linked, { topic: "carts/create", triggeredAt: ELEVEN, payload: {} });

  await handleDeliveries(linked.runtime, linked);
  const afterOne = await statesOf(linked);
  for (let tries = 1; tries < MAX_TRIES; tries += 1) {
    linked.pass(3_600_000);
    await handleDeliveries(linked.runtime, linked);
  }

  expect(afterOne).toEqual(["WAITING null", "IGNORED not-handled"]);
  const [poison] = await linked.runtime.db.webhookDelivery.findMany({ where: { shopDomain: linked.shopDomain } });
  expect(poison).toMatchObject({ state: "FAILED", outcome: "failed", tries: MAX_TRIES });
  expect(poison?.detail).toMatch(/on our side/);
  expect(linked.runtime.lines.filter(({ level }) => level === "error")).toHaveLength(MAX_TRIES);
});

test("older news of a product wait for the newer one that fails, and are applied when it is given up", async () => {
  const linked = await clockedStore();
  await refuseHandle(linked, "poison");
  await tell(linked, { payload: bodyOf(linked, TEN, { handle: "older" }) });
  await tell(linked, { triggeredAt: ELEVEN, payload: bodyOf(linked, ELEVEN, { handle: "poison" }) });

  await handleDeliveries(linked.runtime, linked);
  const afterOne = await statesOf(linked);
  for (let tries = 1; tries < MAX_TRIES; tries += 1) {
    linked.pass(3_600_000);
    await handleDeliveries(linked.runtime, linked);
  }

  expect(afterOne).toEqual(["WAITING null", "WAITING null"]);
  expect(await statesOf(linked)).toEqual(["HANDLED repaired", "FAILED failed"]);
});

test("news of a product whose upload has not committed yet are parked, and applied once its link is there", async () => {
  const linked = await clockedStore();
  const now = linked.now().toISOString();
  await uploadUnderWay(linked);
  await tell(linked, { triggeredAt: now, payload: newcomer(linked, now, now) });

  await handleDeliveries(linked.runtime, linked);
  const early = await statesOf(linked);
  await linkNewcomer(linked);
  await linked.runtime.queue.boss.deleteQueuedJobs("webhooks.handle-deliveries");
  await wakeParkedDeliveries(linked.runtime, linked.storeId);
  const woken = await linked.runtime.queue.boss.findJobs("webhooks.handle-deliveries", { key: linked.shopDomain });
  await handleDeliveries(linked.runtime, linked);

  expect(early).toEqual(["PARKED early"]);
  expect(woken).toHaveLength(1);
  expect(await statesOf(linked)).toEqual(["HANDLED repaired"]);
});

test("parked news that nobody links in time are unlinked", async () => {
  const linked = await clockedStore();
  const now = linked.now().toISOString();
  await uploadUnderWay(linked);
  await tell(linked, { triggeredAt: now, payload: newcomer(linked, now, now) });
  await handleDeliveries(linked.runtime, linked);

  linked.pass(PARKED_AT_MOST_MS + 1_000);
  await handleDeliveries(linked.runtime, linked);

  expect(await statesOf(linked)).toEqual(["UNLINKED not-linked"]);
});

test("parked news are unlinked as soon as nothing is on its way any more", async () => {
  const linked = await clockedStore();
  const now = linked.now().toISOString();
  const upload = await uploadUnderWay(linked);
  await tell(linked, { triggeredAt: now, payload: newcomer(linked, now, now) });
  await handleDeliveries(linked.runtime, linked);
  await upload.end();

  linked.pass(60_000);
  await handleDeliveries(linked.runtime, linked);

  expect(await statesOf(linked)).toEqual(["UNLINKED not-linked"]);
});

test("a product that the merchant made long ago waits for no upload", async () => {
  const linked = await clockedStore();
  await uploadUnderWay(linked);
  await tell(linked, { payload: newcomer(linked, linked.now().toISOString(), BEFORE.toISOString()) });

  await handleDeliveries(linked.runtime, linked);

  expect(await statesOf(linked)).toEqual(["UNLINKED not-linked"]);
});

test("what the shop took of us last is told from what somebody edited there", async () => {
  const linked = await linkedStore();
  await linked.runtime.db.productLink.updateMany({
    where: { storeId: linked.storeId },
    data: { accepted: { handle: "shirt", title: "Shirt", tags: ["b", "a"], vendor: "", status: "ACTIVE" } },
  });
  await linked.runtime.db.variantLink.updateMany({
    where: { storeId: linked.storeId },
    data: { accepted: { price: "19.9", compareAtPrice: null, barcode: null } },
  });
  const shown = { title: "Shirt", tags: "a, b", vendor: "", status: "active" };
  const variants = (bodyOf(linked, TEN).variants as object[]).map((variant) => ({
    ...variant,
    price: "19.90",
    compare_at_price: null,
    barcode: "",
  }));
  await tell(linked, { payload: bodyOf(linked, TEN, { ...shown, variants }) });
  await handleDeliveries(linked.runtime, linked);
  const edits = { ...shown, title: "Summer shirt", variants: [{ ...variants[0], price: "25.00" }, variants[1]] };
  await tell(linked, { triggeredAt: ELEVEN, payload: bodyOf(linked, ELEVEN, edits) });

  await handleDeliveries(linked.runtime, linked);

  const rows = await linked.runtime.db.webhookDelivery.findMany({ where: { shopDomain: linked.shopDomain } });
  expect(rows.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ["echo", null],
    ["edited", "Edited in the shop: title, price."],
  ]);
});

test("of two news of one second the one that was triggered later wins, also when it is handled first", async () => {
  const linked = await linkedStore();
  const [first, second] = ["2026-11-23T10:00:00.100Z", "2026-11-23T10:00:00.900Z"];
  await tell(linked, { triggeredAt: second, payload: bodyOf(linked, TEN, { handle: "second" }) });
  await handleDeliveries(linked.runtime, linked);
  await tell(linked, { triggeredAt: first, payload: bodyOf(linked, TEN, { handle: "first" }) });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["repaired", "stale"]);
});
