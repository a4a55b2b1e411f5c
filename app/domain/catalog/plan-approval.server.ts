import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { finishPlanning } from "#app/domain/uploads/finish-planning.server.ts";
import { logBatchChanges, type BatchChange } from "#app/domain/uploads/log-batch-changes.server.ts";
import { lockPlanning, planRows, type PlannedRows } from "#app/domain/uploads/plan-rows.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { failpoint } from "#app/platform/failpoint.server.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { markApproved } from "./internal/mark-approved.server.ts";
import {
  productFilterCondition,
  productOrder,
  productSelectionCondition,
  productsOf,
} from "./product-filter-sql.server.ts";
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
/** A slice also ends after so many products: each has its variants counted before it is known where the slice ends. */
const VARIANTS_PER_PRODUCT = 3;

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
  let expectsUnchanged = true;
  for (let size = FIRST_SLICE_VARIANTS; ;) {
    if (signal?.aborted) return "interrupted";
    const settings: SliceSettings = { size, expectsUnchanged };
    const slice = await retryConflicts(() =>
      inTransaction(runtime.db, (tx) => planSlice(tx, runtime, { organizationId, approvalId }, settings), {
        timeoutMs: 60_000,
      }),
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
  const variantIds = selection.kind === "variants" ? selection.ids : undefined;
  const planned = await planProducts(tx, { ...approval, variantIds, expectsUnchanged }, products);
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
  approval: {
    id: string;
    organizationId: string;
    batchId: string;
    storeId: string | null;
    variantIds?: string[] | undefined;
    expectsUnchanged: boolean;
  },
  products: readonly NextProduct[],
): Promise<PlannedRows> {
  const productIds = products.map(({ id }) => id);
  const last = productIds.at(-1);
  if (last === undefined) return { rows: 0, pendingRows: 0, storeIds: [], isAnyUnchanged: false, changes: [] };
  const { organizationId, batchId, storeId, variantIds, expectsUnchanged } = approval;
  const variants = variantIds ? { variantIds } : {};
  const unapproved = products.filter(({ is_approved }) => !is_approved).map(({ id }) => id);
  if (unapproved.length > 0) await markApproved(tx, { productIds: unapproved, ...variants });
  const planned = await planRows(
    tx,
    { organizationId, batchId, productIds, storeId, ...variants },
    { expectsUnchanged },
  );
  await tx.approval.update({ where: { id: approval.id }, data: { plannedThrough: last } });
  return planned;
}

const NOTHING_PLANNED: PlannedSlice = {
  outcome: "planned",
  changes: [],
  fields: {},
  isUnchanged: false,
  isAnyUnchanged: false,
};

interface FrozenApproval {
  organizationId: string;
  selection: ReturnType<typeof productSelectionSchema.parse>;
  storeId: string | null;
  plannedThrough: string | null;
  createdAt: Date;
}

interface NextProduct {
  id: string;
  /** With all its variants. */
  is_approved: boolean;
}

interface NextProducts {
  products: NextProduct[];
  isLast: boolean;
}

const NO_PRODUCTS: NextProducts = { products: [], isLast: true };

/** The next products by id, as many as have about one slice of variants; at least one while there are any. */
async function nextProducts(tx: Tx, approval: FrozenApproval, size: number): Promise<NextProducts> {
  const limit = Math.ceil(size / VARIANTS_PER_PRODUCT);
  const inStore =
    approval.storeId === null ? Prisma.empty : Prisma.sql`AND ${productFilterCondition({ storeId: approval.storeId })}`;
  const products = await tx.$queryRaw<(NextProduct & { through: number })[]>`
    SELECT id, is_approved, through::int FROM (
      SELECT sized.id, sized.is_approved, sized.variants, sum(sized.variants) OVER (ORDER BY sized.id) AS through
      FROM (
        SELECT p.id, of_product.variants, p.approval_status = 'APPROVED' AND of_product.are_approved AS is_approved
        FROM products p JOIN categories c ON c.id = p.category_id
        CROSS JOIN LATERAL (
          SELECT count(*) AS variants, coalesce(bool_and(v.approval_status = 'APPROVED'), TRUE) AS are_approved
          FROM variants v WHERE v.product_id = p.id
        ) AS of_product
        WHERE ${productsOf(approval.organizationId, approval.plannedThrough)}
          AND ${productSelectionCondition(approval.selection)}
          AND p.content_changed_at <= ${approval.createdAt}
          AND (p.approval_status <> 'REJECTED' OR p.rejected_at <= ${approval.createdAt}) ${inStore}
        ORDER BY ${productOrder}
        LIMIT ${limit}
      ) AS sized
    ) AS summed
    WHERE through - variants < ${size}
    ORDER BY id`;
  return { products, isLast: products.length < limit && (products.at(-1)?.through ?? 0) < size };
}
