import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { countDeletion } from "./gone-brake/count-deletion.server.ts";

export interface MarkProductGoneInput {
  storeId: string;
  shopifyProductId: string;
  deletedAt: Date;
}

/**
 * Remembers that a linked product was deleted in the shop, with its variants. What was accepted there is forgotten, so
 * that the next upload makes it anew instead of skipping it as unchanged. "held-back" when so many were deleted that a person
 * has to look first.
 */
export async function markProductGone(
  runtime: Runtime,
  { storeId, shopifyProductId, deletedAt }: MarkProductGoneInput,
): Promise<"gone" | "held-back" | "unchanged" | "not-linked"> {
  return inTransaction(runtime.db, async (tx) => {
    const where = { storeId_shopifyProductId: { storeId, shopifyProductId } };
    const link = await tx.productLink.findUnique({ where, select: { productId: true, goneAt: true } });
    if (!link) return "not-linked";
    if (link.goneAt !== null) return "unchanged";
    if (!(await countDeletion(tx, runtime, storeId))) return "held-back";
    const gone = { goneAt: deletedAt, acceptedHash: null, updatedAt: runtime.clock.now() };
    const { count } = await tx.productLink.updateMany({
      where: { storeId, shopifyProductId, goneAt: null },
      data: { ...gone, mayBeMadeAnew: false },
    });
    if (count === 0) return "unchanged";
    await tx.variantLink.updateMany({ where: { storeId, productId: link.productId, goneAt: null }, data: gone });
    return "gone";
  });
}
