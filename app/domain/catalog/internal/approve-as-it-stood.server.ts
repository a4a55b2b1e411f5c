import type { Tx } from "#app/platform/db.server.ts";
import { markApproved } from "./mark-approved.server.ts";
import { asItStood, type FrozenApproval, type NextProduct } from "./next-products.server.ts";

/**
 * Approves of the products, which were read a moment ago, those that still are what the approval was given for, and
 * answers the ids of all that are approved then. Whoever changes or rejects a product meanwhile waits or is waited for.
 */
export async function approveAsItStood(
  tx: Tx,
  approval: FrozenApproval,
  products: readonly NextProduct[],
): Promise<string[]> {
  const unapproved = products.filter(({ is_approved }) => !is_approved).map(({ id }) => id);
  if (unapproved.length === 0) return products.map(({ id }) => id);
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p WHERE p.id = ANY (${unapproved}::uuid[]) AND ${asItStood(approval)}
    ORDER BY p.id FOR NO KEY UPDATE`;
  const productIds = locked.map(({ id }) => id);
  const { selection } = approval;
  if (productIds.length > 0)
    await markApproved(tx, { productIds, ...(selection.kind === "variants" ? { variantIds: selection.ids } : {}) });
  const approved = new Set(productIds);
  return products.filter(({ id, is_approved }) => is_approved || approved.has(id)).map(({ id }) => id);
}
