import type { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { requestDeparture } from "#app/domain/uploads/departures/request-departure.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { productSelectionCondition } from "./product-filter-sql.server.ts";
import type { ProductSelection } from "./product-selection.ts";

export interface RejectProductsInput {
  selection: ProductSelection;
  /** Shown beside the product to whoever can correct it. */
  reason: string;
  /** Takes approvals back too, and lets the products leave their stores. Of whole products alone. */
  takesOffSale?: boolean | undefined;
}

export interface RejectedProducts {
  /** Products, or variants where the selection names variants. */
  rejected: number;
  /** Left alone, because they are approved: taking an approval back is another decision. */
  alreadyApproved: number;
  /** The batch that takes the products off sale; null when none was asked for, or no store has any of them. */
  departureBatchId: string | null;
}

type Counts = Omit<RejectedProducts, "departureBatchId">;

/**
 * Records that the selected products are not to be sold as they are. What is approved already keeps its approval, unless it
 * is to be taken off sale: then what the stores have of the products leaves them by a batch of its own, as each store's
 * rule says, until they are approved again. Rejecting again replaces the reason. A decision for all stores, so nobody who is bound to one store may make it.
 * @throws {ForbiddenError} for a merchant or a viewer, {InvalidInputError} for single variants that are to be off sale.
 */
export async function rejectProducts(ctx: Context, input: RejectProductsInput): Promise<RejectedProducts> {
  requirePermission(ctx.actor, "upload");
  const { takesOffSale = false } = input;
  if (takesOffSale && input.selection.kind === "variants")
    throw new InvalidInputError(
      "rejection.variants-off-sale",
      "Only whole products are taken off sale. Select the products, or reject the variants alone.",
    );
  return inTransaction(ctx.db, async (tx) => {
    const outcome =
      input.selection.kind === "variants"
        ? await rejectVariants(tx, ctx, input.selection.ids)
        : await rejectWholeProducts(tx, ctx, input);
    const departureBatchId = takesOffSale
      ? await requestDeparture(tx, ctx, { kind: "off-sale" }, `Taken off sale: ${input.reason}`)
      : null;
    await recordActivity(tx, ctx, {
      action: "products.rejected",
      subjectType: "organization",
      subjectId: ctx.organizationId,
      details: { selection: input.selection.kind, reason: input.reason, rejected: outcome.rejected, takesOffSale },
    });
    return { ...outcome, departureBatchId };
  });
}

async function rejectWholeProducts(tx: Tx, ctx: Context, input: RejectProductsInput): Promise<Counts> {
  const takesOffSale = input.takesOffSale === true;
  const [counted] = await tx.$queryRaw<Counts[]>`
    WITH selected AS MATERIALIZED (
      SELECT p.id, p.approval_status FROM products p JOIN categories c ON c.id = p.category_id
      WHERE p.organization_id = ${ctx.organizationId}::uuid AND ${productSelectionCondition(input.selection)}
      ORDER BY p.id FOR UPDATE OF p),
    rejected AS (
      UPDATE products SET approval_status = 'REJECTED', rejection_reason = ${input.reason}, rejected_at = now(), approved_at = NULL,
        withdrawn_at = CASE WHEN ${takesOffSale} THEN now() ELSE withdrawn_at END
      FROM selected WHERE products.id = selected.id AND (${takesOffSale} OR selected.approval_status <> 'APPROVED')
      RETURNING products.id),
    rejected_variants AS (
      UPDATE variants SET approval_status = 'REJECTED'
      FROM rejected WHERE variants.product_id = rejected.id
        AND (variants.approval_status = 'PENDING' OR (${takesOffSale} AND variants.approval_status = 'APPROVED')))
    SELECT (SELECT count(*)::int FROM rejected) AS rejected,
      (SELECT count(*)::int FROM selected WHERE approval_status = 'APPROVED' AND NOT ${takesOffSale}) AS "alreadyApproved"`;
  return counted ?? { rejected: 0, alreadyApproved: 0 };
}

async function rejectVariants(tx: Tx, ctx: Context, variantIds: readonly string[]): Promise<Counts> {
  const named = { organizationId: ctx.organizationId, id: { in: [...variantIds] } } satisfies Prisma.VariantWhereInput;
  const { count } = await tx.variant.updateMany({
    where: { ...named, approvalStatus: { not: "APPROVED" } },
    data: { approvalStatus: "REJECTED" },
  });
  const alreadyApproved = await tx.variant.count({ where: { ...named, approvalStatus: "APPROVED" } });
  return { rejected: count, alreadyApproved };
}
