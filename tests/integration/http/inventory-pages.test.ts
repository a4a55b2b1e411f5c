import { expect, test } from "vitest";
import type { Context } from "#app/domain/context.ts";
import { releaseQuarantinedLevels } from "#app/domain/inventory/levels/release-quarantined-levels.server.ts";
import { releaseBrake } from "#app/domain/inventory/release-brake.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { readInventory } from "#app/http/inventory/inventory-overview.server.ts";
import { steerStockRun } from "#app/http/inventory/steer-stock-run.server.ts";
import { readStockRun } from "#app/http/inventory/stock-run-progress.server.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const at = (search = "") => new Request(`https://app.test/app/inventory${search}`);

/** The same organization, asked by a person of one store. */
const as = ({ ctx }: StockWorld, role: "MERCHANT" | "VIEWER", storeId: string): Context => ({
  ...ctx,
  actor: { type: "STAFF", id: "00000000-0000-7000-8000-000000000001", name: "Mia", role, storeId },
});

async function twoStores(): Promise<{ world: StockWorld; otherId: string }> {
  const world = await openStockWorld({ products: 4, shops: [{}, {}] });
  await world.count(5);
  await requestStockSync(world.ctx, { storeId: world.storeId, isShopRead: true });
  await world.sync();
  const otherId = [...world.storeIds.values()].find((id) => id !== world.storeId) ?? "";
  return { world, otherId };
}

test("the page of stock tells of each store its last sync, its brake, its quarantine and its drift", async () => {
  const { world: open } = await twoStores();
  await using world = open;
  const { ctx, storeId } = world;
  await world.count(0);
  const { runId } = await requestStockSync(ctx, { storeId });
  await world.sync();

  const { stores, runs, drift } = await readInventory(ctx, at());

  expect(stores.find(({ id }) => id === storeId)).toMatchObject({
    status: "CONNECTED",
    lastRun: { kind: "ON_DEMAND", status: "COMPLETED", failed: 0, completedAt: expect.any(Date) },
    runUnderWay: null,
    stoppedRunId: runId,
    quarantined: 0,
    drift: { levels: 12, drifted: 12 },
  });
  expect(stores).toHaveLength(2);
  expect(drift).toMatchObject([{ levels: 12, drifted: 12, units: 60, share: 1 }]);
  expect(runs.map(({ storeName, status }) => [storeName, status])).toEqual([
    [expect.any(String), "WAITING_FOR_PERSON"],
    [expect.any(String), "COMPLETED"],
  ]);
});

test("runs are found by store, kind and status, page after page, and by nothing else", async () => {
  const { world: open, otherId } = await twoStores();
  await using world = open;
  const { ctx, storeId, variants } = world;
  for (let number = 0; number < 30; number += 1)
    await requestStockSync(ctx, { storeId, productId: variants[0]?.productId ?? "" });

  const first = await readInventory(ctx, at(`?storeId=${storeId}&kind=ON_DEMAND&status=PENDING`));
  const second = await readInventory(ctx, at(`?storeId=${storeId}&status=PENDING&after=${first.nextCursor ?? ""}`));
  const none = await readInventory(ctx, at(`?storeId=${otherId}`));

  expect([first.runs.length, second.runs.length, none.runs.length]).toEqual([25, 5, 0]);
  expect(second.nextCursor).toBeNull();
  expect(first.runs[0]).toMatchObject({ scopeName: expect.any(String) });
  await expect(readInventory(ctx, at("?status=LOST"))).rejects.toMatchObject({ code: "request.invalid-parameters" });
});

test("a merchant sees and starts stock syncs of the own store alone, and lets no brake go", async () => {
  const { world: open, otherId } = await twoStores();
  await using world = open;
  const { storeId } = world;
  const merchant = as(world, "MERCHANT", storeId);
  await world.count(0);
  const { runId } = await requestStockSync(merchant, { storeId });
  await world.sync();

  const seen = await readInventory(merchant, at());

  expect(seen.stores.map(({ id }) => id)).toEqual([storeId]);
  expect(seen.runs).toHaveLength(2);
  await expect(requestStockSync(merchant, { storeId: otherId })).rejects.toMatchObject({ code: "store.not-found" });
  await expect(releaseBrake(merchant, { runId })).rejects.toMatchObject({ code: "permission.denied" });
  expect(await steerStockRun(merchant, runId, { intent: "cancel" })).toEqual({ done: "cancelled" });
});

test("a merchant of another store sees nothing of it, and a viewer changes nothing", async () => {
  const { world: open, otherId } = await twoStores();
  await using world = open;
  const { storeId } = world;
  const { runs } = await readInventory(world.ctx, at());
  const runId = runs[0]?.id ?? "";
  const viewer = as(world, "VIEWER", storeId);

  expect((await readInventory(as(world, "MERCHANT", otherId), at())).runs).toEqual([]);
  await expect(readStockRun(as(world, "MERCHANT", otherId), at(), { runId })).rejects.toMatchObject({
    remedy: { kind: "none" },
  });
  expect((await readStockRun(viewer, at(), { runId })).run.id).toBe(runId);
  for (const intent of ["retry", "cancel", "release", "set"] as const)
    await expect(steerStockRun(viewer, runId, { intent })).rejects.toMatchObject({ code: "permission.denied" });
  await expect(
    releaseQuarantinedLevels(viewer, { storeId, reasonCode: "shopify.invalid-location" }),
  ).rejects.toMatchObject({ code: "permission.denied" });
});

test("a run's page has its rows by status, and says what its store waits for", async () => {
  const { world: open } = await twoStores();
  await using world = open;
  const { ctx, storeId } = world;
  const { runs } = await readInventory(ctx, at());
  const runId = runs[0]?.id ?? "";
  await ctx.db.store.update({ where: { id: storeId }, data: { pausedAt: new Date() } });

  const all = await readStockRun(ctx, at(), { runId });
  const failed = await readStockRun(ctx, at("?status=FAILED"), { runId });

  expect(all).toMatchObject({ heldBy: "paused", run: { rows: { succeeded: 12 }, scopeName: null } });
  expect(all.rows[0]).toMatchObject({ status: "SUCCESS", changeFrom: 0, target: 5 });
  expect(failed.rows).toEqual([]);
});

test("what a check has found is set by a run of its own, of the same part of the catalog", async () => {
  const { world: open } = await twoStores();
  await using world = open;
  const { ctx, storeId, variants } = world;
  const productId = variants[0]?.productId ?? "";
  await world.count(7);
  const { runId } = await requestStockSync(ctx, { storeId, productId, isDryRun: true });
  await world.sync();

  const answer = await steerStockRun(ctx, runId, { intent: "set" });
  await world.sync();

  expect(answer).toMatchObject({ started: expect.any(String) });
  const started = "started" in answer ? answer.started : "";
  expect((await readStockRun(ctx, at(), { runId: started })).run).toMatchObject({
    kind: "ON_DEMAND",
    productId,
    status: "COMPLETED",
    rows: { succeeded: 3 },
  });
});
