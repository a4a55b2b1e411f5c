import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";

/**
 * Approves products and their variants, or only the named variants with their products. Variants that were rejected
 * stay so unless they are named.
 */
export async function markApproved(
  tx: Tx,
  { productIds, variantIds }: { productIds: readonly string[]; variantIds?: readonly string[] },
): Promise<void> {
  const variants = variantIds
    ? Prisma.sql`id = ANY (${[...variantIds]}::uuid[]) AND approval_status <> 'APPROVED'`
    : Prisma.sql`approval_status = 'PENDING'`;
  await tx.$executeRaw`UPDATE variants SET approval_status = 'APPROVED'
    WHERE product_id = ANY (${[...productIds]}::uuid[]) AND ${variants}`;
  await tx.$executeRaw`UPDATE products SET approval_status = 'APPROVED', approved_at = now(), rejection_reason = NULL
    WHERE id = ANY (${[...productIds]}::uuid[]) AND approval_status <> 'APPROVED'`;
}
