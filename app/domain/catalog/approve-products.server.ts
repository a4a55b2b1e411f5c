import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { BatchSettings } from "#app/domain/uploads/steering/batch-settings.ts";
import { createBatch } from "#app/domain/uploads/create-batch.server.ts";
import { finishPlanning } from "#app/domain/uploads/finish-planning.server.ts";
import { logBatchChanges, type BatchChange } from "#app/domain/uploads/log-batch-changes.server.ts";
import { lockPlanning, planRows } from "#app/domain/uploads/plan-rows.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { drainStore, planApproval } from "#jobs/contracts/uploads.ts";
import { markApproved } from "./internal/mark-approved.server.ts";
import {
  productFilterCondition,
  productOrder,
  productSelectionCondition,
  productsOf,
} from "./product-filter-sql.server.ts";
import type { ProductSelection } from "./product-selection.ts";

/** Up to so many variants become rows within the request; more are planned by a job. */
const INLINE_VARIANTS = 500;

export interface ApproveProductsInput {
  selection: ProductSelection;
  /** Shown in the list of batches; made from the time when absent. */
  name?: string | undefined;
  /** How the batch is to run. */
  settings?: BatchSettings | undefined;
  /** Called in the transaction of the approval, with what will be answered. */
  onApproved?: ((tx: Tx, approved: ApprovedBatch) => Promise<void>) | undefined;
}

export interface ApprovedBatch {
  batchId: string;
  /** False while a job is still turning the approval into rows. */
  isPlanned: boolean;
  /** Rows so far. */
  rowsTotal: number;
}

interface SelectedIds {
  productIds: string[];
  isLarge: boolean;
}

async function findSelected(ctx: Context, selection: ProductSelection): Promise<SelectedIds> {
  const storeId = visibleStoreId(ctx.actor);
  const inStore = storeId === null ? Prisma.empty : Prisma.sql`AND ${productFilterCondition({ storeId })}`;
  const found = await ctx.db.$queryRaw<{ id: string; variants: number }[]>`
    SELECT p.id, (
        SELECT count(*)::int FROM (SELECT 1 FROM variants v WHERE v.product_id = p.id LIMIT ${INLINE_VARIANTS + 1}) AS one
      ) AS variants
    FROM products p
    JOIN categories c ON c.id = p.category_id
    WHERE ${productsOf(ctx.organizationId)} AND ${productSelectionCondition(selection)} ${inStore}
    ORDER BY ${productOrder}
    LIMIT ${INLINE_VARIANTS + 1}`;
  const withVariants = found.filter((product) => product.variants > 0);
  const variants = withVariants.reduce((sum, product) => sum + product.variants, 0);
  return {
    productIds: withVariants.map((product) => product.id),
    isLarge: variants > INLINE_VARIANTS || found.length > INLINE_VARIANTS,
  };
}

/**
 * Approves what is selected and answers at once with the batch that carries it to the stores: a small selection is
 * planned in the same transaction, a large one is stored with its frozen filter and planned by a job. Approving again
 * what is already on its way makes no second row in flight.
 * @throws {InvalidInputError} when nothing is selected, or for settings that no batch can have.
 */
export async function approveProducts(
  ctx: Context,
  { selection, name, settings, onApproved }: ApproveProductsInput,
): Promise<ApprovedBatch> {
  const storeId = visibleStoreId(ctx.actor);
  requirePermission(ctx.actor, "upload", storeId ?? undefined);
  const { productIds, isLarge } = await findSelected(ctx, selection);
  if (productIds.length === 0 && !isLarge) {
    throw new InvalidInputError(
      "approval.nothing-selected",
      "Nothing matches this selection. Choose products that exist in your catalog, or widen the filter.",
    );
  }
  const { changes, ...approved } = await retryConflicts(() =>
    inTransaction(ctx.db, async (tx) => {
      const done = await approve(tx, ctx, { selection, name, settings, storeId, productIds, isLarge });
      const { batchId, isPlanned, rowsTotal } = done;
      await onApproved?.(tx, { batchId, isPlanned, rowsTotal });
      return done;
    }),
  );
  const { batchId, rowsTotal, isPlanned } = approved;
  ctx.log.info({ batchId, organizationId: ctx.organizationId, rows: rowsTotal, isPlanned }, "A batch was created.");
  logBatchChanges(ctx.log, changes);
  return approved;
}

interface Approving extends ApproveProductsInput, SelectedIds {
  storeId: string | null;
}

async function approve(
  tx: Tx,
  ctx: Context,
  { selection, name, settings, storeId, productIds, isLarge }: Approving,
): Promise<ApprovedBatch & { changes: BatchChange[] }> {
  if (!isLarge) await lockPlanning(tx, ctx.organizationId);
  const batchId = await createBatch(tx, ctx, name, settings);
  const { id: approvalId } = await tx.approval.create({
    data: {
      organizationId: ctx.organizationId,
      batchId,
      selection,
      storeId,
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      ...(isLarge ? {} : { plannedAt: ctx.clock.now() }),
    },
    select: { id: true },
  });
  await recordActivity(tx, ctx, {
    action: "approval.created",
    subjectType: "approval",
    subjectId: approvalId,
    details: { batchId, selection: selection.kind },
  });
  if (isLarge) {
    await ctx.queue.send(tx, planApproval, { organizationId: ctx.organizationId, approvalId });
    return { batchId, isPlanned: false, rowsTotal: 0, changes: [] };
  }
  const variantIds = selection.kind === "variants" ? selection.ids : undefined;
  await markApproved(tx, { productIds, ...(variantIds ? { variantIds } : {}) });
  const planned = await planRows(tx, {
    organizationId: ctx.organizationId,
    batchId,
    productIds,
    storeId,
    ...(variantIds ? { variantIds } : {}),
  });
  const changes = [...planned.changes, ...(await finishPlanning(tx, batchId))];
  for (const wokenStoreId of planned.storeIds) await ctx.queue.send(tx, drainStore, { storeId: wokenStoreId });
  return { batchId, isPlanned: true, rowsTotal: planned.rows, changes };
}
