import { Prisma, type ShopifyUploadBatch } from "@prisma/client";
import type { ActorType, UploadPurpose } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { countedKey, cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import type { BatchFilter, BatchSort } from "./batch-filter.ts";
import { batchConditions, concerningStore } from "./batch-conditions.server.ts";
import { processingSeconds, type StatusCounts } from "./batch-progress.ts";
import { successRate, type BatchStatus } from "../transitions.ts";

export interface BatchSummary {
  id: string;
  name: string;
  purpose: UploadPurpose;
  status: BatchStatus;
  /** From -100 to 100; higher goes first. */
  priority: number;
  actor: { type: ActorType; id: string | null; name: string };
  rows: StatusCounts;
  products: StatusCounts;
  /** 0 to 1; null while no row has succeeded or failed. */
  successRate: number | null;
  /** Up to now while the batch runs; null before it started. */
  processingSeconds: number | null;
  costPoints: number;
  errorSummary: string | null;
  createdAt: Date;
  /** Null while rows are still being added from the approval. */
  plannedAt: Date | null;
  startedAt: Date | null;
  completedAt: Date | null;
  lastProgressAt: Date | null;
  pausedAt: Date | null;
  /** Why the product itself paused it, in words for a person. */
  pauseReason: string | null;
  /** The first products, which go alone; null when the batch has no canary. */
  canary: { products: number; maxFailedShare: number; state: "RUNNING" | "PASSED" | "STOPPED" } | null;
  /** After this time what still waits for Shopify's limits fails. */
  deadlineAt: Date | null;
  onDailyLimit: "wait" | "fail";
  cancelRequestedAt: Date | null;
}

const oldestFirst: KeysetOrder = { column: Prisma.sql`b.id`, type: "uuid", direction: "ascending" };
const fewestProducts: KeysetOrder = { ...oldestFirst, counted: Prisma.sql`b.products_total` };
const fewestFailed: KeysetOrder = { ...oldestFirst, counted: Prisma.sql`b.rows_failed` };

const orders: Readonly<Record<BatchSort, KeysetOrder>> = {
  newest: { ...oldestFirst, direction: "descending" },
  oldest: oldestFirst,
  "most-products": { ...fewestProducts, direction: "descending" },
  "fewest-products": fewestProducts,
  "most-failed": { ...fewestFailed, direction: "descending" },
  "fewest-failed": fewestFailed,
};

/**
 * The organization's batches, newest first where the filter says nothing else. Who is bound to one store sees their own,
 * and what concerns that store. In an order by a count, a batch whose count moves meanwhile may be met twice or not at all.
 */
export async function listBatches(ctx: Context, filter: BatchFilter, page: PageRequest): Promise<Page<BatchSummary>> {
  const order = orders[filter.sort ?? "newest"];
  const found = await ctx.db.$queryRaw<{ id: string; count: number | null }[]>`
    SELECT b.id, ${order.counted ?? Prisma.sql`NULL::int`} AS count FROM shopify_upload_batches b
    WHERE b.organization_id = ${ctx.organizationId}::uuid ${await batchConditions(ctx, filter)} ${concerningVisibleStore(ctx)}
    ${keysetCondition(page, order)} ${keysetOrder(page, order)}`;
  const { items, next, previous } = cutPage(found, page, ({ id, count }) =>
    count === null ? id : countedKey(count, id),
  );
  const batches = await ctx.db.shopifyUploadBatch.findMany({
    where: { organizationId: ctx.organizationId, id: { in: items.map(({ id }) => id) } },
  });
  const byId = new Map(batches.map((batch) => [batch.id, toSummary(batch, ctx.clock.now())]));
  return { items: items.flatMap(({ id }) => byId.get(id) ?? []), next, previous };
}

/** @throws {NotFoundError} also when the batch does not concern the actor's store. */
export async function getBatch(ctx: Context, batchId: string): Promise<BatchSummary> {
  const [visible] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM shopify_upload_batches b
    WHERE b.organization_id = ${ctx.organizationId}::uuid AND b.id = ${batchId}::uuid ${concerningVisibleStore(ctx)}`;
  const batch =
    visible &&
    (await ctx.db.shopifyUploadBatch.findFirst({ where: { organizationId: ctx.organizationId, id: visible.id } }));
  if (!batch) throw new NotFoundError("batch");
  return toSummary(batch, ctx.clock.now());
}

function concerningVisibleStore(ctx: Context): Prisma.Sql {
  const storeId = visibleStoreId(ctx.actor);
  if (storeId === null) return Prisma.empty;
  return Prisma.sql`AND (b.actor_id = ${ctx.actor.id} OR ${concerningStore(storeId)})`;
}

function toSummary(batch: ShopifyUploadBatch, now: Date): BatchSummary {
  const rows = {
    total: batch.rowsTotal,
    pending: batch.rowsPending,
    processing: batch.rowsProcessing,
    succeeded: batch.rowsSucceeded,
    failed: batch.rowsFailed,
    skipped: batch.rowsSkipped,
    cancelled: batch.rowsCancelled,
  };
  return {
    id: batch.id,
    name: batch.name,
    purpose: batch.purpose,
    status: batch.status,
    priority: batch.priority,
    actor: { type: batch.actorType, id: batch.actorId, name: batch.actorName },
    rows,
    products: {
      total: batch.productsTotal,
      pending: batch.productsPending,
      processing: batch.productsProcessing,
      succeeded: batch.productsSucceeded,
      failed: batch.productsFailed,
      skipped: batch.productsSkipped,
      cancelled: batch.productsCancelled,
    },
    successRate: successRate(rows),
    processingSeconds: processingSeconds(batch, now),
    costPoints: batch.costPoints,
    errorSummary: batch.errorSummary,
    createdAt: batch.createdAt,
    plannedAt: batch.plannedAt,
    startedAt: batch.startedAt,
    completedAt: batch.completedAt,
    lastProgressAt: batch.lastProgressAt,
    pausedAt: batch.pausedAt,
    pauseReason: batch.pauseReason,
    canary: toCanary(batch),
    deadlineAt: batch.deadlineAt,
    onDailyLimit: batch.waitsForDailyLimit ? "wait" : "fail",
    cancelRequestedAt: batch.cancelRequestedAt,
  };
}

function toCanary({ canaryProducts, canaryMaxFailedShare, canaryState }: ShopifyUploadBatch): BatchSummary["canary"] {
  if (canaryProducts === null || canaryMaxFailedShare === null || canaryState === null) return null;
  return { products: canaryProducts, maxFailedShare: canaryMaxFailedShare, state: canaryState };
}
