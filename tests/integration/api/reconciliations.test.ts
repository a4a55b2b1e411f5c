import { expect, test } from "vitest";
import { reconcileStore } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { loader as readBrake } from "#app/routes/api.v1.stores.$storeId.gone-brake._index.ts";
import { action as releaseBrake } from "#app/routes/api.v1.stores.$storeId.gone-brake.release.ts";
import { action as confirm } from "#app/routes/api.v1.stores.$storeId.adoptions.confirm.ts";
import { action as reject } from "#app/routes/api.v1.stores.$storeId.adoptions.reject.ts";
import { loader as listAdoptions } from "#app/routes/api.v1.stores.$storeId.adoptions._index.ts";
import { action as makeAnew } from "#app/routes/api.v1.stores.$storeId.deleted-products.make-anew.ts";
import { loader as listDeleted } from "#app/routes/api.v1.stores.$storeId.deleted-products._index.ts";
import { action as dismiss } from "#app/routes/api.v1.stores.$storeId.findings.dismiss.ts";
import { loader as listFindings } from "#app/routes/api.v1.stores.$storeId.findings._index.ts";
import { action as change, loader as settings } from "#app/routes/api.v1.stores.$storeId.reconciliation-settings.ts";
import { loader as readRun } from "#app/routes/api.v1.stores.$storeId.reconciliations.$runId.ts";
import { action as start, loader as listRuns } from "#app/routes/api.v1.stores.$storeId.reconciliations._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addPlainProducts, makeByHand } from "#tests/support/reconciliation/handmade-shop.ts";
import { QUICK_BULK, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });
const calm = () => new AbortController().signal;

test("a run is started once, read, and listed with what it found", async () => {
  await using world = await openWorld();
  const { shop, storeId } = onlyStore(world);
  await upload(world, await addProducts(world, 2));
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");
  const call = await openApi(contextOf(world));
  const params = { storeId };

  const started = await call(start, { params, method: "POST" });
  const again = await call(start, { params, method: "POST" });
  await reconcileStore(world.ctx, { storeId }, calm());
  const runs = await call(listRuns, { params });
  const runId = (started.body as { id: string }).id;
  const run = await call(readRun, { params: { storeId, runId } });
  const findings = await call(listFindings, { params, search: { runId, kind: "PRODUCT_GONE", limit: "1" } });
  const deleted = await call(listDeleted, { params });

  expect([started.status, again.status]).toEqual([202, 202]);
  expect(again.body).toMatchObject({ id: runId, status: "PENDING" });
  expect(runs.body).toMatchObject({ items: [{ id: runId, status: "COMPLETED" }], nextCursor: null });
  expect(run.body).toMatchObject({ linksCompared: 2, findings: { PRODUCT_GONE: { repaired: 1, open: 0 } } });
  expect(findings.body).toMatchObject({ items: [{ kind: "PRODUCT_GONE", state: "REPAIRED" }] });
  expect(deleted.body).toMatchObject({ items: [{ mayBeMadeAnew: false, deletedAt: expect.any(String) }] });
});

test("adoptions are previewed, paged, confirmed and rejected", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  makeByHand(
    world,
    ["A", "B", "C"].map((sku) => ({ title: `Handmade ${sku}`, sku })),
  );
  await addPlainProducts(
    world,
    ["A", "B", "C"].map((sku) => ({ sku })),
  );
  const call = await openApi(contextOf(world), ["view", "configure"]);
  const params = { storeId };
  await call(start, { params, method: "POST", body: { kind: "ADOPT" } });
  await reconcileStore(world.ctx, { storeId }, calm());

  const first = await call(listAdoptions, { params, search: { limit: "2" } });
  const { items, nextCursor } = first.body as { items: { id: string }[]; nextCursor: string };
  const rest = await call(listAdoptions, { params, search: { limit: "2", cursor: nextCursor } });
  const rejected = await call(reject, { params, method: "POST", body: { ids: [items[0]?.id] } });
  const both = await call(confirm, { params, method: "POST", body: { ids: ["1"], filter: {} } });
  const confirmed = await call(confirm, { params, method: "POST", body: { filter: { matchedBy: ["SKU"] } } });

  expect(first.body).toMatchObject({ summary: [{ state: "PROPOSED", matchedBy: "SKU", products: 3 }] });
  expect((rest.body as { items: unknown[] }).items).toHaveLength(1);
  expect(rejected.body).toEqual({ rejected: 1 });
  expect(both.status).toBe(422);
  expect(confirmed.body).toEqual({ confirmed: 2, refused: 0, underWay: 0, isMore: false });
});

test("settings are read and changed, by whom may configure", async () => {
  await using world = await openWorld();
  const params = { storeId: onlyStore(world).storeId };
  const call = await openApi(contextOf(world), ["view", "configure"]);
  const viewer = await openApi(contextOf(world), ["view"]);

  const body = { deletedProductRule: "ASK", departureRule: "UNPUBLISH", quietHour: 4, maxGoneShare: 0.5 };
  const changed = await call(change, { params, method: "PATCH", body });
  const tooMuch = await call(change, { params, method: "PATCH", body: { maxGoneShare: 1.1 } });
  const wrong = await call(change, { params, method: "PATCH", body: { quietHour: 24 } });
  const refused = await viewer(change, { params, method: "PATCH", body: { quietHour: 5 } });
  const read = await viewer(settings, { params });

  expect(changed.body).toEqual(body);
  expect([wrong.status, tooMuch.status, refused.status]).toEqual([422, 422, 403]);
  expect(read.body).toEqual(body);
});

test("a brake on what is gone is read, and let go by whom may configure", async () => {
  await using world = await openWorld();
  const { storeId } = onlyStore(world);
  const params = { storeId };
  const call = await openApi(contextOf(world), ["view", "upload", "configure"]);
  const viewer = await openApi(contextOf(world), ["view"]);
  const report = {
    source: "RECONCILIATION",
    runId: null,
    products: 12,
    variants: 0,
    liveProducts: 12,
    liveVariants: 36,
    goneShare: 1,
    maxGoneShare: 0.2,
  };
  await world.ctx.db.goneBrake.create({ data: { storeId, stoppedAt: new Date(), report } });

  const held = await viewer(readBrake, { params });
  const refused = await viewer(releaseBrake, { params, method: "POST" });
  const released = await call(releaseBrake, { params, method: "POST" });
  const again = await call(releaseBrake, { params, method: "POST" });

  expect(held.body).toMatchObject({ stoppedAt: expect.any(String), report, releasedAt: null });
  expect(released.body).toEqual({ runId: expect.any(String) });
  expect([refused.status, released.status, again.status]).toEqual([403, 200, 409]);
});

test("the store of another organization does not exist, whatever is asked of it", async () => {
  await using world = await openWorld();
  await using other = await openWorld();
  const params = { storeId: onlyStore(other).storeId };
  const call = await openApi(contextOf(world), ["view", "upload", "configure"]);

  const answers = [
    await call(listRuns, { params }),
    await call(start, { params, method: "POST" }),
    await call(listFindings, { params }),
    await call(dismiss, { params, method: "POST", body: { ids: ["1"] } }),
    await call(listAdoptions, { params }),
    await call(confirm, { params, method: "POST", body: { filter: {} } }),
    await call(reject, { params, method: "POST", body: { filter: {} } }),
    await call(listDeleted, { params }),
    await call(makeAnew, { params, method: "POST", body: { productIds: [params.storeId] } }),
    await call(settings, { params }),
    await call(change, { params, method: "PATCH", body: { quietHour: 1 } }),
  ];

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});
