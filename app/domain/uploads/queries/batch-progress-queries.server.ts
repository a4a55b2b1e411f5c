import type { Context } from "#app/domain/context.ts";
import { listStores, type StoreView } from "#app/domain/stores/store-queries.server.ts";
import type { Page, PageRequest } from "#app/domain/keyset.ts";
import { getBatch, type BatchSummary } from "./batch-queries.server.ts";
import type { Estimate } from "../estimate-duration.ts";
import { findEstimate } from "./estimate-queries.server.ts";
import { listErrorGroups, type ErrorGroup } from "./error-group-queries.server.ts";
import { isBatchTerminal } from "../transitions.ts";
import { countUnclearCalls, type UnclearCalls } from "./unclear-call-queries.server.ts";
import { listGroups, type GroupFilter, type GroupView } from "./group-queries.server.ts";

/** A store that holds up products of a batch, and why. */
export type HeldStore = Pick<
  StoreView,
  "id" | "name" | "status" | "statusReason" | "pausedAt" | "createsParkedUntil" | "heldUntil"
>;

/** All that a batch's page shows and asks for again while the batch runs. */
export interface BatchProgress {
  batch: BatchSummary;
  /** Null once the batch has ended. */
  estimate: Estimate | null;
  heldBy: HeldStore[];
  errorGroups: ErrorGroup[];
  unclear: UnclearCalls;
  groups: Page<GroupView>;
}

/** @throws {NotFoundError} when the batch is not the actor's to see. */
export async function getBatchProgress(
  ctx: Context,
  batchId: string,
  filter: GroupFilter,
  page: PageRequest,
): Promise<BatchProgress> {
  const batch = await getBatch(ctx, batchId);
  const [estimate, heldBy, errorGroups, unclear, groups] = await Promise.all([
    findEstimate(ctx, batch),
    isBatchTerminal(batch.status) ? [] : listHeldStores(ctx, batchId),
    batch.rows.failed > 0 ? listErrorGroups(ctx, batchId) : [],
    countUnclearCalls(ctx, batchId),
    listGroups(ctx, batchId, filter, page),
  ]);
  return { batch, estimate, heldBy, errorGroups, unclear, groups };
}

async function listHeldStores(ctx: Context, batchId: string): Promise<HeldStore[]> {
  const closed = (await listStores(ctx)).filter(
    ({ status, pausedAt, createsParkedUntil, heldUntil }) =>
      status !== "CONNECTED" || pausedAt !== null || heldUntil !== null || createsParkedUntil !== null,
  );
  if (closed.length === 0) return [];
  const waiting = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT closed.id FROM unnest(${closed.map(({ id }) => id)}::uuid[]) AS closed (id)
    WHERE EXISTS (
      SELECT 1 FROM upload_batch_stores part
      WHERE part.organization_id = ${ctx.organizationId}::uuid AND part.batch_id = ${batchId}::uuid
        AND part.store_id = closed.id AND part.groups_open > 0)`;
  return closed
    .filter((store) => waiting.some(({ id }) => id === store.id))
    .map(({ id, name, status, statusReason, pausedAt, createsParkedUntil, heldUntil }) => ({
      id,
      name,
      status,
      statusReason,
      pausedAt,
      createsParkedUntil,
      heldUntil,
    }));
}
