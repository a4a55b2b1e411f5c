import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { reconcileStore } from "#jobs/contracts/reconciliation.ts";
import { nightlyDateDue } from "./nightly-date.ts";

export interface ReconciliationSweep {
  started: number;
  woken: number;
  /** Runs of stores that have left. */
  cancelled: number;
}

/**
 * Starts the nightly run of every connected store whose quiet hour has come on its own day and that has had none today; a
 * worker that was away then starts it later on, once. Wakes what is to be looked at again.
 */
export async function sweepReconciliations(runtime: Runtime): Promise<ReconciliationSweep> {
  const now = runtime.clock.now();
  return inTransaction(runtime.db, async (tx) => {
    const cancelled = await tx.reconciliationRun.updateMany({
      where: { status: { in: ["PENDING", "RUNNING"] }, store: { status: "UNINSTALLED" } },
      data: { status: "CANCELLED", endedAt: now },
    });
    const started = await startNightlyRuns(tx, now);
    const waiting = await tx.reconciliationRun.findMany({
      where: { status: { in: ["PENDING", "RUNNING"] }, nextLookAt: { lte: now } },
      select: { storeId: true },
    });
    for (const { storeId } of waiting) await runtime.queue.send(tx, reconcileStore, { storeId });
    return { started, woken: waiting.length, cancelled: cancelled.count };
  });
}

/** Two sweeps at once start a store's run once: the index of its local days allows no second one. */
async function startNightlyRuns(tx: Tx, now: Date): Promise<number> {
  const stores = await tx.store.findMany({
    where: { status: "CONNECTED", reconciliations: { none: { status: { in: ["PENDING", "RUNNING"] } } } },
    select: { id: true, organizationId: true, ianaTimezone: true, quietHour: true, connectedAt: true },
  });
  const due = stores.flatMap((store) => {
    const date = nightlyDateDue(store, now);
    return date === null ? [] : [{ ...store, localDate: new Date(`${date}T00:00:00Z`) }];
  });
  if (due.length === 0) return 0;
  const { count } = await tx.reconciliationRun.createMany({
    data: due.map(({ id, organizationId, localDate }) => ({
      organizationId,
      storeId: id,
      kind: "RECONCILE" as const,
      actorType: "SYSTEM" as const,
      actorName: "Nightly reconciliation",
      localDate,
      nextLookAt: now,
    })),
    skipDuplicates: true,
  });
  return count;
}
