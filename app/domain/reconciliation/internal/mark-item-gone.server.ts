import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";

export interface MarkItemGoneInput {
  storeId: string;
  shopifyInventoryItemId: string;
  deletedAt: Date;
}

/**
 * Remembers that the inventory item of a linked variant is no more: Shopify deletes it with its variant and at no other
 * time. While so many products were deleted that a person has to look first, it is "held-back". A link that leads to another item by now is left alone.
 */
export async function markItemGone(
  runtime: Runtime,
  { storeId, shopifyInventoryItemId, deletedAt }: MarkItemGoneInput,
): Promise<"gone" | "held-back" | "unchanged" | "not-linked"> {
  return inTransaction(runtime.db, async (tx) => {
    const where = { storeId, shopifyInventoryItemId };
    const isHeld = await tx.goneBrake.count({ where: { storeId, stoppedAt: { not: null } } });
    if (isHeld > 0) return "held-back";
    const { count } = await tx.variantLink.updateMany({
      where: { ...where, goneAt: null },
      data: { goneAt: deletedAt, acceptedHash: null, updatedAt: runtime.clock.now() },
    });
    if (count > 0) return "gone";
    return (await tx.variantLink.findFirst({ where, select: { variantId: true } })) ? "unchanged" : "not-linked";
  });
}
