import { expect, test } from "vitest";
import { sweepReconciliations } from "#app/domain/reconciliation/runs/sweep-reconciliations.server.ts";
import { addSampleStore } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

async function openNight() {
  let now = new Date("2026-11-29T12:00:00Z");
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const runtime = await startTestRuntime({ clock });
  const { storeId } = await addSampleStore(runtime);
  return { runtime, storeId, sweepAt: (at: string) => ((now = new Date(at)), sweepReconciliations(runtime)) };
}

const runs = ({ db }: TestRuntime, storeId: string) =>
  db.reconciliationRun.findMany({ where: { storeId }, orderBy: { id: "asc" } });

/** Ends what is open, as a worker would. */
const complete = ({ db }: TestRuntime, storeId: string) =>
  db.reconciliationRun.updateMany({
    where: { storeId, status: { in: ["PENDING", "RUNNING"] } },
    data: { status: "COMPLETED", endedAt: new Date() },
  });

test("a store is reconciled once in a night of its own, not on the day of its connection", async () => {
  const { runtime, storeId, sweepAt } = await openNight();
  await sweepAt("2026-11-29T20:00:00Z");
  await sweepAt("2026-11-30T01:30:00Z");
  const before = await runs(runtime, storeId);

  await sweepAt("2026-11-30T03:30:00Z");
  await complete(runtime, storeId);
  await sweepAt("2026-11-30T04:30:00Z");

  const after = await runs(runtime, storeId);
  expect(before).toEqual([]);
  expect(after).toMatchObject([{ actorType: "SYSTEM", localDate: new Date("2026-11-30T00:00:00Z") }]);
  expect(await runtime.queue.boss.findJobs("reconciliation.reconcile-store", { key: storeId })).toHaveLength(1);
});

test("a night in which no worker was there is made up for once", async () => {
  const { runtime, storeId, sweepAt } = await openNight();

  await sweepAt("2026-12-03T15:00:00Z");
  await complete(runtime, storeId);
  await sweepAt("2026-12-03T15:01:00Z");

  expect(await runs(runtime, storeId)).toMatchObject([{ localDate: new Date("2026-12-03T00:00:00Z") }]);
});

test("two sweeps at once start one run", async () => {
  const { runtime, storeId, sweepAt } = await openNight();

  await Promise.all([sweepAt("2026-11-30T05:00:00Z"), sweepAt("2026-11-30T05:00:00Z")]);

  expect(await runs(runtime, storeId)).toHaveLength(1);
});

test("open runs of a store that has left are cancelled", async () => {
  const { runtime, storeId, sweepAt } = await openNight();
  await sweepAt("2026-11-30T05:00:00Z");
  await runtime.db.store.update({ where: { id: storeId }, data: { status: "UNINSTALLED" } });

  await sweepAt("2026-11-30T05:02:00Z");

  expect(await runs(runtime, storeId)).toMatchObject([{ status: "CANCELLED" }]);
});
