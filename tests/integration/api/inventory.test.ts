import { expect, test } from "vitest";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { action as release } from "#app/routes/api.v1.inventory.quarantine.$levelId.release.ts";
import { loader as listQuarantine } from "#app/routes/api.v1.inventory.quarantine._index.ts";
import { loader as readDrift } from "#app/routes/api.v1.inventory.drift.ts";
import { action as cancel } from "#app/routes/api.v1.inventory.runs.$runId.cancel.ts";
import { loader as readRun } from "#app/routes/api.v1.inventory.runs.$runId._index.ts";
import { action as releaseBrake } from "#app/routes/api.v1.inventory.runs.$runId.release.ts";
import { action as retry } from "#app/routes/api.v1.inventory.runs.$runId.retry.ts";
import { loader as listRows } from "#app/routes/api.v1.inventory.runs.$runId.rows._index.ts";
import { action as request, loader as listRuns } from "#app/routes/api.v1.inventory.runs._index.ts";
import { action as changeSettings, loader as readSettings } from "#app/routes/api.v1.stores.$storeId.stock-settings.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const contextOf = ({ ctx, queue }: StockWorld) => ({ ...ctx, queue });

const idOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "id" in body ? String(body.id) : "no id";

test("a sync is asked for, watched row by row, and listed", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(4);
  const call = await openApi(contextOf(world));

  const asked = await call(request, { method: "POST", body: { storeId: world.storeId } });
  const params = { runId: idOf(asked.body) };
  await world.sync();
  const run = await call(readRun, { params });
  const firstRows = await call(listRows, { params, search: { limit: "2" } });
  const runs = await call(listRuns, { search: { storeId: world.storeId, status: "COMPLETED" } });

  expect(asked).toMatchObject({ status: 202, body: { kind: "ON_DEMAND", status: "PENDING" } });
  expect(run.body).toMatchObject({ status: "COMPLETED", rows: { total: 3, succeeded: 3 } });
  expect(firstRows.body).toMatchObject({
    items: [{ status: "SUCCESS", target: 4, changeFrom: 0, locationName: "Shop location" }, { status: "SUCCESS" }],
    nextCursor: expect.any(String),
  });
  expect(runs.body).toMatchObject({ items: [{ id: params.runId }], nextCursor: null });
});

test("a dry run is asked for and its drift is a figure of its day", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(4);
  const call = await openApi(contextOf(world));

  const asked = await call(request, { method: "POST", body: { storeId: world.storeId, dryRun: true } });
  await world.sync();
  const drift = await call(readDrift, { search: { storeId: world.storeId } });

  expect(asked.body).toMatchObject({ kind: "DRY_RUN" });
  expect(drift.body).toMatchObject({ days: [{ levels: 3, drifted: 3, units: 12, share: 1 }] });
});

test("what cannot be understood, and what is another organization's, is refused", async () => {
  await using world = await openStockWorld({ products: 1 });
  await using other = await openStockWorld({ products: 1 });
  const { runId } = await requestStockSync(other.ctx, { storeId: other.storeId });
  const call = await openApi(contextOf(world), ["view", "upload", "configure"]);
  const params = { runId };

  const answers = await Promise.all([
    call(request, { method: "POST", body: { storeId: other.storeId } }),
    call(readRun, { params }),
    call(listRows, { params }),
    call(cancel, { params, method: "POST" }),
    call(retry, { params, method: "POST", body: {} }),
    call(releaseBrake, { params, method: "POST" }),
    call(readDrift, { search: { storeId: other.storeId } }),
    call(readSettings, { params: { storeId: other.storeId } }),
  ]);
  const both = await call(request, {
    method: "POST",
    body: { storeId: world.storeId, categoryId: world.rootCategoryId, productId: world.variants[0]?.productId },
  });

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect(both).toMatchObject({ status: 422, body: { code: "inventory.one-scope" } });
});

test("a token that may only look asks for nothing, and one that may upload lets no brake go", async () => {
  await using world = await openStockWorld({ products: 5 });
  await world.count(3);
  const viewing = await openApi(contextOf(world), ["view"]);
  const refused = await viewing(request, { method: "POST", body: { storeId: world.storeId } });
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  await world.count(0);
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  const params = { runId };

  const uploading = await openApi(contextOf(world), ["view", "upload"]);
  const notReleased = await uploading(releaseBrake, { params, method: "POST" });
  const configuring = await openApi(contextOf(world), ["view", "configure"]);
  const waiting = await configuring(readRun, { params });
  const released = await configuring(releaseBrake, { params, method: "POST" });
  await world.sync();

  expect(refused.status).toBe(403);
  expect(notReleased.status).toBe(403);
  expect(waiting.body).toMatchObject({
    status: "WAITING_FOR_PERSON",
    brakeReport: { toZero: 15, levels: 15, tooManyToZero: true },
  });
  expect(released).toMatchObject({ status: 202, body: { status: "PENDING" } });
  expect(world.available()).toEqual(world.variants.map(() => 0));
});

test("the schedule of a store is read and changed, and nonsense is refused by name", async () => {
  await using world = await openStockWorld({ products: 1 });
  const params = { storeId: world.storeId };
  const call = await openApi(contextOf(world), ["view", "configure"]);

  const before = await call(readSettings, { params });
  const changed = await call(changeSettings, {
    params,
    method: "PATCH",
    body: { dailyAt: "22:15", timeZone: "Europe/Berlin", maxZeroShare: 0.5 },
  });
  const wrong = await Promise.all(
    [{ dailyAt: "25:00" }, { timeZone: "Mars/Olympus" }, { maxZeroShare: 2 }].map((body) =>
      call(changeSettings, { params, method: "PATCH", body }),
    ),
  );

  expect(before.body).toMatchObject({ isDailyOn: true, dailyAt: "03:00", timeZone: null, maxZeroShare: 0.2 });
  expect(changed.body).toMatchObject({ dailyAt: "22:15", timeZone: "Europe/Berlin", maxZeroShare: 0.5 });
  expect(changed.body).toMatchObject({ nextDailyAt: expect.any(String) });
  expect(wrong.map(({ status }) => status)).toEqual([422, 422, 422]);
});

test("a level that Shopify refuses is listed with its reason, released, and a run's rows are retried", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(4);
  await world.ctx.db.variantLink.updateMany({
    where: { variantId: world.variants[0]?.variantId ?? "" },
    data: { shopifyInventoryItemId: "gid://shopify/InventoryItem/999999" },
  });
  const call = await openApi(contextOf(world));
  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  const quarantine = await call(listQuarantine, { search: { storeId: world.storeId } });
  const [held] = await world.ctx.db.quarantinedLevel.findMany({ where: { storeId: world.storeId } });
  await world.ctx.db.variantLink.updateMany({
    where: { variantId: world.variants[0]?.variantId ?? "" },
    data: { shopifyInventoryItemId: world.variants[0]?.inventoryItemId ?? "" },
  });
  const retried = await call(retry, { params: { runId }, method: "POST", body: {} });
  await world.sync();
  const again = await call(retry, { params: { runId }, method: "POST", body: {} });
  const released = await call(release, { params: { levelId: String(held?.id) }, method: "POST" });
  const run = await call(readRun, { params: { runId } });

  expect(quarantine.body).toMatchObject({ items: [{ reasonCode: "shopify.invalid-inventory-item", runId }] });
  expect(retried).toMatchObject({ status: 202, body: { retried: 1 } });
  expect(again).toMatchObject({ status: 409, body: { code: "inventory-run.nothing-to-retry" } });
  expect(released.status).toBe(200);
  expect(run.body).toMatchObject({ status: "COMPLETED", rows: { total: 3, succeeded: 3, quarantined: 0 } });
  expect(world.available()).toEqual([4, 4, 4]);
});
