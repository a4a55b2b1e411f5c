import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Runtime } from "#app/domain/context.ts";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import type { RowFailure } from "../failures/row-failure.ts";
import { failWaitingGroups } from "../internal/claims/fail-waiting-groups.server.ts";
import { giveBackGroups } from "../internal/claims/give-back-groups.server.ts";

/** How long a batch may have due work that nobody is at, beginning with the sweep that first saw it. */
export const STUCK_MINUTES = 30;

/** Without a row that changed for so long, a batch is looked at. */
const QUIET_MINUTES = 2;

const INTERRUPTED: RowFailure = {
  category: "SHOPIFY_ERROR",
  code: "upload.interrupted",
  message: `Interrupted: for ${STUCK_MINUTES} minutes nobody worked on this batch.`,
  field: null,
};

/** A part of a batch, due at a store that takes calls, and no worker there. Who works at a store says so twice a second. */
const HAS_WORK_THAT_NOBODY_IS_AT = Prisma.sql`EXISTS (
  SELECT 1 FROM upload_batch_stores part JOIN stores store ON store.id = part.store_id
  WHERE part.batch_id = batch.id AND part.groups_open > 0 AND ${isDeserted()})`;

function isDeserted(): Prisma.Sql {
  return Prisma.sql`store.status = 'CONNECTED' AND store.paused_at IS NULL AND store.held_until IS NULL
    AND store.creates_parked_until IS NULL
    AND NOT EXISTS (SELECT 1 FROM store_points_shares worker WHERE worker.store_id = store.id AND worker.expires_at > now())
    AND (
      EXISTS (
        SELECT 1 FROM upload_groups due
        WHERE due.batch_id = part.batch_id AND due.store_id = part.store_id AND due.status = 'PENDING' AND due.due_at <= now())
      OR EXISTS (
        SELECT 1 FROM upload_groups held
        WHERE held.batch_id = part.batch_id AND held.store_id = part.store_id AND held.status = 'PROCESSING'))`;
}

/**
 * The backstop below heartbeats, wake-ups and sweeps: a batch with due work that nobody was at for half an hour is
 * FAILED, and its rows with it, so that it is seen and can be retried. The clock starts when a sweep first sees it, so
 * that workers which were all away for an hour find it waiting and not failed. Returns how many batches failed.
 */
export async function failStuckBatches(runtime: Runtime, signal?: AbortSignal): Promise<number> {
  const { db } = runtime;
  const stuck = Prisma.sql`batch.status = 'PROCESSING' AND batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL
    AND batch.last_progress_at < now() - make_interval(mins => ${QUIET_MINUTES}) AND ${HAS_WORK_THAT_NOBODY_IS_AT}`;
  await inTransaction(db, async (tx) => {
    const released = await tx.$queryRaw<ResumedBatch[]>`
      WITH free AS (
        SELECT id, stuck_since FROM shopify_upload_batches batch
        WHERE batch.stuck_since IS NOT NULL AND NOT (${stuck}) FOR NO KEY UPDATE OF batch
      )
      UPDATE shopify_upload_batches batch SET stuck_since = NULL FROM free WHERE batch.id = free.id
      RETURNING batch.id, batch.organization_id AS "organizationId", batch.name, free.stuck_since AS "stuckSince",
        batch.last_progress_at > free.stuck_since AND batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL AS "isResumed"`;
    for (const batch of released) if (batch.isResumed) await tellResumed(tx, runtime, batch);
  });
  await db.$executeRaw`UPDATE shopify_upload_batches batch SET stuck_since = now() WHERE batch.stuck_since IS NULL AND ${stuck}`;
  const overdue = await db.$queryRaw<{ id: string; organization_id: string }[]>`
    SELECT batch.id, batch.organization_id FROM shopify_upload_batches batch
    WHERE batch.stuck_since <= now() - make_interval(mins => ${STUCK_MINUTES})`;
  for (const { id, organization_id } of overdue) {
    if (signal?.aborted) break;
    await failBatch(runtime, { batchId: id, organizationId: organization_id }, signal);
  }
  return overdue.length;
}

interface ResumedBatch {
  id: string;
  organizationId: string;
  name: string;
  stuckSince: Date;
  /** Something of it has moved since, and it was not paused or cancelled instead. */
  isResumed: boolean;
}

async function tellResumed(tx: Tx, { queue }: Runtime, { id, organizationId, name, stuckSince }: ResumedBatch) {
  const stores = await tx.uploadBatchStore.findMany({ where: { batchId: id }, select: { storeId: true } });
  await recordEvent(tx, queue, {
    organizationId,
    kind: "batch.resumed",
    key: `batch-resumed/${id}/${stuckSince.toISOString()}`,
    storeIds: stores.map(({ storeId }) => storeId),
    subject: { type: "batch", id },
    details: { name, stuckSince: stuckSince.toISOString() },
  });
}

async function failBatch(
  runtime: Runtime,
  { batchId, organizationId }: { batchId: string; organizationId: string },
  signal?: AbortSignal,
): Promise<void> {
  await inTransaction(runtime.db, async (tx) => {
    await tx.shopifyUploadBatch.update({
      where: { id: batchId },
      data: { errorSummary: INTERRUPTED.message, stuckSince: null },
    });
    const actor = { type: "SYSTEM", id: null, name: "Catalog Relay" } as const;
    const activity = { action: "batch.interrupted", subjectType: "batch", subjectId: batchId } as const;
    await recordActivity(tx, { ...runtime, organizationId, actor }, activity);
  });
  runtime.log.error({ batchId }, "A batch was stuck and failed.");
  const stores = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT store.id FROM upload_batch_stores part JOIN stores store ON store.id = part.store_id
    WHERE part.batch_id = ${batchId}::uuid AND part.groups_open > 0 AND ${isDeserted()}`;
  for (const { id: storeId } of stores) {
    await giveBackGroups(runtime, { storeId, batchId });
    const where = Prisma.sql`batch.id = ${batchId}::uuid`;
    await failWaitingGroups(runtime, { storeId, where, failure: INTERRUPTED }, signal);
  }
}
