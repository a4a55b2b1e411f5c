import type { Runtime } from "#app/domain/context.ts";
import { isTimeZone, localRunsAround } from "#app/domain/next-local-run.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";

export interface StockSweep {
  dailyRunsBegun: number;
  /** Variants that a shop has not had for long, and whose stock was never set there. */
  newVariants: number;
  storesWoken: number;
  /** Runs of stores that have left. */
  runsCancelled: number;
}

/**
 * Begins the daily runs whose local time has come, each once a local day: after a time in which nobody looked, the last
 * one is made up for and no other. Has the stock of variants set that have just come to a shop. Wakes every store with a run or stock that waits, and ends what is left of stores that
 * have left. Two sweeps at once begin no run twice.
 */
export async function sweepStockSyncs(runtime: Runtime): Promise<StockSweep> {
  const { db } = runtime;
  await db.$executeRaw`
    INSERT INTO inventory_settings (store_id, organization_id)
    SELECT store.id, store.organization_id FROM stores store
    WHERE store.status = 'CONNECTED' AND NOT EXISTS (SELECT 1 FROM inventory_settings known WHERE known.store_id = store.id)
    ON CONFLICT DO NOTHING`;
  const due = await db.inventorySettings.findMany({
    where: {
      isDailyOn: true,
      store: { status: "CONNECTED" },
      OR: [{ nextDailyAt: null }, { nextDailyAt: { lte: runtime.clock.now() } }],
    },
    include: { store: { select: { ianaTimezone: true } } },
  });
  let dailyRunsBegun = 0;
  for (const settings of due) if (await beginDaily(runtime, settings)) dailyRunsBegun += 1;
  const newVariants = await noteNewVariants(runtime);
  const waiting = await db.$queryRaw<{ id: string }[]>`
    SELECT store.id FROM stores store
    WHERE store.status = 'CONNECTED' AND store.paused_at IS NULL AND (
      EXISTS (SELECT 1 FROM inventory_runs run WHERE run.store_id = store.id AND run.status IN ('PENDING', 'PROCESSING'))
      OR EXISTS (SELECT 1 FROM stock_arrivals arrival WHERE arrival.store_id = store.id AND arrival.run_id IS NULL)
        AND NOT EXISTS (SELECT 1 FROM inventory_runs run WHERE run.store_id = store.id AND run.kind = 'INCREMENTAL'
          AND run.status = 'WAITING_FOR_PERSON'))`;
  await inTransaction(db, async (tx) => {
    for (const { id } of waiting) await runtime.queue.send(tx, syncStoreStock, { storeId: id });
  });
  return { dailyRunsBegun, newVariants, storesWoken: waiting.length, runsCancelled: await cancelDeparted(runtime) };
}

/** Longer than it takes from one sweep to the next; who comes later has the daily run. */
const NEW_FOR_SECONDS = 150;

/** A new product comes to a shop without stock: what the warehouses have of it counts as just arrived. */
async function noteNewVariants({ db, clock }: Runtime): Promise<number> {
  const since = new Date(clock.now().getTime() - NEW_FOR_SECONDS * 1_000);
  return db.$executeRaw`
    INSERT INTO stock_arrivals (store_id, variant_id)
    SELECT link.store_id, link.variant_id
    FROM variant_links link
    JOIN variants variant ON variant.id = link.variant_id AND variant.is_tracked
    WHERE link.created_at >= ${since} AND link.gone_at IS NULL
      AND EXISTS (SELECT 1 FROM stock_levels counted WHERE counted.variant_id = link.variant_id)
      AND NOT EXISTS (SELECT 1 FROM inventory_levels known
        WHERE known.store_id = link.store_id AND known.variant_id = link.variant_id)
      AND NOT EXISTS (SELECT 1 FROM stock_arrivals taken JOIN inventory_runs run ON run.id = taken.run_id
        WHERE taken.variant_id = link.variant_id AND taken.store_id = link.store_id AND run.completed_at IS NULL)
    ON CONFLICT (store_id, variant_id) WHERE run_id IS NULL DO NOTHING`;
}

interface DueSettings {
  storeId: string;
  organizationId: string;
  dailyAt: string;
  timeZone: string | null;
  nextDailyAt: Date | null;
  store: { ianaTimezone: string };
}

async function beginDaily(runtime: Runtime, settings: DueSettings): Promise<boolean> {
  const { storeId, organizationId, dailyAt, nextDailyAt } = settings;
  const timeZone = [settings.timeZone, settings.store.ianaTimezone].find((name) => name !== null && isTimeZone(name));
  const now = runtime.clock.now();
  const { last, next } = localRunsAround(now.getTime(), { at: dailyAt, timeZone: timeZone ?? "UTC" });
  return inTransaction(runtime.db, async (tx) => {
    const { count } = await tx.inventorySettings.updateMany({
      where: { storeId, nextDailyAt, isDailyOn: true },
      data: { nextDailyAt: new Date(next.atMs) },
    });
    if (count === 0 || nextDailyAt === null) return false;
    const begun = await tx.inventoryRun.createMany({
      data: {
        organizationId,
        storeId,
        kind: "DAILY",
        stage: "READING",
        isShopRead: true,
        localDay: new Date(last.localDay),
        actorType: "SYSTEM",
        actorName: "Daily stock sync",
      },
      skipDuplicates: true,
    });
    if (begun.count > 0) await runtime.queue.send(tx, syncStoreStock, { storeId });
    return begun.count > 0;
  });
}

/** What was sent by then is not undone; nobody will ask again. */
async function cancelDeparted({ db, clock }: Runtime): Promise<number> {
  const departed = await db.inventoryRun.findMany({
    where: { store: { status: "UNINSTALLED" }, completedAt: null },
    select: { id: true, storeId: true },
  });
  for (const { id, storeId } of departed) {
    await inTransaction(db, async (tx) => {
      const endedAt = clock.now();
      await tx.inventoryCall.updateMany({
        where: { runId: id, outcome: { in: ["PLANNED", "INTENT"] } },
        data: { outcome: "CANCELLED", endedAt },
      });
      const rows = await tx.inventoryRunRow.updateMany({
        where: { runId: id, status: "PENDING" },
        data: { status: "CANCELLED", processedAt: endedAt },
      });
      await tx.inventoryRun.update({
        where: { id },
        data: {
          rowsPending: { decrement: rows.count },
          rowsCancelled: { increment: rows.count },
          status: "CANCELLED",
          claimToken: null,
          completedAt: endedAt,
        },
      });
      await tx.stockArrival.deleteMany({ where: { storeId } });
    });
  }
  return departed.length;
}
