import type { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { productSelectionCondition } from "./product-filter-sql.server.ts";
import type { ProductSelection } from "./product-selection.ts";

export interface RejectProductsInput {
  selection: ProductSelection;
  /** Shown beside the product to whoever can correct it. */
  reason: string;
}

export interface RejectedProducts {
  /** Products, or variants where the selection names variants. */
  rejected: number;
  /** Left alone, because they are approved: taking an approval back is another decision. */
  alreadyApproved: number;
}

/**
 * Records that the selected products are not to be sold as they are. What is approved already keeps its approval.
 * Rejecting again replaces the reason. A decision for all stores, so nobody who is bound to one store may make it.
 * @throws {ForbiddenError} for a merchant or a viewer.
 */
export async function rejectProducts(ctx: Context, input: RejectProductsInput): Promise<RejectedProducts> {
  requirePermission(ctx.actor, "upload");
  return inTransaction(ctx.db, async (tx) => {
    const outcome =
      input.selection.kind === "variants"
        ? await rejectVariants(tx, ctx, input.selection.ids)
        : await rejectWholeProducts(tx, ctx, input);
    await recordActivity(tx, ctx, {
      action: "products.rejected",
      subjectType: "organization",
      subjectId: ctx.organizationId,
      details: { selection: input.selection.kind, reason: input.reason, rejected: outcome.rejected },
    });
    return outcome;
  });
}

async function rejectWholeProducts(tx: Tx, ctx: Context, input: RejectProductsInput): Promise<RejectedProducts> {
  const [counted] = await tx.$queryRaw<RejectedProducts[]>`
    WITH selected AS MATERIALIZED (
      SELECT p.id, p.approval_status FROM products p JOIN categories c ON c.id = p.category_id
      WHERE p.organization_id = ${ctx.organizationId}::uuid AND ${productSelectionCondition(input.selection)}
      ORDER BY p.id FOR UPDATE OF p),
    rejected AS (
      UPDATE products SET approval_status = 'REJECTED', rejection_reason = ${input.reason}, rejected_at = now(), approved_at = NULL
      FROM selected WHERE products.id = selected.id AND selected.approval_status <> 'APPROVED'
      RETURNING products.id),
    rejected_variants AS (
      UPDATE variants SET approval_status = 'REJECTED'
      FROM rejected WHERE variants.product_id = rejected.id AND variants.approval_status = 'PENDING')
    SELECT (SELECT count(*)::int FROM rejected) AS rejected,
      (SELECT count(*)::int FROM selected WHERE approval_status = 'APPROVED') AS "alreadyApproved"`;
  return counted ?? { rejected: 0, alreadyApproved: 0 };
}

async function rejectVariants(tx: Tx, ctx: Context, variantIds: readonly string[]): Promise<RejectedProducts> {
  const named = { organizationId: ctx.organizationId, id: { in: [...variantIds] } } satisfies Prisma.VariantWhereInput;
  const { count } = await tx.variant.updateMany({
    where: { ...named, approvalStatus: { not: "APPROVED" } },
    data: { approvalStatus: "REJECTED" },
  });
  const alreadyApproved = await tx.variant.count({ where: { ...named, approvalStatus: "APPROVED" } });
  return { rejected: count, alreadyApproved };
}
