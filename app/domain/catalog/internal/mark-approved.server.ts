import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";

/**
 * Approves products and their variants, or only the named variants with their products. Variants that were rejected by
 * themselves stay so unless they are named; those of a product that was rejected as a whole are approved with it.
 */
export async function markApproved(
  tx: Tx,
  { productIds, variantIds }: { productIds: readonly string[]; variantIds?: readonly string[] },
): Promise<void> {
  const variants = variantIds
    ? Prisma.sql`id = ANY (${[...variantIds]}::uuid[]) AND approval_status <> 'APPROVED'`
    : Prisma.sql`(approval_status = 'PENDING' OR (approval_status = 'REJECTED' AND product_id IN (
        SELECT id FROM products WHERE id = ANY (${[...productIds]}::uuid[]) AND approval_status = 'REJECTED')))`;
  await tx.$executeRaw`
    WITH marked AS (
      UPDATE products SET approval_status = 'APPROVED', approved_at = now(), rejection_reason = NULL, rejected_at = NULL,
        withdrawn_at = NULL
      WHERE id = ANY (${[...productIds]}::uuid[]) AND approval_status <> 'APPROVED')
    UPDATE variants SET approval_status = 'APPROVED' WHERE product_id = ANY (${[...productIds]}::uuid[]) AND ${variants}`;
}
