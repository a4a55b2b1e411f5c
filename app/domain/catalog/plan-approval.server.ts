import type { Runtime } from "#app/domain/context.ts";
import { finishPlanning } from "#app/domain/uploads/finish-planning.server.ts";
import { logBatchChanges, type BatchChange } from "#app/domain/uploads/log-batch-changes.server.ts";
import { lockPlanning, planRows, type PlannedRows } from "#app/domain/uploads/plan-rows.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { createForerunner } from "./internal/approve-ahead.server.ts";
import { approveAsItStood } from "./internal/approve-as-it-stood.server.ts";
import { NO_PRODUCTS, nextProducts, type FrozenApproval, type NextProduct } from "./internal/next-products.server.ts";
import { productSelectionSchema } from "./product-selection.ts";

/**
 * The first slice is small, so that the first call to Shopify does not wait for the millionth row, and each is larger than
 * the one before, so that no store runs out of work while the next is planned.
 */
const FIRST_SLICE_VARIANTS = 300;
const SLICE_GROWTH = 3;
const SLICE_VARIANTS = 7_500;
/** After a slice of which nothing had changed the next ones are larger: they are hardly more than a comparison. */
const UNCHANGED_SLICE_VARIANTS = 30_000;

export interface PlanApprovalInput {
  organizationId: string;
  approvalId: string;
}

/**
 * Turns a large approval into rows, a slice per transaction, and goes on where an interrupted run stopped. Products
 * that changed or were rejected after the approval are left out: they ask for approval again.
 */
export async function planApproval(
  runtime: Runtime,
  { organizationId, approvalId }: PlanApprovalInput,
  signal?: AbortSignal,
): Promise<"planned" | "interrupted" | "absent"> {
  const forerunner = createForerunner(runtime.db, { organizationId, approvalId });
  let expectsUnchanged = true;
  for (let size = FIRST_SLICE_VARIANTS; ;) {
    if (signal?.aborted) return "interrupted";
    const settings: SliceSettings = { size, expectsUnchanged };
    const [slice] = await untilBoth(
      retryConflicts(() =>
        inTransaction(runtime.db, (tx) => planSlice(tx, runtime, { organizationId, approvalId }, settings), {
          timeoutMs: 60_000,
        }),
      ),
      forerunner.approveNext({ plannedSize: size, size: Math.min(size * SLICE_GROWTH, SLICE_VARIANTS) }),
    );
    const { outcome, changes, fields, isUnchanged } = slice;
    expectsUnchanged = slice.isAnyUnchanged;
    size = Math.min(size * SLICE_GROWTH, isUnchanged ? UNCHANGED_SLICE_VARIANTS : SLICE_VARIANTS);
    if (outcome !== "absent") runtime.log.debug(fields, "A slice of an approval was planned.");
    logBatchChanges(runtime.log, changes);
    if (outcome !== "more") return outcome;
    failpoint("uploads.between-slices");
  }
}

/** As Promise.all, but nothing goes on behind the caller's back once it has failed. */
async function untilBoth<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

interface SliceSettings {
  /** In variants. */
  size: number;
  /** After a slice with nothing unchanged it is not worth a look of its own. */
  expectsUnchanged: boolean;
}

interface PlannedSlice {
  outcome: "planned" | "more" | "absent";
  changes: BatchChange[];
  /** For the log. */
  fields: object;
  /** The stores had all of it. */
  isUnchanged: boolean;
  isAnyUnchanged: boolean;
}

async function planSlice(
  tx: Tx,
  runtime: Runtime,
  { organizationId, approvalId }: PlanApprovalInput,
  { size, expectsUnchanged }: SliceSettings,
): Promise<PlannedSlice> {
  await lockPlanning(tx, organizationId);
  const approval = await tx.approval.findFirst({
    where: { id: approvalId, organizationId },
    include: { batch: { select: { cancelRequestedAt: true } } },
  });
  if (!approval) return { ...NOTHING_PLANNED, outcome: "absent" };
  const { batchId } = approval;
  if (approval.plannedAt) return { ...NOTHING_PLANNED, fields: { approvalId, batchId, rows: 0 } };
  const selection = productSelectionSchema.parse(approval.selection);
  const { products, isLast } = approval.batch.cancelRequestedAt
    ? NO_PRODUCTS
    : await nextProducts(tx, { ...approval, selection }, size);
  const planned = await planProducts(tx, { ...approval, selection }, products, expectsUnchanged);
  for (const wokenStoreId of planned.storeIds) await runtime.queue.send(tx, drainStore, { storeId: wokenStoreId });
  const fields = { approvalId, batchId, rows: planned.rows };
  if (!isLast) {
    const { pendingRows, isAnyUnchanged, changes } = planned;
    return { outcome: "more", changes, fields, isUnchanged: pendingRows === 0, isAnyUnchanged };
  }
  await tx.approval.update({ where: { id: approval.id }, data: { plannedAt: runtime.clock.now() } });
  const changes = [...planned.changes, ...(await finishPlanning(tx, batchId))];
  return { ...NOTHING_PLANNED, changes, fields };
}

async function planProducts(
  tx: Tx,
  approval: FrozenApproval & { id: string; batchId: string },
  products: readonly NextProduct[],
  expectsUnchanged: boolean,
): Promise<PlannedRows> {
  const last = products.at(-1);
  if (!last) return { rows: 0, pendingRows: 0, storeIds: [], isAnyUnchanged: false, changes: [] };
  const { organizationId, batchId, storeId, selection } = approval;
  const productIds = await approveAsItStood(tx, approval, products);
  const variants = selection.kind === "variants" ? { variantIds: selection.ids } : {};
  const input = { organizationId, batchId, productIds, storeId, ...variants };
  const planned = await planRows(tx, input, { expectsUnchanged });
  await tx.approval.update({ where: { id: approval.id }, data: { plannedThrough: last.id } });
  return planned;
}

const NOTHING_PLANNED: PlannedSlice = {
  outcome: "planned",
  changes: [],
  fields: {},
  isUnchanged: false,
  isAnyUnchanged: false,
};
