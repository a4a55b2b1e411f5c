import { expect, test } from "vitest";
import { noteFinishedBulkQuery } from "#app/domain/reconciliation/runs/note-finished-bulk-query.server.ts";
import { reconcileStore } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { getRun } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { SnapshotCutError } from "#app/domain/reconciliation/internal/run/run-errors.ts";
import { NoAnswerError } from "#app/shopify/errors.ts";
import { compareLinksWithShop } from "#tests/support/reconciliation/compare-links-with-shop.ts";
import { QUICK_BULK, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { addProducts, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;
const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

/** A store whose shop differs from its links, and a run that was asked for. */
async function openRun(world: UploadWorld, products = 3) {
  await upload(world, await addProducts(world, products));
  const { shop, storeId } = onlyStore(world);
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");
  const { runId } = await requestReconciliation(world.ctx, { storeId });
  return {
    shop,
    storeId,
    goOn: (ctx = world.ctx, signal = calm()) => reconcileStore(ctx, { storeId }, signal),
    run: () => getRun(world.ctx, { storeId, runId }),
    stored: () => world.ctx.db.reconciliationRun.findUniqueOrThrow({ where: { id: runId } }),
    differences: () => compareLinksWithShop(world.ctx.db, storeId, shop.products()),
  };
}

/** The same world to whom answers other than GraphQL's come changed. */
function withDownload(world: UploadWorld, change: (response: Response) => Promise<Response> | Response) {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await world.ctx.fetch(input, init);
    return String(input instanceof Request ? input.url : input).includes("graphql") ? response : change(response);
  };
  return { ...world.ctx, fetch };
}

test("a run whose start was answered to nobody finds its bulk query and starts no second one", async () => {
  await using world = await openWorld();
  const { shop, goOn, run, differences } = await openRun(world);
  world.simulator.faults.add({ operation: "bulkOperationRunQuery", point: "after-apply", effect: "drop", nth: 1 });
  await expect(goOn()).rejects.toBeInstanceOf(NoAnswerError);

  const outcome = await goOn();

  expect(outcome).toBe("completed");
  expect(shop.bulkOperations()).toHaveLength(1);
  expect((await run()).findings).toMatchObject({ PRODUCT_GONE: { repaired: 1 } });
  expect(await differences()).toEqual([]);
});

test("a bulk query that fails in its middle is started again, and nothing of its part is used", async () => {
  await using world = await openWorld();
  const { shop, goOn, differences, run } = await openRun(world, 30);
  world.simulator.faults.add({ operation: "bulk-operation", point: "after-apply", effect: "partial", nth: 1 });

  const outcome = await goOn();

  expect(outcome).toBe("completed");
  expect(shop.bulkOperations()).toHaveLength(2);
  expect((await run()).linksCompared).toBe(30);
  expect(await differences()).toEqual([]);
});

test("a bulk query that always fails ends the run with its reason, and the links stay as they are", async () => {
  await using world = await openWorld();
  const { goOn, run, storeId } = await openRun(world);
  world.simulator.faults.add({ operation: "bulk-operation", point: "before-apply", effect: "status", every: 1 });

  const outcome = await goOn();

  expect(outcome).toBe("failed");
  expect(await run()).toMatchObject({ status: "FAILED", errorCode: "reconciliation.bulk-query-failed" });
  expect(await world.ctx.db.productLink.count({ where: { storeId, goneAt: { not: null } } })).toBe(0);
});

test("a list that breaks off is read on from where it broke, and compared only when it is whole", async () => {
  await using world = await openWorld();
  const { goOn, run, stored, differences } = await openRun(world, 700);
  const cut = withDownload(world, async (response) => {
    const text = await response.text();
    return new Response(text.slice(0, text.length * 0.8));
  });
  await expect(goOn(cut)).rejects.toBeInstanceOf(SnapshotCutError);
  const before = await stored();

  const outcome = await goOn();

  expect(before).toMatchObject({ step: "READ", linksCompared: 0 });
  expect(Number(before.linesStaged)).toBeGreaterThan(0);
  expect(Number(before.linesStaged)).toBeLessThan(Number(before.linesTotal));
  expect(outcome).toBe("completed");
  expect((await run()).lines).toEqual({ total: 2_796, read: 2_796 });
  expect(await differences()).toEqual([]);
});

test("a list of fewer lines than Shopify announced is not compared", async () => {
  await using world = await openWorld();
  const { goOn, storeId } = await openRun(world);
  const short = withDownload(world, async (response) => {
    const lines = (await response.text()).trimEnd().split("\n");
    return new Response(lines.slice(0, -2).join("\n"));
  });

  await expect(goOn(short)).rejects.toBeInstanceOf(SnapshotCutError);

  expect(await world.ctx.db.productLink.count({ where: { storeId, goneAt: { not: null } } })).toBe(0);
});

test("a list that stays shorter than Shopify announced is asked for anew, and given up with nothing called gone", async () => {
  await using world = await openWorld();
  const { shop, goOn, run, storeId } = await openRun(world);
  const short = withDownload(world, async (response) => {
    const lines = (await response.text()).trimEnd().split("\n");
    return new Response(`${lines.slice(0, -2).join("\n")}\n`);
  });
  const tries: string[] = [];
  while (tries.length < 10 && tries.at(-1) !== "failed") tries.push(await goOn(short).catch(() => "cut"));

  expect(tries).toEqual(["cut", "cut", "cut", "failed"]);
  expect(shop.bulkOperations()).toHaveLength(3);
  expect(await run()).toMatchObject({
    status: "FAILED",
    errorCode: "reconciliation.bulk-query-failed",
    linksCompared: 0,
  });
  expect(await world.ctx.db.productLink.count({ where: { storeId, goneAt: { not: null } } })).toBe(0);
});

test("a list of more lines than Shopify announced is another one, and is not compared", async () => {
  await using world = await openWorld();
  const { goOn, run, storeId } = await openRun(world);
  const longer = withDownload(world, async (response) => {
    const lines = (await response.text()).trimEnd().split("\n");
    return new Response([...lines, lines.at(-1)].join("\n"));
  });

  const outcome = await goOn(longer);

  expect(outcome).toBe("failed");
  expect(await run()).toMatchObject({ status: "FAILED", linksCompared: 0 });
  expect(await world.ctx.db.productLink.count({ where: { storeId, goneAt: { not: null } } })).toBe(0);
});

test("a snapshot that a crash of the database has emptied is read again before anything is called gone", async () => {
  await using world = await openWorld();
  const { goOn, differences, run } = await openRun(world);
  const { db } = world.ctx;
  const stopping = new AbortController();
  const stopAfterReading = withDownload(world, (response) => {
    stopping.abort();
    return response;
  });
  await goOn(stopAfterReading, stopping.signal);
  await db.reconciliationRun.updateMany({ data: { step: "LINKS", linesStaged: 11 }, where: { status: "RUNNING" } });
  await db.shopSnapshotProduct.deleteMany();
  await db.shopSnapshotVariant.deleteMany();

  const outcome = await goOn();

  expect(outcome).toBe("completed");
  expect((await run()).findings).toMatchObject({ PRODUCT_GONE: { repaired: 1 } });
  expect(await differences()).toEqual([]);
});

test("of two workers at one run the earlier one commits nothing any more", async () => {
  await using world = await openWorld();
  const { goOn, differences } = await openRun(world);
  const second = Promise.withResolvers<string>();
  const first = goOn(
    withDownload(world, async (response) => {
      second.resolve(await goOn());
      return response;
    }),
  );

  const outcomes = [await first, await second.promise];

  expect(outcomes).toEqual(["lost", "completed"]);
  expect(await differences()).toEqual([]);
});

test("a run that waits for Shopify lets its worker go, and the finish of its bulk query wakes it", async () => {
  await using world = await openUploadWorld({ simulator: { fidelity: { ...QUICK_BULK, bulkStartDelayMs: 600_000 } } });
  const { goOn, stored, storeId } = await openRun(world);
  const { ctx } = world;
  const impatient = { ...ctx, clock: { ...ctx.clock, sleep: () => Promise.resolve() } };

  const outcome = await goOn(impatient);

  const { bulkOperationId, nextLookAt } = await stored();
  await world.queue.boss.deleteQueuedJobs("reconciliation.reconcile-store");
  const other = await noteFinishedBulkQuery(ctx, { storeId, bulkOperationId: "gid://shopify/BulkOperation/1" });
  const own = await noteFinishedBulkQuery(ctx, { storeId, bulkOperationId: bulkOperationId ?? "" });
  expect(outcome).toBe("waiting");
  expect(nextLookAt.getTime()).toBeGreaterThan(Date.now());
  expect([other, own]).toEqual([false, true]);
  expect(await world.queue.boss.findJobs("reconciliation.reconcile-store", { key: storeId })).toHaveLength(1);
});

test("a run of a store that has left fails in words and calls nobody", async () => {
  await using world = await openWorld();
  const { goOn, run, storeId } = await openRun(world);
  await world.ctx.db.store.update({ where: { id: storeId }, data: { status: "UNINSTALLED" } });
  const silent = { ...world.ctx, fetch: () => Promise.reject(new Error("Nobody may be called.")) };

  const outcome = await goOn(silent);

  expect(outcome).toBe("failed");
  expect(await run()).toMatchObject({ status: "FAILED", errorMessage: expect.stringMatching(/\w+/) });
});
