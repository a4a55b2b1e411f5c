import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { drainStore, planApproval, planDeparture } from "#jobs/contracts/uploads.ts";
import { cancelWaitingGroups } from "../steering/cancel-batch.server.ts";
import { cancelStoreUploads } from "../steering/cancel-store-uploads.server.ts";
import { checkCounters } from "./check-counters.server.ts";
import { failStuckBatches } from "./fail-stuck-batches.server.ts";
import { endOverdueGroups } from "./end-overdue-groups.server.ts";
import { announceCanaries } from "../internal/settling/announce-settled.server.ts";
import { settleCanaries } from "../internal/settling/settle-canaries.server.ts";
import { logBatchChanges } from "../log-batch-changes.server.ts";
import { foldLeftCounters } from "../internal/settling/fold-counters.server.ts";
import { moveCounters, type BatchChange } from "../internal/settling/move-counters.server.ts";

export interface SweepResult {
  storesWoken: number;
  approvalsWoken: number;
  batchesCancelled: number;
  /** Products that waited for Shopify's limits and shall wait no longer. */
  productsOverdue: number;
  /** Batches whose counters differed from their rows. */
  countersRepaired: number;
  /** Batches that nobody was at for half an hour. */
  batchesStuck: number;
  /** Stores that have left with something unfinished. */
  storesCleared: number;
}

/**
 * The safety net below the wake-ups: wakes every connected store that has groups due or left under way, resumes
 * approvals whose planning was interrupted, finishes cancelled batches, fails what shall wait no longer for Shopify's
 * limits, decides canaries that nobody else could, ends batches whose last row has ended, compares counters with rows,
 * fails what nobody was at for half an hour, and cancels what is left of stores that have left. The signal ends it between two slices; the next sweep goes on.
 */
export async function sweepUploads(runtime: Runtime, signal?: AbortSignal): Promise<SweepResult> {
  await foldLeftCounters(runtime);
  const cancelled = await runtime.db.shopifyUploadBatch.findMany({
    where: { cancelRequestedAt: { not: null }, completedAt: null, plannedAt: { not: null } },
    select: { id: true },
  });
  for (const { id } of cancelled) await cancelWaitingGroups(runtime, id);
  const productsOverdue = await endOverdueGroups(runtime, signal);
  await decideCanaries(runtime);
  const { changes, ...woken } = await inTransaction(runtime.db, (tx) => wakeWaiting(tx, runtime));
  logBatchChanges(runtime.log, changes);
  const checked = await checkCounters(runtime, signal);
  logBatchChanges(runtime.log, checked.changes);
  const batchesStuck = await failStuckBatches(runtime, signal);
  // Last, because it may take minutes for a large store that has left, and nobody waits for it.
  const storesCleared = await clearDepartedStores(runtime, signal);
  return {
    ...woken,
    batchesCancelled: cancelled.length,
    batchesStuck,
    countersRepaired: checked.repaired,
    productsOverdue,
    storesCleared,
  };
}

interface Woken extends Pick<SweepResult, "storesWoken" | "approvalsWoken"> {
  changes: BatchChange[];
}

async function wakeWaiting(tx: Tx, runtime: Runtime): Promise<Woken> {
  const ended = await tx.shopifyUploadBatch.findMany({
    where: { status: { in: ["PENDING", "PROCESSING"] }, plannedAt: { not: null }, rowsPending: 0, rowsProcessing: 0 },
    select: { id: true },
  });
  const changes = await moveCounters(tx, [], { batchIds: ended.map((batch) => batch.id) });
  const stores = await tx.$queryRaw<{ id: string }[]>`
      SELECT store.id FROM stores store
      WHERE store.status = 'CONNECTED' AND store.paused_at IS NULL AND (
        EXISTS (
          SELECT 1 FROM upload_groups due
          WHERE due.store_id = store.id AND due.status = 'PENDING' AND due.due_at <= now()
            AND (store.creates_parked_until IS NULL OR store.creates_parked_until <= now() OR NOT due.makes_variants))
        OR EXISTS (SELECT 1 FROM upload_groups held WHERE held.store_id = store.id AND held.status = 'PROCESSING')
        OR EXISTS (
          SELECT 1 FROM upload_groups sent
          WHERE sent.store_id = store.id AND sent.media_check_at <= now() AND sent.ended_at IS NOT NULL))`;
  for (const { id } of stores) await runtime.queue.send(tx, drainStore, { storeId: id });
  const approvals = await tx.approval.findMany({
    where: { plannedAt: null },
    select: { id: true, organizationId: true },
  });
  for (const { id, organizationId } of approvals)
    await runtime.queue.send(tx, planApproval, { organizationId, approvalId: id });
  const departures = await tx.departure.findMany({
    where: { plannedAt: null },
    select: { id: true, organizationId: true },
  });
  for (const { id, organizationId } of departures)
    await runtime.queue.send(tx, planDeparture, { organizationId, departureId: id });
  return { storesWoken: stores.length, approvalsWoken: approvals.length, changes };
}

async function decideCanaries(runtime: Runtime): Promise<void> {
  const running = await runtime.db.shopifyUploadBatch.findMany({
    where: { canaryState: "RUNNING", completedAt: null, cancelRequestedAt: null },
    select: { id: true },
  });
  const ids = running.map((batch) => batch.id);
  announceCanaries(runtime.log, await inTransaction(runtime.db, (tx) => settleCanaries(tx, runtime, ids)));
}

async function clearDepartedStores(runtime: Runtime, signal?: AbortSignal): Promise<number> {
  const departed = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT store.id FROM stores store
    WHERE store.status = 'UNINSTALLED' AND (
      EXISTS (SELECT 1 FROM upload_groups waiting WHERE waiting.store_id = store.id AND waiting.status = 'PENDING')
      OR EXISTS (SELECT 1 FROM upload_groups held WHERE held.store_id = store.id AND held.status = 'PROCESSING'))`;
  for (const { id } of departed) await cancelStoreUploads(runtime, id, signal ? { signal } : {});
  return departed.length;
}
