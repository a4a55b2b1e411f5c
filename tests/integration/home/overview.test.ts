import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { mattersOf } from "#app/components/home/matters.ts";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Actor, Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { readOverview } from "#app/http/home/overview.server.ts";
import { english } from "#tests/support/texts.ts";
import { makeOrganization, staff } from "#tests/support/worlds/sample-organization.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });

async function upload({ ctx }: UploadWorld, ids: string[], storeId: string): Promise<string> {
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids } });
  await drainStore(ctx, { storeId }, new AbortController().signal);
  return batchId;
}

/** Two stores, of which the first is served; to each goes a product and one more that Shopify would refuse, as its title is too long. */
async function openHome() {
  const world = await openUploadWorld({ shops: [{}, {}] });
  const [first = "", second = ""] = [...world.storeIds.values()];
  const good = await addProduct(world, { sizes: ["S"] });
  const bad = await addProduct(world, { sizes: ["S", "M"], title: "x".repeat(300) });
  const batchId = await upload(world, [good.id, bad.id], first);
  return { world, first, second, batchId };
}

test("uploads are counted by day and outcome where they end, with the time from approval to live", async () => {
  const { world: open, first, second, batchId } = await openHome();
  await using world = open;

  const { days } = await readOverview(world.ctx);
  const today = days.at(-1);
  expect(days).toHaveLength(14);
  expect(today).toMatchObject({ day: new Date().toISOString().slice(0, 10), succeeded: 1, failed: 1, notSent: 0 });
  expect(today?.medianSeconds).toBeGreaterThan(0);
  expect(today?.p95Seconds).toBe(today?.medianSeconds);
  expect(days.slice(0, -1).every(({ succeeded, medianSeconds }) => succeeded === 0 && medianSeconds === null)).toBe(
    true,
  );

  await retryFailedRows(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId: first }, new AbortController().signal);
  expect((await readOverview(world.ctx)).days.at(-1)).toMatchObject({ succeeded: 1, failed: 2 });
  const other = await readOverview(as(world.ctx, staff("VIEWER", second)));
  expect(other.days.at(-1)).toMatchObject({ succeeded: 0, failed: 0 });
});

test("failures are told by cause, with the batch in which most rows failed so, of the last days alone", async () => {
  const { world: open, first, second, batchId } = await openHome();
  await using world = open;
  const { db } = world.ctx;

  const { causes } = await readOverview(world.ctx);
  expect(causes).toMatchObject([{ category: "VALIDATION", rows: 2, products: 1, batches: 1, batch: { id: batchId } }]);
  expect((await readOverview(as(world.ctx, staff("MERCHANT", first)))).causes).toEqual(causes);
  expect((await readOverview(as(world.ctx, staff("MERCHANT", second)))).causes).toEqual([]);

  const later = { ...world.ctx.clock, now: () => new Date(Date.now() + 8 * 86_400_000) };
  expect((await readOverview({ ...world.ctx, clock: later })).causes).toEqual([]);
  expect(await db.uploadErrorGroup.count()).toBeGreaterThan(0);
});

test("of each store the first page tells points, what is open and stock, and who may pause it", async () => {
  const { world: open, first, second } = await openHome();
  await using world = open;

  const { stores, batches } = await readOverview(world.ctx);
  const byId = new Map(stores.map((store) => [store.id, store]));
  expect(byId.get(first)).toMatchObject({
    pulse: { productsOpen: 0, budget: { maximum: expect.any(Number), restorePerSecond: expect.any(Number) } },
    stock: { id: first },
    mayPause: true,
  });
  expect(byId.get(second)).toMatchObject({ pulse: { productsOpen: 2, budget: null } });
  expect(batches).toMatchObject([{ status: "PROCESSING", estimate: { stores: [{ storeId: second }] } }]);
  const viewer = await readOverview(as(world.ctx, staff("VIEWER", second)));
  expect(viewer.stores).toMatchObject([{ id: second, mayPause: false }]);
});

test("what needs a person is told to those who may see it: what stopped first, what merely waits last", async () => {
  const { world: open, first, second } = await openHome();
  await using world = open;
  const { db, organizationId } = world.ctx;
  await addProduct(world);
  await db.store.update({ where: { id: second }, data: { pausedAt: new Date() } });
  await db.goneBrake.create({ data: { storeId: first, stoppedAt: new Date(), report: {} } });
  await db.reconciliationFinding.create({
    data: { organizationId, storeId: first, kind: "AMBIGUOUS_VARIANTS", state: "OPEN", subject: "x" },
  });
  const proposal = { organizationId, storeId: first, matchedBy: "SKU", title: "Hat", handle: "hat" } as const;
  await db.adoptionProposal.create({
    data: {
      ...proposal,
      state: "AMBIGUOUS",
      shopifyProductId: "gid://shopify/Product/1",
      shopifyStatus: "ACTIVE",
      variantsInShop: 1,
    },
  });
  await addUndelivered(world.ctx);

  const all = mattersOf(english, await readOverview(world.ctx));
  const kinds = (matters: typeof all) => matters.map(({ key }) => key.replace(/-[0-9a-f]{8}-.*$/, ""));
  expect(kinds(all)).toEqual(["gone-brake", "failures", "paused", "undelivered", "findings", "adoptions", "waiting"]);
  const ofSecond = mattersOf(english, await readOverview(as(world.ctx, staff("MERCHANT", second))));
  expect(kinds(ofSecond)).toEqual(["paused", "waiting"]);
});

async function addUndelivered({ db, organizationId }: Context): Promise<void> {
  const rule = await db.notificationRule.create({
    data: { organizationId, name: "Ops", channel: "EMAIL", kinds: [], destination: "x", destinationShown: "x" },
  });
  const event = await db.notificationEvent.create({
    data: { organizationId, kind: "batch.failed", key: randomUUID(), subjectType: "batch", subjectId: "x" },
  });
  await db.notificationDelivery.create({
    data: { organizationId, eventId: event.id, ruleId: rule.id, state: "FAILED", endedAt: new Date() },
  });
}

test("an organization without an upload is shown its first steps, and who is bound to one store is not", async () => {
  await using world = await openUploadWorld();
  const { ctx, storeIds } = world;
  const empty = await makeOrganization(ctx.db);
  expect((await readOverview({ ...ctx, organizationId: empty.id })).firstSteps).toEqual({
    hasStore: false,
    hasProducts: false,
    hasRoute: false,
    hasApproved: false,
  });

  const { id } = await addProduct(world);
  expect((await readOverview(ctx)).firstSteps).toMatchObject({ hasStore: true, hasProducts: true, hasRoute: true });
  const [storeId = ""] = storeIds.values();
  expect((await readOverview(as(ctx, staff("MERCHANT", storeId)))).firstSteps).toBeNull();
  await upload(world, [id], storeId);
  expect((await readOverview(ctx)).firstSteps).toBeNull();
});
